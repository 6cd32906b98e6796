"""Bulletins in the browser: from the picker of units to the page of a stranger, who takes the figures with him."""

import csv
import json
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e import checks
from tests.e2e.conftest import PATIENCE, SignedIn, speak
from tests.e2e.house import FACES, PHONE, House
from tests.factories import acting
from tests.modules.monitoring.bulletins.measured import CODES, measure
from tests.modules.monitoring.bulletins.test_issuing import drafted, issued
from tests.modules.monitoring.bulletins.test_reach import opened


@pytest.fixture(scope="module", autouse=True)
def measured(house: House) -> None:
    measure(house.tree)


@pytest.fixture(scope="module")
def bulletins(measured: None, house: House) -> list[str]:
    """One open to everybody, a draft, and the pages around them; about counties, since the tests run in any order."""
    post = acting(house.tree.province)
    shown = opened(post, issued(post, house.tree.counties[2], number="豫教信通〔2026〕7号"))
    draft = drafted(post, house.tree.counties[3])
    return [
        "/monitoring/bulletins/",
        "/monitoring/bulletins/new/",
        f"/monitoring/bulletins/{shown.id}/",
        f"/monitoring/bulletins/{shown.id}/withdraw/",
        f"/monitoring/bulletins/{draft.id}/",
        f"/monitoring/bulletins/{draft.id}/issue/",
        f"/monitoring/bulletins/{draft.id}/discard/",
        "/monitoring/bulletins/batches/",
        "/monitoring/bulletins/batches/new/",
        "/monitoring/open/",
        f"/monitoring/open/{shown.id}/",
    ]


@pytest.fixture
def stranger(browser: Browser, server: str) -> Page:
    """A browser in which nobody is signed in."""
    context: BrowserContext = browser.new_context(base_url=server, viewport={"width": PHONE[0], "height": PHONE[1]})
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    speak(page, "zh-hans", server)
    return page


def faults_of(page: Page, language: str, watch: checks.Watch) -> list[str]:
    return [*watch.said(), *checks.overflow(page), *checks.untranslated(page, language), *checks.accessibility(page)]


@pytest.mark.parametrize("face", FACES, ids=str)
def test_every_page_holds(
    signed_in: SignedIn, server: str, bulletins: list[str], face: tuple[str, tuple[int, int]]
) -> None:
    language, size = face
    page = signed_in("administrator", "province", language=language, size=size)
    watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
    found: list[str] = []
    for path in bulletins:
        page.goto(path)
        found += [f"{path}: {fault}" for fault in faults_of(page, language, watch)]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def draft_by_picker(page: Page, name: str) -> None:
    page.goto("/monitoring/bulletins/")
    page.get_by_role("link", name="新建通报").click()
    page.select_option("main [name=period]", "2019Q2")
    expect(page.locator("#id_unit")).to_have_value("河南省教育厅")
    page.locator("#id_unit").fill(name)
    page.locator(".picker .node", has_text=f"{name}教育局").click()
    page.locator("main form button.main").click()
    expect(page.locator("h1")).to_contain_text(f"关于{name}2019年第二季度")


def issue(page: Page, number: str) -> None:
    page.get_by_role("link", name="印发通报").click()
    page.fill("[name=number]", number)
    page.locator("main form button.main").click()
    expect(page.locator(".head .tag")).to_have_text("已印发")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"))))


def test_from_a_draft_to_what_a_stranger_takes_along(signed_in: SignedIn, stranger: Page) -> None:
    page = signed_in("administrator", "province")
    draft_by_picker(page, "信阳市")
    issue(page, "豫教信通〔2026〕8号")
    bulletin = page.url

    page.locator(".paper a").first.click()
    expect(page.locator("main h2").first).to_have_text("数值构成")
    page.go_back()

    page.get_by_role("button", name="向社会公开").click()
    expect(page.get_by_role("link", name="公开页面")).to_be_visible()

    stranger.goto("/sign-in/")
    stranger.get_by_role("link", name="公开的通报").click()
    stranger.get_by_role("link", name="关于信阳市2019年第二季度").click()
    expect(stranger.locator("main")).to_contain_text("豫教信通〔2026〕8号")
    assert stranger.locator(".paper a").count() == 0
    with stranger.expect_download() as taken:
        stranger.get_by_role("link", name="CSV").click()
    rows = rows_of(taken.value.path())
    assert len(rows) == len(CODES) * 2 * 3
    assert {row["place"] for row in rows} == {"信阳市", "平桥区", "固始县"}
    with stranger.expect_download() as taken:
        stranger.get_by_role("link", name="JSON").click()
    assert len(json.loads(taken.value.path().read_text())["figures"]) == len(rows)

    page.goto(bulletin)
    page.get_by_role("button", name="停止公开").click()
    expect(page.get_by_role("link", name="公开页面")).to_have_count(0)
    stranger.reload()
    expect(stranger.locator("h1")).not_to_contain_text("信阳市")


def test_the_unit_it_is_about_is_told_and_reads_it(signed_in: SignedIn, house: House) -> None:
    page = signed_in("administrator", "province")
    draft_by_picker(page, "中原区")
    issue(page, "")
    reader = signed_in("auditor", "county")
    reader.goto("/inbox/messages/")
    reader.get_by_role("link", name="关于中原区2019年第二季度").click()
    expect(reader.locator("h1")).to_contain_text("关于中原区2019年第二季度")
    expect(reader.get_by_role("link", name="撤回通报")).to_have_count(0)
