"""Pages: each way through a form, what a neighbour is shown, and the texts of rules that units below download."""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import acting, make_post
from tests.modules.organisation.scene import PLATFORM, Scene, attach_text, fresh, inbox_of
from tests.web import client_of
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.organisation.attachments import texts_of
from xuezheng.modules.organisation.models import (
    Body,
    BodyMember,
    Cio,
    CioTraining,
    Meeting,
    Resolution,
    Rule,
    Survey,
    SurveyPart,
)

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/organisation"
DAY = "2026-03-02"


class Clients:
    def __init__(self, scene: Scene) -> None:
        self.province = client_of(make_post(scene.tree.province))
        self.county = client_of(make_post(scene.tree.counties[0]))
        self.school = client_of(make_post(scene.tree.schools[0], role="school_administrator"))
        self.beside = client_of(make_post(scene.tree.counties[2]))


@pytest.fixture
def clients(scene: Scene) -> Clients:
    return Clients(scene)


def text(client: Client, address: str, *, answers: int = 200, **asked: Any) -> str:
    response = client.get(f"{ROOT}{address}", asked, headers={"accept-language": "en"})
    assert response.status_code == answers, response.content.decode()[:2000]
    return " ".join(response.content.decode().split())


def posted(client: Client, address: str, values: dict[str, Any], *, answers: int = 302) -> None:
    response = client.post(f"{ROOT}{address}", values)
    assert response.status_code == answers, response.content.decode()[-3000:]


def only(model: Any) -> Any:
    with bound(PLATFORM):
        return model.objects.get()


def test_a_body_from_founding_to_dissolution(scene: Scene, clients: Clients) -> None:
    code = scene.tree.counties[0].code
    assert "中原区教育局网络安全和信息化领导小组" in text(
        clients.county, "/bodies/new/", unit=code, kind="leading_group"
    )
    new = {"unit": code, "kind": "leading_group", "name": "网信领导小组", "founded_on": DAY}
    posted(clients.county, "/bodies/new/", {**new, "founded_on": "2999-01-01"}, answers=422)
    posted(clients.county, "/bodies/new/", new)
    page = f"/bodies/{only(Body).id}/"
    posted(clients.county, f"{page}members/add/", {"role": "chair", "name": "李强", "duty": "局长", "valid_from": DAY})
    assert "李强" in text(clients.county, page)
    assert "李强" in text(clients.province, "/bodies/", state="now", level="county")
    end = f"/bodies/members/{only(BodyMember).id}/end/"
    posted(clients.county, end, {"valid_to": "2026-04-01"})
    assert "Earlier members" in text(clients.county, page)
    change = {"version": 1, "name": "网信和数字化领导小组", "founded_on": DAY}
    posted(clients.county, f"{page}change/", change)
    posted(clients.county, f"{page}dissolve/", {"version": 2, "dissolved_on": "2026-05-01"})
    assert "Add a member" not in text(clients.county, page)
    for address in (page, f"{page}change/", f"{page}dissolve/", f"{page}members/add/", end):
        text(clients.beside, address, answers=404)
    assert "网信和数字化" not in text(clients.beside, "/bodies/")


def test_a_cio_from_naming_to_the_end(scene: Scene, clients: Clients) -> None:
    school = scene.tree.schools[0]
    assert "Your unit lacks" in text(clients.school, "/")
    new = {"unit": school.code, "name": "王芳", "duty": "副校长", "valid_from": DAY}
    posted(clients.school, "/cios/new/", {**new, "name": ""}, answers=422)
    posted(clients.school, "/cios/new/", new)
    page = f"/cios/{only(Cio).id}/"
    assert "No training is recorded yet" in text(clients.school, page)
    posted(clients.school, f"{page}trainings/add/", {"title": "省级培训", "trained_on": DAY})
    assert "省级培训" in text(clients.county, page)
    posted(clients.school, f"/cios/trainings/{only(CioTraining).id}/withdraw/", {"reason": "误记"})
    change = {"version": fresh(only(Cio)).version, "name": "王芳", "duty": "书记"}
    posted(clients.school, f"{page}change/", change)
    posted(clients.school, f"{page}end/", {"version": only(Cio).version, "valid_to": "2026-04-01"})
    assert "former" in text(clients.county, page)
    assert "王芳" in text(clients.county, "/cios/", state="former")
    for address in (page, f"{page}change/", f"{page}end/", f"{page}trainings/add/"):
        text(clients.beside, address, answers=404)


def test_coverage_is_drilled_and_units_are_asked(scene: Scene, clients: Clients) -> None:
    city, county = scene.tree.cities[0], scene.tree.counties[0]
    scene.name_cio(scene.county, scene.tree.schools[0])
    assert "郑州市教育局" in text(clients.province, "/")
    assert "中原区教育局" in text(clients.province, "/", under=city.code)
    lacking = text(clients.province, "/coverage/cio/lacking/", under=county.code)
    assert (scene.tree.schools[1].name in lacking, scene.tree.schools[0].name in lacking) == (True, False)
    ask = f"/coverage/cio/ask/?under={county.code}"
    assert "1 unit lacks it" in text(clients.province, ask)
    posted(clients.province, ask, {"due_on": (today(now()) + timedelta(days=9)).isoformat()})
    assert scene.tree.schools[1].name in text(clients.province, "/coverage/cio/lacking/", asked="yes")
    sheet = clients.province.get(f"{ROOT}/?format=xlsx")
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as book:
        assert "郑州市教育局" in book.read("xl/sharedStrings.xml").decode()
    text(clients.county, "/", under=city.code, answers=404)
    text(clients.county, "/coverage/gold/lacking/", answers=404)
    text(clients.school, "/coverage/cio/ask/", answers=403)


def test_coverage_keeps_the_path_in_the_header(scene: Scene, clients: Clients) -> None:
    found = clients.county.get(f"{ROOT}/").content.decode()
    header = found.partition('class="crumbs"')[2].partition("</nav>")[0]
    assert scene.tree.counties[0].name in header


def test_a_meeting_with_its_resolutions(scene: Scene, clients: Clients) -> None:
    new = {"topic": "网络安全专题", "kind": "topic", "held_on": DAY, "attendees": "李强"}
    posted(clients.county, "/meetings/new/", {**new, "topic": " "}, answers=422)
    posted(clients.county, "/meetings/new/", new)
    page = f"/meetings/{only(Meeting).id}/"
    posted(clients.county, f"{page}resolutions/add/", {"text": "开展整治"})
    shown = text(clients.county, page)
    assert ("开展整治" in shown, "no task" in shown, "Make it a task" in shown) == (True, True, True)
    assert "Make it a task" not in text(clients.province, page)
    one = f"/meetings/resolutions/{only(Resolution).id}/"
    assert "开展整治" in text(clients.county, f"{one}task/")
    posted(clients.county, f"{one}change/", {"version": 1, "text": "开展专项整治"})
    posted(clients.county, f"{page}change/", {**new, "version": 1, "summary": "会议议定一项"})
    posted(clients.county, f"{one}remove/", {"version": 2})
    assert "Nothing is recorded as resolved" in text(clients.county, page)
    assert "网络安全专题" in text(clients.province, "/meetings/", year="2026")
    for address in (page, f"{page}change/", f"{one}change/"):
        text(clients.beside, address, answers=404)


def test_texts_of_issued_rules_are_downloaded_below_and_drafts_are_not(scene: Scene, clients: Clients) -> None:
    posted(clients.province, "/rules/new/", {"title": "信息系统管理办法"})
    page = f"/rules/{only(Rule).id}/"
    assert "Attach the text before you issue it" in text(clients.province, page)
    text(clients.school, page, answers=404)
    rule, edition = scene.draft(scene.province, title="专项资金管理办法")
    issued = scene.issue(scene.province, edition)
    assert "教科技〔2026〕1号" in text(clients.school, f"/rules/{rule.id}/")
    with bound(scene.province):
        (file,) = texts_of(scene.province, issued)
    address = f"/rules/editions/{edition.id}/texts/{file.id}/"
    response = clients.school.get(f"{ROOT}{address}")
    assert b"".join(response.streaming_content).decode() == "第一条"  # type: ignore[attr-defined] # a stream
    assert "专项资金管理办法" in text(clients.school, "/rules/", state="in_force")
    own = f"/rules/editions/{edition.id}/change/"
    posted(clients.school, own, {"version": 1, "title": "x"}, answers=403)


def test_a_survey_is_answered_by_its_units(scene: Scene, clients: Clients) -> None:
    new = {"question": "乡村学校带宽", "begins_on": DAY, "ends_on": "2026-12-01"}
    posted(clients.province, "/surveys/new/", new)
    page = f"/surveys/{only(Survey).id}/"
    posted(clients.province, f"{page}units/add/", {"unit": scene.tree.counties[0].code})
    assert "Our part" in text(clients.county, page)
    assert "Our part" not in text(clients.beside, page)
    part = text(clients.county, page).split("/surveys/parts/")[1].split("/")[0]
    posted(clients.county, f"/surveys/parts/{part}/report/", {"version": 1, "findings": "三成不足百兆"})
    assert "三成不足百兆" in text(clients.province, f"/surveys/parts/{part}/")
    text(clients.beside, f"/surveys/parts/{part}/", answers=404)
    posted(clients.province, f"{page}conclude/", {"version": 1, "results": "需提速"})
    posted(clients.province, f"{page}uses/add/", {"words": "列入工作", "used_on": today(now()).isoformat()})
    assert "列入工作" in text(clients.province, page)
    assert "列入工作" not in text(clients.county, page)


def test_all_units_of_a_kind_take_part_at_once(scene: Scene, clients: Clients) -> None:
    survey = scene.survey(scene.province, scene.tree.counties[0])
    address = f"/surveys/{survey.id}/units/add/"
    posted(clients.province, address, {"contact": "王五"}, answers=422)
    posted(clients.province, address, {"unit": scene.tree.counties[1].code, "kinds": "county_bureau"}, answers=422)
    posted(clients.province, address, {"kinds": "office"}, answers=422)
    posted(clients.province, address, {"kinds": "county_bureau"})
    with bound(PLATFORM):
        taking = SurveyPart.objects.filter(survey=survey)
        assert sorted(taking.values_list("unit_id", flat=True)) == sorted(unit.id for unit in scene.tree.counties)
    assert inbox_of(scene.tree.counties[3]) == ["开展“乡村学校带宽”调研并报送情况"]
    posted(clients.province, address, {"kinds": "county_bureau"}, answers=422)


def test_what_is_reported_after_the_end_is_marked_as_late(scene: Scene, clients: Clients) -> None:
    survey = scene.survey(scene.province, scene.tree.counties[0], ends_on=today(now()) - timedelta(days=1))
    part = text(clients.county, f"/surveys/{survey.id}/").split("/surveys/parts/")[1].split("/")[0]
    assert '<span class="tag r">late</span>' in text(clients.province, f"/surveys/{survey.id}/")
    posted(clients.county, f"/surveys/parts/{part}/report/", {"version": 1, "findings": "迟到的情况"})
    for address in (f"/surveys/{survey.id}/", f"/surveys/parts/{part}/"):
        assert '<span class="tag a">came late</span>' in text(clients.province, address)


def test_what_was_found_is_taken_out_as_a_document(scene: Scene, clients: Clients) -> None:
    survey = scene.survey(scene.province, scene.tree.counties[0])
    for form in ("xlsx", "docx"):
        assert clients.province.get(f"/organisation/surveys/{survey.id}/", {"format": form}).content.startswith(b"PK")
    county = clients.county.get(f"/organisation/surveys/{survey.id}/", {"format": "xlsx"})
    assert county.headers["Content-Type"].startswith("text/html"), "it sees no part but its own"


@pytest.mark.parametrize("address", ["/bodies/", "/cios/", "/meetings/", "/rules/", "/surveys/"])
def test_a_list_takes_as_many_queries_for_three_as_for_one(scene: Scene, clients: Clients, address: str) -> None:
    counts = []
    for nth in range(3):
        scene.found(scene.county, scene.tree.counties[0], name=f"组{nth}")
        scene.name_cio(scene.county, scene.tree.schools[0], valid_from=date(2026, 3, 2 + nth))
        scene.meet(scene.county, topic=f"会{nth}")
        scene.draft(scene.county, title=f"办法{nth}")
        scene.survey(scene.county, question=f"问{nth}")
        text(clients.county, address)
        with CaptureQueriesContext(connection) as taken:
            text(clients.county, address)
        counts.append(len(taken))
    assert counts[0] == counts[2]


def test_the_files_of_an_edition_are_listed_under_the_rule_they_belong_to(scene: Scene, clients: Clients) -> None:
    post = acting(scene.tree.province)
    with bound(post):
        _rule, edition = scene.draft(post, title="信息系统管理办法")
        attach_text(post, edition)
    page = clients.province.get("/files/").content.decode()
    assert re.findall(r'data-label="所属事项" data-data>([^<]*)<', page) == ["信息系统管理办法"]
