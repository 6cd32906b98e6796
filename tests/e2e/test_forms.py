"""A report in the browser: saved field by field, offline too; what two changed at once is shown side by side."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import checks
from tests.e2e.conftest import PATIENCE, SignedIn
from tests.e2e.house import FACES, House
from tests.engines.forms.sample import SAMPLE
from tests.engines.forms.scene import RecordsOfSchools
from tests.factories import acting
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.sources import sources
from xuezheng.kernel.clock import now
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

DATA = ("三通", "演示", "教育局", "教育厅")
FILL_THE_DEVICE = """() => {
  for (let size = 2 ** 21; size >= 1; size = Math.floor(size / 2)) {
    try { for (let n = 0; ; n++) localStorage.setItem(`${size}/${n}`, "x".repeat(size)); } catch { continue; }
  }
}"""


@pytest.fixture(scope="module")
def reports(house: House) -> dict[str, str]:
    """Addresses of the first school's reports by period. Nothing is in the lake: what it would fill stays empty there."""
    kept, sources["lake"] = sources["lake"], RecordsOfSchools()
    province, at = acting(house.tree.province), now()
    with bound(province):
        draft = draft_form(post=province, text=SAMPLE, at=at)
        form = publish_form(post=province, edition_id=draft.id, version=draft.version, at=at)
        due = at + timedelta(days=20)
        for period in ("2026Q2", "2026Q3"):
            open_collection(post=province, edition_id=form.id, period=period, due_at=due, closes_at=due, at=at)
    sources["lake"] = kept
    with bound(system_post("test")):
        found = Report.objects.filter(unit=house.unit("school")).values_list("collection__period", "id")
        return {period: f"/forms/reports/{report_id}/" for period, report_id in found}


@pytest.fixture
def report(reports: dict[str, str]) -> str:
    return reports["2026Q3"]


@pytest.fixture
def report_to_submit(reports: dict[str, str]) -> str:
    """Apart from the one that is filled in, since the tests run in any order."""
    return reports["2026Q2"]


def answer(page: Page, code: str, value: str) -> None:
    page.fill(f"[data-field={code}]", value)
    page.locator(f"[data-field={code}]").blur()


@pytest.mark.parametrize("face", FACES, ids=str)
def test_the_pages_hold(signed_in: SignedIn, server: str, report: str, face: tuple[str, tuple[int, int]]) -> None:
    language, size = face
    faults: list[str] = []
    for role, seat, places in (
        ("cio", "school", [report, "/forms/collections/", "/forms/reports/"]),
        ("administrator", "province", [report, "/forms/library/", "/forms/collections/"]),
    ):
        page = signed_in(role, seat, language=language, size=size)
        watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
        for place in places:
            page.goto(place)
            foreign = [one for one in checks.untranslated(page, language) if not any(name in one for name in DATA)]
            faults += [f"{place} {one}" for one in [*foreign, *checks.overflow(page), *checks.accessibility(page)]]
            faults += watch.said()
    assert faults == []


def test_answers_are_saved_as_they_are_given_also_without_a_connection(signed_in: SignedIn, report: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report)
    answer(page, "multimedia", "22")
    expect(page.locator("[data-line=multimedia] [data-state]")).to_have_text("Saved")
    page.context.set_offline(True)
    answer(page, "computers", "118")
    expect(page.locator("[data-line=computers] [data-state]")).to_contain_text("Kept on this device")
    page.context.set_offline(False)
    expect(page.locator("[data-line=computers] [data-state]")).to_have_text("Saved")
    page.reload()
    assert (page.input_value("[data-field=multimedia]"), page.input_value("[data-field=computers]")) == ("22", "118")


def wait_until_all_is_sent(page: Page) -> None:
    """By this page or by the one that was left: what the server has lies on the device no more."""
    for _tenth in range(int(10 * PATIENCE)):
        if not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('report:'))"):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"Still on the device: {page.evaluate('JSON.stringify(localStorage)')}")


def test_what_is_typed_survives_closing_and_two_tabs_keep_each_their_own(signed_in: SignedIn, report: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report)
    beside = page.context.new_page()
    beside.goto(report)
    page.context.set_offline(True)
    answer(page, "multimedia", "31")
    answer(beside, "computers", "218")
    page.locator("[data-field=note]").select_text()
    page.keyboard.type("half a sent")
    beside.close()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(report)
    wait_until_all_is_sent(page)
    page.reload()
    for code, value in (("multimedia", "31"), ("computers", "218"), ("note", "half a sent")):
        expect(page.locator(f"[data-field={code}]")).to_have_value(value)


def test_who_was_signed_out_is_told_and_loses_nothing(signed_in: SignedIn, report: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    answer(page, "computers", "518")
    expect(page.locator("[data-line=computers] [data-state]")).to_contain_text("sign in again")
    page.context.add_cookies([{"name": one["name"], "value": one["value"], "url": page.url} for one in cookies])
    page.reload()
    expect(page.locator("[data-line=computers] [data-state]")).to_have_text("Saved")
    assert page.input_value("[data-field=computers]") == "518"


def test_a_fault_of_the_server_is_told_apart_and_the_answer_is_sent_again(signed_in: SignedIn, report: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report)
    page.route("**/save/", lambda route: route.fulfill(status=500, body="<h1>x</h1>", content_type="text/html"))
    answer(page, "computers", "618")
    expect(page.locator("[data-line=computers] [data-state]")).to_contain_text("the server has a fault")
    page.unroute("**/save/")
    expect(page.locator("[data-line=computers] [data-state]")).to_have_text("Saved")


def test_a_full_device_is_said_and_saving_goes_on(signed_in: SignedIn, report: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report)
    page.evaluate(FILL_THE_DEVICE)
    page.context.set_offline(True)
    answer(page, "computers", "318")
    expect(page.locator("[data-line=computers] [data-state]")).to_contain_text("This device has no room")
    page.context.set_offline(False)
    expect(page.locator("[data-line=computers] [data-state]")).to_have_text("Saved")


def test_what_another_program_left_there_stops_nothing(signed_in: SignedIn, report: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report)
    page.evaluate("""() => {
      const { account } = document.body.dataset, { report } = document.querySelector("[data-report]").dataset;
      localStorage.setItem(`report:${account}:${report}`, "{");
    }""")
    page.reload()
    answer(page, "computers", "418")
    expect(page.locator("[data-line=computers] [data-state]")).to_have_text("Saved")


def test_what_two_change_at_once_is_shown_side_by_side(signed_in: SignedIn, report: str) -> None:
    first, second = (
        signed_in("cio", "school", language="en"),
        signed_in("school_administrator", "school", language="en"),
    )
    first.goto(report)
    second.goto(report)
    answer(first, "note", "first")
    expect(first.locator("[data-line=note] [data-state]")).to_have_text("Saved")
    answer(second, "note", "second")
    clash = second.locator("[data-line=note] .clash")
    expect(clash).to_contain_text("first")
    first.reload()
    assert first.input_value("[data-field=note]") == "first"
    clash.get_by_role("button", name="Keep mine").click()
    expect(second.locator("[data-line=note] [data-state]")).to_have_text("Saved")
    first.reload()
    assert first.input_value("[data-field=note]") == "second"


def test_a_report_whose_page_shows_a_refused_answer_is_not_submitted(signed_in: SignedIn, report: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report)
    submitted: list[str] = []
    page.on("request", lambda request: submitted.append(request.url) if request.url.endswith("/submit/") else None)
    answer(page, "computers", "12")
    expect(page.locator("[data-line=computers] [data-state]")).to_have_text("Saved")
    page.fill("[data-field=computers]", "12O")
    page.locator("[data-submit-report] button").click()
    expect(page.locator(".toast.warning")).to_contain_text("Not submitted: an answer cannot be taken as it stands.")
    expect(page.locator("[data-field=computers]")).to_be_focused()
    message = page.locator("[data-line=computers] .msg", has_text="“12O” is no number")
    expect(message).to_have_count(1)
    answer(page, "multimedia", "21")
    expect(page.locator("[data-line=multimedia] [data-state]")).to_have_text("Saved")
    expect(message).to_have_count(1)
    page.locator("[data-submit-report] button").click()
    expect(page.locator("[data-field=computers]")).to_be_focused()
    assert submitted == []
    answer(page, "computers", "13")
    expect(page.locator("[data-line=computers] [data-state]")).to_have_text("Saved")
    expect(message).to_have_count(0)
    page.locator("[data-submit-report] button").click()
    page.wait_for_url("**#q-*")
    expect(page.locator("[data-field=computers]")).to_have_value("13")
    assert len(submitted) == 1


def test_a_mistake_is_said_at_its_field_and_the_report_goes_up(signed_in: SignedIn, report_to_submit: str) -> None:
    page = signed_in("cio", "school", language="en")
    page.goto(report_to_submit)
    answer(page, "multimedia", "many")
    expect(page.locator("[data-line=multimedia] .msg")).to_contain_text("“many” is no number")
    for code, value in (("multimedia", "22"), ("computers", "118"), ("since", "2018-03-01")):
        answer(page, code, value)
    page.select_option("[data-field=access]", "fibre")
    page.locator("[data-line=devices] [data-add-row]").click()
    for code, value in (("name", "PC"), ("count", "118")):
        page.fill(f"[data-table=devices] [data-cell={code}]", value)
    page.locator("[data-table=devices] [data-cell=count]").blur()
    expect(page.locator("[data-line=devices] [data-state]")).to_have_text("Saved")
    page.locator("[data-submit-report] button").click()
    expect(page.locator(".toast").first).to_contain_text("The report is submitted.")
    county = signed_in("administrator", "county", language="en")
    county.goto(report_to_submit)
    county.get_by_role("button", name="Accept the report").click()
    expect(county.locator(".toast").first).to_contain_text("passed on")
