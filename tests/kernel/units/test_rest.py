"""Units for programs: the same acts, versions by If-Match, nothing foreign."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import acting
from tests.kernel.rest.callers import Caller, tokens
from tests.kernel.units.conftest import AT, PLATFORM, Province, fresh
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units import actions
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration
BASE = "/api/v1/units"
DAY = {"effective_on": "2026-09-01"}


@pytest.fixture
def city(province: Province) -> Iterator[Caller]:
    posts = {"city": acting(province.zhengzhou), "officer": acting(province.zhengzhou, role="officer")}
    with tokens(**posts):
        yield Caller("city")


def names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json()["items"]]


def test_lists_within_scope(province: Province, city: Caller) -> None:
    assert names(city.ask("GET", f"{BASE}?kind=primary")) == ["中原区第一小学", "中牟县第一小学"]
    assert names(city.ask("GET", f"{BASE}?q=zmx")) == ["中牟县教育局", "中牟县第一小学"]
    assert names(city.ask("GET", f"{BASE}?level=county")) == ["中原区教育局", "中牟县教育局"]
    assert names(city.ask("GET", f"{BASE}?parent={province.zhongmou.uuid}")) == ["中牟县第一小学"]
    assert names(city.ask("GET", f"{BASE}?parent={province.gushi.uuid}")) == []
    first = city.ask("GET", f"{BASE}?limit=3").json()
    second = city.ask("GET", f"{BASE}?limit=3&cursor={first['next']}").json()
    assert len({item["code"] for item in first["items"] + second["items"]}) == 6


def test_one_unit_by_uuid_and_code(province: Province, city: Caller) -> None:
    school = province.schools[1]
    answer = city.ask("GET", f"{BASE}/{school.uuid}")
    assert answer["ETag"] == '"1"'
    assert answer.json() == {
        "uuid": str(school.uuid),
        "code": "2141000002",
        "name": "中牟县第一小学",
        "short_name": "",
        "kind": "primary",
        "level": "school",
        "region_code": "",
        "urban_rural": "",
        "parent": str(province.zhongmou.uuid),
        "opened_on": "2000-01-01",
        "closed_on": None,
        "synthetic": False,
        "version": 1,
    }
    assert city.ask("GET", f"{BASE}/by-code/2141000002").json()["uuid"] == str(school.uuid)
    for address in (f"{province.schools[2].uuid}", "by-code/2141000003", f"{province.schools[2].uuid}/versions"):
        answer = city.ask("GET", f"{BASE}/{address}")
        assert (answer.status_code, answer.json()["detail"]) == (
            404,
            "There is no such unit within what your post may see.",
        )


def test_a_unit_through_its_acts(province: Province, city: Caller) -> None:
    unit = {"parent": str(province.zhongmou.uuid), "name": "新校", "kind": "primary", "code": "2141000077", **DAY}
    made = city.ask("POST", BASE, unit)
    assert made.status_code == 201
    address = made["Location"]
    steps = [
        ("PATCH", "", {"short_name": "新", "urban_rural": "rural"}, {"short_name": "新", "urban_rural": "rural"}),
        ("POST", "/rename", {"name": "新名"}, {"name": "新名", "short_name": "新"}),
        ("POST", "/code", {"code": "2141000078"}, {"code": "2141000078"}),
        ("POST", "/kind", {"kind": "nine_year", "code": "3141000078"}, {"kind": "nine_year"}),
        ("POST", "/move", {"parent": str(province.zhongyuan.uuid)}, {"parent": str(province.zhongyuan.uuid)}),
    ]
    for version, (method, part, body, changed) in enumerate(steps, start=1):
        answer = city.ask(method, address + part, {**body, **DAY}, If_Match=f'"{version}"')
        assert answer.status_code == 200, answer.json()
        assert answer["ETag"] == f'"{version + 1}"'
        assert {key: answer.json()[key] for key in changed} == changed
    assert city.ask("POST", f"{address}/aliases", {"name": "别名"}, If_Match='"6"').status_code == 200
    assert city.ask("GET", f"{address}/aliases").json() == [{"name": "别名"}]
    assert city.ask("DELETE", f"{address}/aliases/别名", If_Match='"7"').status_code == 204
    parts = {"into": [{"name": "分校", "kind": "primary", "code": "2141000079"}], "goes_on": True, **DAY}
    assert [new["name"] for new in city.ask("POST", f"{address}/split", parts, If_Match='"8"').json()] == ["分校"]
    with bound(PLATFORM):
        other = Unit.objects.get(code="2141000079")
    same_day = {"into": str(other.uuid), "into_version": 1, **DAY}
    assert "came out of" in city.ask("POST", f"{address}/merge", same_day, If_Match='"9"').json()["detail"]
    into = {"into": address.rpartition("/")[2], "into_version": 9, **DAY}
    assert city.ask("POST", f"{BASE}/{other.uuid}/merge", into, If_Match='"1"').json()["name"] == "新名"
    assert city.ask("POST", f"{address}/close", DAY, If_Match='"10"').json()["closed_on"] == "2026-09-01"


def test_a_lost_update_is_refused(province: Province, city: Caller) -> None:
    address = f"{BASE}/{province.schools[0].uuid}/rename"
    assert city.ask("POST", address, {"name": "甲", **DAY}).status_code == 428
    answer = city.ask("POST", address, {"name": "甲", **DAY}, If_Match='"7"')
    assert (answer.status_code, "in the meantime" in answer.json()["detail"]) == (412, True)
    assert fresh(province.schools[0]).version == 1


def test_refusals_name_their_field(province: Province, city: Caller) -> None:
    unit = {"parent": str(province.zhongmou.uuid), "name": "新校", "kind": "primary", "code": "9941000077", **DAY}
    answer = city.ask("POST", BASE, unit)
    assert answer.status_code == 422
    assert "no kind of school" in answer.json()["detail"]
    foreign = city.ask("POST", BASE, {**unit, "parent": str(province.gushi.uuid), "code": "2141000077"})
    assert foreign.status_code == 404
    assert Caller("officer").ask("POST", BASE, unit).status_code == 403


def test_as_of_a_day(province: Province, city: Caller) -> None:
    with bound(PLATFORM):
        school = province.schools[0]
        actions.rename_unit(post=PLATFORM, unit_id=school.id, version=1, name="新名", effective_on=AT.date(), at=AT)
    assert city.ask("GET", f"{BASE}/{school.uuid}/as-of/2026-08-31").json()["name"] == "中原区第一小学"
    assert city.ask("GET", f"{BASE}/{school.uuid}/as-of/1999-01-01").status_code == 404
    versions = city.ask("GET", f"{BASE}/{school.uuid}/versions").json()
    assert [version["name"] for version in versions] == ["新名", "中原区第一小学"]
    assert "中原区第一小学" in names(city.ask("GET", f"{BASE}/as-of/2026-08-31"))
    assert "固始县教育局" not in names(city.ask("GET", f"{BASE}/as-of/2026-08-31"))


def test_names_of_documents(province: Province, city: Caller) -> None:
    address = f"{BASE}/resolved-names?context={province.zhengzhou.uuid}&names=厅办公室、无此处"
    office, nobody = city.ask("GET", address).json()
    assert office["unit"]["uuid"] == str(province.office.uuid)
    assert (nobody["unit"], nobody["candidates"]) == (None, [])
