"""A document's way in the browser: uploaded, reviewed by keyboard, published, and a county finds what it has to do."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import DESKTOP, PHONE
from tests.jobs import run_worker_once
from tests.modules.plans.actions.test_receive_paper import TEXT
from tests.modules.plans.builders import WATCHER
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import Assignment, Plan

DATA = ("网络安全和信息化工作要点", "改善学校条件", "健全教研制度", "教研室", "河南省教育厅", "开展竞赛")
"""Names that sentences quote."""


def paper(year: int) -> FilePayload:
    return {"name": f"{year}.txt", "mimeType": "text/plain", "buffer": TEXT.replace("2026", str(year)).encode()}


def faults_of(page: Page, language: str) -> list[str]:
    foreign = [fault for fault in checks.untranslated(page, language) if not any(name in fault for name in DATA)]
    return [f"{urlsplit(page.url).path}: {fault}" for fault in [*checks.overflow(page), *foreign]]


FACES = [("zh-hans", DESKTOP, 2026), ("en", DESKTOP, 2027), ("zh-hans", PHONE, 2028)]
"""Language, size, and a year for each, since a unit has one such plan a year."""


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("face", FACES, ids=str)
def test_from_the_file_to_the_county(signed_in: SignedIn, server: str, face: tuple[str, tuple[int, int], int]) -> None:
    language, size, year = face
    page = signed_in("administrator", "province", language=language, size=size)
    watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
    faults: list[str] = []

    def look() -> None:
        """From the top: a page that was scrolled has its head half under the frame's, where axe calls it obscured."""
        page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
        faults.extend(faults_of(page, language) + watch.said() + checks.accessibility(page))

    page.goto("/plans/papers/new/")
    look()
    page.set_input_files("[name=file]", paper(year))
    page.locator("form.upload button.main").click()
    page.wait_for_url(re.compile(r"/review/$"))
    look()
    review_by_keyboard(page, look)
    page.locator("a[href$='/publish/']").click()
    page.wait_for_url(re.compile(r"/publish/$"))
    look()
    page.locator("main form button.main").click()
    page.wait_for_url(re.compile(r"/document/$"))
    look()
    run_worker_once()
    with bound(WATCHER):
        plan = Plan.objects.get(year=year)
        assert Assignment.objects.filter(plan=plan).count() == 8
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
    county = signed_in("administrator", "county", language=language, size=size)
    county.goto("/inbox/todos/")
    expect(county.locator("main")).to_contain_text("健全教研制度")
    county.goto(f"/plans/{plan.id}/document/")
    expect(county.locator(".mark.t").first).to_have_text("1.改善学校条件")
    assert faults_of(county, language) == []


def review_by_keyboard(page: Page, look: Callable[[], None]) -> None:
    """A name is decided, a heading changed, a task added and taken out again: without the mouse."""
    dialog, current = page.locator("#corrector"), page.locator(".item[aria-current]")
    page.locator("body").press("u")
    expect(dialog).to_be_visible()
    expect(dialog.locator("input[role=combobox]")).to_be_focused()
    expect(current).to_contain_text("健全教研制度")
    page.locator("#corrector [name=group]").select_option("county_bureaus")
    page.locator("#corrector button.main").press("Enter")
    expect(dialog).not_to_be_visible()
    expect(page.locator("[data-unresolved]")).to_have_count(0)
    expect(current).to_contain_text("健全教研制度")
    expect(page.locator(".mark.sel").first).to_be_attached()
    page.keyboard.press("ArrowUp")
    expect(current).to_contain_text("改善学校条件")
    expect(page.locator(".mark.sel").first).to_have_text("1.改善学校条件")
    page.keyboard.press("Enter")
    page.locator("#corrector [name=heading]").fill("改善学校信息化条件")
    page.keyboard.press("Enter")
    expect(current).to_contain_text("改善学校信息化条件")
    page.keyboard.press("a")
    page.locator("#corrector [name=heading]").fill("开展竞赛")
    page.keyboard.press("Enter")
    expect(current).to_contain_text("开展竞赛")
    page.keyboard.press("Delete")
    page.locator("#corrector button.main").press("Enter")
    expect(page.locator(".item", has_text="开展竞赛")).to_have_count(0)
    look()


def drafted(page: Page, year: int) -> Page:
    page.goto("/plans/papers/new/")
    page.set_input_files("[name=file]", paper(year))
    page.locator("form.upload button.main").click()
    page.wait_for_url(re.compile(r"/review/$"))
    return page


def test_a_click_on_the_document_shows_the_card_and_back(signed_in: SignedIn) -> None:
    page = drafted(signed_in("administrator", "province"), 2029)
    page.locator(".mark.n").last.click()
    expect(page.locator(".item[aria-current]")).to_contain_text("健全教研制度")
    expect(page.locator(".tgt .sel")).to_contain_text("80%")
    page.locator(".item", has_text="改善学校条件").locator("h3").click()
    expect(page.locator(".mark.sel").first).to_have_text("1.改善学校条件")


def test_selected_words_become_a_target(signed_in: SignedIn) -> None:
    page = drafted(signed_in("administrator", "province"), 2030)
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll('#sheet span')].find((one) => one.textContent.includes('开展网络教研活动'));
          const at = piece.textContent.indexOf('开展网络教研活动'), range = document.createRange();
          range.setStart(piece.firstChild, at); range.setEnd(piece.firstChild, at + 8);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    expect(page.locator("#selection-bar")).to_be_visible()
    page.locator("#selection-bar [data-from=t]").click()
    expect(page.locator("#corrector [name=phrase]")).to_have_value("开展网络教研活动")
    page.locator("#corrector button.main").click()
    expect(page.locator(".item[aria-current]")).to_contain_text("开展网络教研活动")
    expect(page.locator(".mark.n", has_text="开展网络教研活动")).to_have_count(1)


def test_without_a_script_corrections_are_pages(signed_in: SignedIn) -> None:
    page = drafted(signed_in("administrator", "province", javascript=False), 2031)
    page.locator(".item", has_text="健全教研制度").locator("a[data-key=Enter]").click()
    page.locator("[name=heading]").fill("健全网络教研制度")
    page.locator("main .form-actions button").click()
    expect(page.locator(".item:target")).to_contain_text("健全网络教研制度")
