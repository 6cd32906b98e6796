"""Charts and maps in a real browser, under the policy that lets no text be run as code."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import PHONE, House
from tests.e2e.paper import sheets
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

DRAWN = "figure[data-drawn=done]"
REGIONS = "figure [data-chart-view] svg path[fill]:not([fill='none']):not([fill='transparent'])"


@pytest.fixture(scope="module", autouse=True)
def regions(house: House) -> None:
    with bound(system_post("test")):
        for unit in [house.tree.province, *house.tree.cities, *house.tree.counties, *house.tree.schools]:
            segment = next(part for part in reversed(unit.unit_path.split(".")) if part.isdigit())
            Unit.objects.filter(id=unit.id).update(region_code=segment.ljust(6, "0"))


def _watched(page: Page, server: str) -> checks.Watch:
    return checks.Watch(page=page, host=urlsplit(server).netloc).start()


def test_the_home_page_draws_the_map_without_breaking_the_policy(signed_in: SignedIn, server: str) -> None:
    page = signed_in("administrator", "province")
    watch = _watched(page, server)

    page.goto("/")
    page.wait_for_selector(DRAWN)

    assert watch.said() == []
    assert page.locator(REGIONS).count() >= 18
    assert checks.accessibility(page) == []


def test_a_region_tells_its_name_and_value_and_leads_to_its_counties(signed_in: SignedIn, server: str) -> None:
    page = signed_in("administrator", "province")
    watch = _watched(page, server)
    page.goto("/regions/")
    page.wait_for_selector(DRAWN)
    shape = page.locator("figure svg path[fill='#96c2be']").first

    shape.hover()
    expect(page.locator("#chart-tip")).to_contain_text("学校数: 4")
    shape.click()
    page.wait_for_url("**/regions/41*/**")
    page.wait_for_selector(DRAWN)

    assert watch.said() == []


def test_a_region_is_described_by_its_name_and_value(signed_in: SignedIn) -> None:
    page = signed_in("administrator", "province")
    page.goto("/regions/")
    page.wait_for_selector(DRAWN)

    described = page.locator(REGIONS).evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")

    assert "郑州市 4" in described
    assert [text for text in described if "properties" in text] == []


def test_the_table_leads_there_by_keyboard(signed_in: SignedIn) -> None:
    page = signed_in("administrator", "province")
    page.goto("/")
    page.wait_for_selector(DRAWN)

    page.locator("figure summary").focus()
    page.keyboard.press("Enter")
    link = page.locator("figure td a").first
    link.focus()
    name = link.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/41*/**")

    assert page.locator("h1").inner_text() == name


def test_a_map_fits_a_phone(signed_in: SignedIn) -> None:
    signed_in("administrator", "city")
    page = signed_in("administrator", "city", size=PHONE)
    page.goto("/regions/")
    page.wait_for_selector(DRAWN)

    assert checks.overflow(page) == []
    assert checks.accessibility(page) == []


def test_a_chart_that_cannot_be_drawn_opens_its_table(signed_in: SignedIn) -> None:
    page = signed_in("administrator", "province")
    page.route("**/charts/*.js", lambda route: route.abort())

    page.goto("/regions/")
    page.wait_for_selector("figure[data-drawn=failed]")

    expect(page.locator("[data-chart-failed]")).to_be_visible()
    expect(page.locator("figure table")).to_be_visible()


def test_maps_speak_both_languages(signed_in: SignedIn) -> None:
    for language in ("zh-hans", "en"):
        page = signed_in("administrator", "province", language=language)
        page.goto("/regions/?figure=administrators")
        page.wait_for_selector(DRAWN)

        assert checks.untranslated(page, language) == []


def test_a_printed_page_keeps_the_map(signed_in: SignedIn) -> None:
    page = signed_in("administrator", "province")
    page.goto("/regions/")
    page.wait_for_selector(DRAWN)

    page.emulate_media(media="print")

    expect(page.locator("figure svg").first).to_be_visible()
    expect(page.locator("figure summary")).to_be_hidden()


def test_a_map_and_the_beginning_of_its_table_share_the_first_sheet(signed_in: SignedIn) -> None:
    page = signed_in("administrator", "province")
    page.goto("/regions/")
    page.wait_for_selector(DRAWN)
    first_row = page.locator("figure tbody td").first.inner_text()

    assert first_row in sheets(page)[0]
