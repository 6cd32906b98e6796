"""The frame in use: palette, header menus, drawer, lists that swap, exports, errors, all by keyboard where a person may."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.house import PHONE, House
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound


def open_palette(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()


def test_palette_finds_pages_by_sound_and_opens_by_keyboard(signed_in: SignedIn) -> None:
    page = signed_in()
    open_palette(page)
    page.keyboard.type("dzb")
    expect(page.locator("#palette [role=option]")).to_have_count(1)
    field = page.locator("#palette-input")
    expect(field).to_have_attribute("aria-activedescendant", "hit-0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coverage/")


def test_palette_moves_by_arrows_and_closes_by_escape(signed_in: SignedIn) -> None:
    page = signed_in()
    open_palette(page)
    last = page.locator("#palette [role=option]").count() - 1
    page.keyboard.press("ArrowUp")
    expect(page.locator("#palette-input")).to_have_attribute("aria-activedescendant", f"hit-{last}")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hit-0")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()


def test_escape_closes_the_palette_with_words_in_it(signed_in: SignedIn) -> None:
    """Chromium takes the first Escape in a search field for emptying it."""
    page = signed_in()
    open_palette(page)
    page.keyboard.type("dzb")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()


def test_search_works_without_script(signed_in: SignedIn) -> None:
    page = signed_in(javascript=False)
    page.goto("/")
    page.locator("a.search-pill").click()
    page.fill("#q", "coverage")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*q=coverage*")  # the page before it may have rows of its own
    page.locator("main .rows a").first.click()
    page.wait_for_url("**/coverage/")


def test_header_menus_open_by_keyboard_and_close_by_escape(signed_in: SignedIn) -> None:
    page = signed_in()
    page.goto("/")
    account = page.locator("details.account")
    account.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(account.locator(".panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(account.locator(".panel")).not_to_be_visible()
    expect(account.locator("summary")).to_be_focused()


def test_language_switch_keeps_the_page(signed_in: SignedIn) -> None:
    page = signed_in()
    page.goto("/coverage/")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Coverage")
    assert page.url.endswith("/coverage/")


def test_drawer_on_a_phone_takes_and_returns_the_focus(signed_in: SignedIn) -> None:
    page = signed_in(size=PHONE)
    page.goto("/coverage/")
    button = page.locator(".menu-button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".side [aria-current=page]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".side")).not_to_be_visible()
    expect(button).to_be_focused()


def test_drawer_opens_without_script(signed_in: SignedIn) -> None:
    page = signed_in(size=PHONE, javascript=False)
    page.goto("/")
    page.locator(".menu-button").click()
    expect(page.locator(".side")).to_be_visible()


def test_list_swaps_and_the_way_back_leads_back(signed_in: SignedIn) -> None:
    page = signed_in()
    page.goto("/units/")
    page.evaluate("window.stayed = true")
    page.locator("th .sorter").first.click()
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    page.select_option("#filters select >> nth=0", index=1)
    page.wait_for_url("**/units/?*")
    assert page.evaluate("window.stayed") is True
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("#filters")).to_be_visible()


def test_exports_come_through_the_server(signed_in: SignedIn, house: House) -> None:
    page = signed_in()
    page.goto("/units/")
    page.locator("summary", has_text="导出").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    with bound(system_post("test")):
        wanted = len(house.tree.schools)
    rows = list(csv.reader(StringIO(text)))
    assert len([row for row in rows if any("演示第" in cell for cell in row)]) == wanted


def test_a_strange_address_says_so_with_a_request_id(signed_in: SignedIn) -> None:
    page = signed_in()
    answer = page.goto("/no/such/page/")
    assert answer is not None
    expect(page.locator("main")).to_contain_text(answer.headers["x-request-id"])


@pytest.mark.parametrize("size", [PHONE])
def test_a_page_prints_without_its_frame(signed_in: SignedIn, size: tuple[int, int]) -> None:
    page = signed_in()
    page.goto("/coverage/")
    page.emulate_media(media="print")
    expect(page.locator(".side")).not_to_be_visible()
    expect(page.locator("h1")).to_be_visible()


def test_what_is_folded_on_the_screen_is_whole_on_paper(signed_in: SignedIn) -> None:
    page = signed_in()
    page.goto("/")
    page.locator("main").evaluate(
        "main => main.insertAdjacentHTML('beforeend', '<details class=fold><summary>2 more</summary><p>the rest</p></details>')"
    )
    rest = page.get_by_text("the rest")
    expect(rest).not_to_be_visible()
    page.emulate_media(media="print")
    expect(rest).to_be_visible()


STACKED = """main => main.insertAdjacentHTML('afterbegin', `<table class="stacks"><tbody><tr><td data-label="Unit">first</td>
  <td data-label="A label of some length">text <b>one</b> and <b>two</b><small>below</small></td></tr></tbody></table>`)"""


def test_all_that_a_stacked_cell_holds_stands_beside_its_label(signed_in: SignedIn) -> None:
    signed_in()
    page = signed_in(size=PHONE)
    page.goto("/")
    page.locator("main").evaluate(STACKED)
    lefts = page.locator("table.stacks td:last-child > *").evaluate_all("all => all.map((one) => one.offsetLeft)")
    tops = page.locator("table.stacks td:last-child > b").evaluate_all("all => all.map((one) => one.offsetTop)")
    assert min(lefts) == lefts[-1] > PHONE[0] / 4
    assert len(set(tops)) == 1


def test_days_in_lists_are_not_broken(signed_in: SignedIn) -> None:
    page = signed_in()
    page.goto("/")
    page.locator("main").evaluate(
        """main => {
          const words = '<td>long words</td>'.repeat(60);
          main.innerHTML = `<table><tr>${words}<td><time>2027-12-31</time></td></tr></table>`;
        }"""
    )
    assert page.locator("main time").evaluate("day => day.getClientRects().length") == 1
