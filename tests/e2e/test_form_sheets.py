"""A county's clerk in the browser: takes the workbook, fills it in, sees what would happen, and writes it."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import FACES, House
from tests.engines.forms.sample import SAMPLE
from tests.engines.forms.scene import RecordsOfSchools
from tests.engines.forms.sheets.books import filled
from tests.factories import acting
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.sources import sources
from xuezheng.kernel.clock import now
from xuezheng.kernel.scope.binding import bound

DATA = ("三通", "演示", "教育局", "教育厅", ".xlsx")


@pytest.fixture(scope="module")
def collection(house: House) -> str:
    """The address of a collection of a form that nobody else's tests use."""
    kept, sources["lake"] = sources["lake"], RecordsOfSchools()
    province, at = acting(house.tree.province), now()
    with bound(province):
        draft = draft_form(post=province, text=SAMPLE.replace("santong_quarter", "santong_sheets"), at=at)
        form = publish_form(post=province, edition_id=draft.id, version=draft.version, at=at)
        due = at + timedelta(days=20)
        opened = open_collection(post=province, edition_id=form.id, period="2026Q3", due_at=due, closes_at=due, at=at)
    sources["lake"] = kept
    return f"/forms/collections/{opened.id}/"


def taken(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).first.click()
    return Path(waiting.value.path()).read_bytes()


def brought(page: Page, collection: str, data: bytes, button: str) -> None:
    page.goto(f"{collection}bring/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("input[type=file]", {"name": "filled.xlsx", "mimeType": kind, "buffer": data})
    page.get_by_role("button", name=button).click()


def test_a_workbook_is_taken_filled_in_and_written(signed_in: SignedIn, house: House, collection: str) -> None:
    first, second = (school.code for school in house.tree.schools[:2])
    page = signed_in("officer", "county", language="en")
    page.goto(collection)
    data = filled(taken(page, "Download as Excel"), {(first, "multimedia"): 22, (second, "multimedia"): "many"})
    brought(page, collection, data, "Look at the file")
    expect(page.locator("section", has_text="What the file would do").first).to_contain_text("1")
    expect(page.locator("section[aria-labelledby=refused]")).to_contain_text("“many” is no number")
    mended = filled(taken(page, "Download with the errors marked"), {(second, "multimedia"): 7})
    brought(page, collection, mended, "Look at the file")
    expect(page.locator("section[aria-labelledby=refused]")).to_have_count(0)
    page.get_by_role("button", name="Write the answers").focus()
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=done] [role=status]")).to_contain_text("Answers written: 2")


@pytest.mark.parametrize("face", FACES, ids=str)
def test_the_pages_hold(
    signed_in: SignedIn, server: str, house: House, collection: str, face: tuple[str, tuple[int, int]]
) -> None:
    language, size = face
    code = house.tree.schools[0].code
    page = signed_in("officer", "county", language=language, size=size)
    watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
    page.goto(f"{collection}bring/")
    faults = _faults(page, language)
    link, button = ("Download as Excel", "Look at the file") if language == "en" else ("下载 Excel", "查看文件内容")
    data = taken(page, link)
    school = signed_in("cio", "school", language="en")
    school.goto(collection)
    theirs = filled(taken(school, "Download as Excel"), {(code, "computers"): 40 + FACES.index(face)})
    brought(school, collection, theirs, "Look at the file")
    school.get_by_role("button", name="Write the answers").click()
    expect(school.locator("section[aria-labelledby=done]")).to_be_visible()
    brought(
        page,
        collection,
        filled(data, {(code, "computers"): 90, (code, "note"): "x" * 30, (code, "since"): "2018.3.1"}),
        button,
    )
    expect(page.locator("section[aria-labelledby=clashes] input[name=mine]")).to_have_count(1)
    faults += _faults(page, language)
    assert [*faults, *watch.said()] == []


def _faults(page: Page, language: str) -> list[str]:
    foreign = [one for one in checks.untranslated(page, language) if not any(name in one for name in DATA)]
    return [*foreign, *checks.overflow(page), *checks.accessibility(page)]
