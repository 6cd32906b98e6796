"""A report with files, a table and long texts in the browser."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import FACES, House
from tests.engines.forms.sample import RICH
from tests.factories import acting
from tests.kernel.files import samples
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.models import Report
from xuezheng.kernel.clock import now
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

DATA = ("三通", "演示", "教育局", "教育厅", ".pdf", "教室", "微机室")
PERIODS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4")


@pytest.fixture(scope="module")
def reports(house: House) -> dict[str, str]:
    """Addresses of the first school's reports by period: each test fills in its own."""
    province, at = acting(house.tree.province), now()
    with bound(province):
        draft = draft_form(post=province, text=RICH, at=at)
        form = publish_form(post=province, edition_id=draft.id, version=draft.version, at=at)
        due = at + timedelta(days=20)
        for period in PERIODS:
            open_collection(post=province, edition_id=form.id, period=period, due_at=due, closes_at=due, at=at)
    with bound(system_post("test")):
        own = Report.objects.filter(unit=house.unit("school"), collection__edition=form.id)
        found = own.values_list("collection__period", "id")
        return {period: f"/forms/reports/{report_id}/" for period, report_id in found}


def pdf(name: str) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": samples.PDF + name.encode()}


def cell(page: Page, row: int, code: str) -> str:
    return f"[data-table=devices] tbody tr:nth-child({row}) [data-cell={code}]"


@pytest.mark.parametrize("face", FACES, ids=str)
def test_the_page_holds(
    signed_in: SignedIn, server: str, reports: dict[str, str], face: tuple[str, tuple[int, int]]
) -> None:
    """With rows and files, for who fills it in and for who reads it."""
    language, size = face
    page = signed_in("cio", "school", language=language, size=size)
    page.goto(reports["2026Q4"])
    line = page.locator("[data-line=scans]")
    if not line.get_by_role("link").count():
        line.locator("input[type=file]").set_input_files([pdf("三通验收报告（盖章）.pdf"), pdf("三通附件.pdf")])
        expect(line.get_by_role("link")).to_have_count(2)
        page.locator("[data-line=devices] [data-add-row]").click()
        for code, value in (("name", "三通教室"), ("grade", "13"), ("count", "2"), ("price", "9500")):
            page.fill(cell(page, 1, code), value)
        page.fill("[data-field=story]", "三通建成。" * 150)
        page.locator("[data-field=story]").blur()
        expect(page.locator("[data-line=story] [data-state]")).not_to_have_text("")
        expect(page.locator("[data-line=devices] .msg")).to_have_count(2)
    faults: list[str] = []
    for role, seat in (("cio", "school"), ("administrator", "county")):
        page = signed_in(role, seat, language=language, size=size)
        watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
        page.goto(reports["2026Q4"])
        foreign = [one for one in checks.untranslated(page, language) if not any(name in one for name in DATA)]
        faults += [f"{role} {one}" for one in [*foreign, *checks.overflow(page), *checks.accessibility(page)]]
        faults += watch.said()
    assert faults == []


def test_long_texts_have_the_room_and_sections_count(signed_in: SignedIn, reports: dict[str, str]) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(reports["2026Q1"])
    whole = page.locator("[data-line=story]").bounding_box()
    for code in ("story", "name"):
        box = page.locator(f"[data-field={code}]").bounding_box()
        assert whole is not None
        assert box is not None
        assert box["width"] > 0.9 * whole["width"]
    count = page.locator("[data-section=first]")
    before = int(count.inner_text().partition("/")[0])
    page.fill("[data-field=name]", "x")
    page.locator("[data-field=name]").blur()
    expect(count).to_have_text(f"{before + 1}/4")


def test_files_are_handed_in_and_taken_back_in_place(signed_in: SignedIn, reports: dict[str, str]) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(reports["2026Q1"])
    line = page.locator("[data-line=scans]")
    done = int(page.locator("[data-progress]").get_attribute("value") or "")
    line.locator("input[type=file]").set_input_files([pdf("一.pdf"), pdf("二.pdf")])
    expect(line.get_by_role("link")).to_have_text(["一.pdf", "二.pdf"])
    expect(line.locator("[data-state]")).to_have_text("Saved")
    expect(page.locator("[data-progress]")).to_have_attribute("value", str(done + 1))
    line.locator("input[type=file]").set_input_files(pdf("三.exe"))
    expect(line.locator(".msg")).to_contain_text("三.exe")
    line.get_by_role("button", name="Take 一.pdf back").click()
    expect(line.get_by_role("link")).to_have_text(["二.pdf"])
    page.fill("[data-field=rooms]", "3")
    page.locator("[data-field=rooms]").blur()
    expect(page.locator("[data-line=rooms] [data-state]")).to_have_text("Saved")
    page.reload()
    expect(line.get_by_role("link")).to_have_text(["二.pdf"])
    with page.expect_download() as waiting:
        line.get_by_role("link").click()
    assert waiting.value.suggested_filename == "二.pdf"


def test_rows_are_added_computed_marked_and_removed(signed_in: SignedIn, reports: dict[str, str]) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(reports["2026Q2"])
    line = page.locator("[data-line=devices]")
    adding, state = line.locator("[data-add-row]"), line.locator("[data-state]")
    for _twice in range(3):
        adding.click()
    for row, name, grade in ((1, "微机室", "3"), (3, "教室", "13")):
        for code, value in (("name", name), ("grade", grade), ("count", "2"), ("price", "9.5")):
            page.fill(cell(page, row, code), value)
    page.locator(cell(page, 3, "price")).blur()
    expect(state).to_have_text("Saved")
    expect(line.locator("tbody [data-computed=value]")).to_have_text(["19", "—", "19"])
    expect(line.locator("tbody [data-number]")).to_have_text(["1", "", "2"])
    expect(line.locator(".msg")).to_have_text(["Devices, row 2: Grade is 13; it is at most 12."])
    expect(line.locator("[aria-invalid=true]")).to_have_count(1)
    expect(page.locator(cell(page, 3, "grade"))).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-value=total]")).to_have_text("38")
    page.fill(cell(page, 1, "count"), "many")
    page.locator(cell(page, 1, "count")).blur()
    expect(line.locator(".msg").last).to_contain_text("Devices, row 1: Number: “many” is no number")
    expect(page.locator(cell(page, 1, "count"))).to_have_attribute("aria-invalid", "true")
    line.get_by_role("button", name="Remove this row").first.click()
    expect(state).to_have_text("Saved")
    expect(line.locator("tbody [data-number]")).to_have_text(["", "1"])
    expect(line.locator(".msg")).to_have_text(["Devices, row 1: Grade is 13; it is at most 12."])
    page.reload()
    expect(line.locator("tbody tr")).to_have_count(1)
    assert page.input_value(cell(page, 1, "name")) == "教室"


def test_rows_that_two_changed_at_once_are_shown(signed_in: SignedIn, reports: dict[str, str]) -> None:
    first, second = (signed_in(role, "school", language="en") for role in ("cio", "school_administrator"))
    for page in (first, second):
        page.goto(reports["2026Q3"])
        page.locator("[data-line=devices] [data-add-row]").click()
    for page, name in ((first, "教室"), (second, "微机室")):
        page.fill(cell(page, 1, "name"), name)
        page.locator(cell(page, 1, "name")).blur()
        expect(page.locator("[data-line=devices] [data-state]")).to_have_text("Saved" if page is first else "")
    clash = second.locator("[data-line=devices] .clash")
    expect(clash.get_by_role("row").last).to_contain_text("教室")
    clash.get_by_role("button", name="Keep theirs").click()
    expect(second.locator(cell(second, 1, "name"))).to_have_value("教室")
