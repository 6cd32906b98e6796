"""The organisation in the browser: a school names its CIO because it was asked, and every page of the field holds."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import FACES, House
from tests.factories import acting
from tests.modules.organisation.scene import AT
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.organisation.actions import bodies, cios, meetings, rules, surveys
from xuezheng.modules.organisation.actions.coverage import ask_for_coverage

DAY = date(2026, 3, 2)


def filled(house: House) -> list[str]:
    """One of each thing at the province, and the pages that show them."""
    tree = house.tree
    post = acting(tree.province)
    with bound(post):
        name = f"{tree.province.name}网络安全和信息化领导小组"
        body = bodies.found_body(
            post=post, unit_id=tree.province.id, kind="leading_group", name=name, founded_on=DAY, at=AT
        )
        bodies.seat_member(post=post, body_id=body.id, role="chair", name="李强", duty="厅长", valid_from=DAY, at=AT)
        cio = cios.name_cio(post=post, unit_id=tree.schools[1].id, name="赵敏", duty="副校长", valid_from=DAY, at=AT)
        meeting = meetings.record_meeting(
            post=post, kind="topic", topic="网络安全专题会议", held_on=DAY, body_id=body.id, at=AT
        )
        meetings.record_resolution(post=post, meeting_id=meeting.id, text="开展弱口令整治", at=AT)
        rule = rules.draft_rule(post=post, title="信息系统建设运维管理办法", at=AT)
        survey = surveys.open_survey(
            post=post,
            question="乡村学校带宽",
            begins_on=DAY,
            ends_on=date(2026, 12, 1),
            unit_ids=[tree.counties[0].id],
            at=AT,
        )
    return [
        "/organisation/",
        f"/organisation/?under={tree.counties[0].code}",
        "/organisation/coverage/cio/lacking/",
        "/organisation/coverage/cio/ask/",
        "/organisation/bodies/",
        f"/organisation/bodies/{body.id}/",
        "/organisation/bodies/new/",
        "/organisation/cios/",
        f"/organisation/cios/{cio.id}/",
        "/organisation/meetings/",
        f"/organisation/meetings/{meeting.id}/",
        "/organisation/meetings/new/",
        "/organisation/rules/",
        f"/organisation/rules/{rule.id}/",
        "/organisation/surveys/",
        f"/organisation/surveys/{survey.id}/",
    ]


def faults_of(page: Page, language: str, watch: checks.Watch) -> list[str]:
    return [*watch.said(), *checks.overflow(page), *checks.untranslated(page, language), *checks.accessibility(page)]


def test_every_page_holds_in_both_languages_and_sizes(signed_in: SignedIn, server: str, house: House) -> None:
    paths = filled(house)
    found: list[str] = []
    for language, size in FACES:
        page = signed_in("administrator", "province", language=language, size=size)
        watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
        for path in paths:
            page.goto(path)
            found += [f"{path} ({language}, {size[0]}): {fault}" for fault in faults_of(page, language, watch)]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_a_school_that_was_asked_names_its_cio(signed_in: SignedIn, house: House) -> None:
    school, post = house.tree.schools[0], acting(house.tree.province)
    with bound(post):
        ask_for_coverage(post=post, rule="cio", below_id=school.id, at=AT)
    page = signed_in("school_administrator", "school")
    page.goto("/inbox/todos/")
    page.get_by_role("link", name="明确本单位首席信息官").click()
    page.locator("[name=name]").fill("王芳")
    page.locator("[name=duty]").fill("副校长")
    page.locator("main form button.main").click()
    expect(page.locator("h1")).to_have_text("王芳")
    page.goto("/inbox/todos/")
    expect(page.get_by_role("link", name="明确本单位首席信息官")).to_have_count(0)
