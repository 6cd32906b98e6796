"""The second of two tabs meets the first one's change, and can go on from it."""

import re

import pytest

from tests.kernel.units.conftest import TODAY, Province, fresh
from tests.kernel.units.web.test_pages import signed_in, text

pytestmark = pytest.mark.integration


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, page
    return found[1].replace("&quot;", '"')


def test_the_second_of_two_tabs_can_go_on(province: Province) -> None:
    unit = province.schools[1]
    place, client = f"/units/{unit.uuid}/facts/", signed_in(province.zhengzhou)
    page = text(client.get(place))
    read = {"version": hidden(page, "version"), "version-read": hidden(page, "version-read")}
    day = {"effective_on": TODAY.isoformat()}
    kept = {"short_name": unit.short_name, "region_code": unit.region_code}
    assert client.post(place, {"version": 1, **day, **kept, "urban_rural": "rural"}).status_code == 302
    answer = client.post(place, {**read, **day, **kept, "short_name": "我的", "urban_rural": unit.urban_rural})
    page = text(answer)
    assert (answer.status_code, "now says" in page, "taken over" in page) == (422, True, True)
    assert 'value="rural" selected' in page
    again = {"version": hidden(page, "version"), "version-read": hidden(page, "version-read"), "urban_rural": "rural"}
    assert client.post(place, {**again, **day, **kept, "short_name": "我的"}).status_code == 302
    now = fresh(unit)
    assert (now.short_name, now.urban_rural) == ("我的", "rural")
