"""A report with files, a table and long texts in the browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.house import House
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
PERIODS = ("2026Q1", "2026Q2", "2026Q3")


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


def test_files_are_handed_in_and_taken_back_in_place(signed_in: SignedIn, reports: dict[str, str]) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(reports["2026Q1"])
    line = page.locator("[data-line=scans]")
    line.locator("input[type=file]").set_input_files([pdf("一.pdf"), pdf("二.pdf")])
    expect(line.get_by_role("link")).to_have_text(["一.pdf", "二.pdf"])
    expect(line.locator("[data-state]")).to_have_text("Saved")
    expect(page.locator("[data-progress]")).to_have_attribute("value", "2")
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
