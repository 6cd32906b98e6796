"""The pages of the units: what they show, what they refuse, and that nothing of another county comes out."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import PASSWORD, make_post
from tests.kernel.units.conftest import AT, PLATFORM, TODAY, Province, fresh
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units import actions
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration


def signed_in(unit: Unit, *, role: str = "administrator") -> Client:
    make_post(unit, role=role, username=f"u{unit.id}{role[:3]}")
    client = Client(headers={"accept-language": "en"})
    client.post("/sign-in/", {"username": f"u{unit.id}{role[:3]}", "password": PASSWORD})
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def city(province: Province) -> Client:
    return signed_in(province.zhengzhou)


def text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode())


def test_a_closed_unit_is_offered_no_form_of_a_change(province: Province, city: Client) -> None:
    with bound(PLATFORM):
        Unit.objects.filter(id=province.schools[0].id).update(closed_on=TODAY)
    for act in ("rename", "move", "close", "merge", "split", "facts", "code", "kind", "aliases/add"):
        answer = city.get(f"/units/{province.schools[0].uuid}/{act}/")
        assert (answer.status_code, "a closed unit stays as it was" in text(answer)) == (422, True)


def test_the_list_filters_and_exports_within_scope(province: Province, city: Client) -> None:
    page = text(city.get("/units/"))
    assert "中牟县第一小学" in page
    assert "固始" not in page
    for query, names in (
        ("q=zmx", {"中牟县教育局", "中牟县第一小学"}),
        ("q=2141000001", {"中原区第一小学"}),
        ("q=中牟县第一", {"中牟县第一小学"}),
        ("kind=office", {"办公室"}),
        ("level=county", {"中牟县教育局", "中原区教育局"}),
        ("state=closed", set()),
    ):
        export = text(city.get(f"/units/?{query}&format=csv"))
        assert {line.split(",")[0] for line in export.splitlines()[1:]} == names, query


def test_tabs_of_a_unit(province: Province, city: Client) -> None:
    school = province.schools[1]
    with bound(PLATFORM):
        actions.rename_unit(post=PLATFORM, unit_id=school.id, version=1, name="新名小学", effective_on=TODAY, at=AT)
        actions.add_alias(post=PLATFORM, unit_id=school.id, version=2, name="牟一小", at=AT)
    overview = text(city.get(f"/units/{school.uuid}/"))
    assert "新名小学" in overview
    assert f"/units/{province.zhongmou.uuid}/" in overview
    assert f"/journal/?object={school.uuid}" in overview
    history = text(city.get(f"/units/{school.uuid}/history/"))
    assert "中牟县第一小学" in history
    assert "2026-09-01" in history
    assert "牟一小" in text(city.get(f"/units/{school.uuid}/aliases/"))
    assert "新名小学" in text(city.get(f"/units/{province.zhongmou.uuid}/children/"))


def test_foreign_units_answer_as_absent_ones(province: Province, city: Client) -> None:
    school = province.schools[2]
    for tab in ("", "history/", "children/", "aliases/", "rename/", "move/", "close/", "code/", "facts/"):
        answer = city.get(f"/units/{school.uuid}/{tab}")
        absent = city.get(f"/units/00000000-0000-0000-0000-000000000007/{tab}")
        assert (answer.status_code, absent.status_code) == (404, 404)
        assert "固始" not in text(answer)


def test_every_form_does_its_act(province: Province, city: Client) -> None:
    school, county = province.schools[1], province.zhongmou
    day = {"effective_on": "2026-09-01"}
    steps: list[tuple[str, dict[str, Any]]] = [
        ("facts", {"short_name": "一小", "region_code": "410122", "urban_rural": "town"}),
        ("rename", {"name": "中牟县实验小学", "short_name": "实小"}),
        ("code", {"code": "2141000066"}),
        ("kind", {"kind": "nine_year", "code": "3141000066"}),
        ("move", {"parent": province.zhongyuan.code}),
        ("split", {"kind": "primary", "goes_on": "on", "name_1": "分校", "code_1": "2141000067"}),
    ]
    for version, (name, values) in enumerate(steps, start=1):
        answer = city.post(f"/units/{school.uuid}/{name}/", {"version": version, **day, **values})
        assert answer.status_code == 302, f"{name}: {text(answer)}"
    now = fresh(school)
    assert (now.name, now.short_name, now.kind, now.code) == ("中牟县实验小学", "实小", "nine_year", "3141000066")
    assert (now.parent_id, now.urban_rural) == (province.zhongyuan.id, "town")
    opened = {"parent": county.code, "name": "新校", "kind": "primary", "code": "2141000068", **day}
    assert city.post("/units/new/", opened).status_code == 302
    with bound(PLATFORM):
        new = Unit.objects.get(code="2141000068")
    assert city.post(f"/units/{new.uuid}/aliases/add/", {"version": 1, "name": "别名"}).status_code == 302
    assert city.post(f"/units/{new.uuid}/aliases/remove/", {"version": 2, "name": "别名"}).status_code == 302
    into = {"version": 3, "into": now.code, **day}
    assert city.post(f"/units/{new.uuid}/merge/", into).status_code == 302
    assert "新校" in text(city.get(f"/units/{school.uuid}/history/"))
    split_off = Unit.objects.none()
    with bound(PLATFORM):
        split_off = Unit.objects.filter(code="2141000067")
        assert city.post(f"/units/{split_off.get().uuid}/close/", {"version": 1, **day}).status_code == 302
        assert split_off.get().closed_on == TODAY


def test_refusals_stand_beside_their_fields(province: Province, city: Client) -> None:
    school = province.schools[1]
    values = {"version": 1, "name": school.name, "effective_on": "2026-09-01"}
    answer = city.post(f"/units/{school.uuid}/rename/", values)
    assert answer.status_code == 422
    assert "is its name already" in text(answer)
    answer = city.post(f"/units/{school.uuid}/rename/", {**values, "name": "新名", "version": 9})
    assert "in the meantime" in text(answer)
    answer = city.post(
        f"/units/{school.uuid}/move/", {"version": 1, "parent": province.gushi.code, "effective_on": "2026-09-01"}
    )
    assert "No unit has the code" in text(answer)
    assert fresh(school).version == 1


def test_who_may_only_read_gets_no_form(province: Province) -> None:
    officer = signed_in(province.zhongmou, role="officer")
    page = text(officer.get(f"/units/{province.schools[1].uuid}/"))
    assert "/rename/" not in page
    assert officer.get(f"/units/{province.schools[1].uuid}/rename/").status_code == 403
    own = signed_in(province.schools[1], role="school_administrator")
    assert own.get(f"/units/{province.schools[1].uuid}/facts/").status_code == 200
    assert own.get(f"/units/{province.schools[1].uuid}/close/").status_code == 403


def test_the_tree_opens_level_by_level_as_of_any_day(province: Province, city: Client) -> None:
    with bound(PLATFORM):
        actions.move_unit(
            post=PLATFORM,
            unit_id=province.zhongmou.id,
            version=1,
            parent_id=province.xinyang.id,
            effective_on=TODAY,
            at=AT,
        )
    assert "中牟县" not in text(city.get("/units/tree/"))
    assert "中牟县教育局" in text(city.get("/units/tree/?day=2026-08-31"))
    assert "中牟县第一小学" in text(city.get("/units/tree/level/?under=410122&day=2026-08-31"))
    assert "中牟县第一小学" not in text(city.get("/units/tree/level/?under=410122"))
    assert "中原区第一小学" in text(city.get("/units/tree/level/?under=410102"))
    assert "On that day your unit did not exist yet" in text(city.get("/units/tree/?day=1999-12-31"))
    for day in ("2099-01-01", "x", "2026-02-30"):
        assert city.get(f"/units/tree/?day={day}").status_code == 422


def test_the_picker(province: Province, city: Client) -> None:
    def names(query: str) -> list[str]:
        return [node["name"] for node in city.get(f"/units/picker/?{query}").json()["nodes"]]

    assert names("under=") == ["郑州市教育局"]
    assert names("under=410100") == ["中原区教育局", "中牟县教育局"]
    assert names("under=411525") == []
    assert names("q=dyxx") == ["中原区第一小学", "中牟县第一小学"]
    assert names("q=固始") == []
    assert names("code=410122") == ["中牟县教育局"]
    assert names("code=411525") == []
    nodes = city.get("/units/picker/?q=中牟县第一").json()["nodes"]
    assert nodes == [{"code": "2141000002", "name": "中牟县第一小学", "note": "中牟县教育局", "has_children": False}]


def test_the_palette_finds_units(province: Province, city: Client) -> None:
    page = text(city.get("/search/?q=zmxdyxx"))
    assert f"/units/{province.schools[1].uuid}/" in page
    assert str(province.schools[2].uuid) not in text(city.get("/search/?q=dyxx"))


def test_pages_need_the_same_queries_for_few_and_many(
    province: Province, city: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        province.under(province.zhongmou, "primary", f"第{number}分校", f"21410005{number:02d}")
    for address in (
        "/units/",
        "/units/tree/level/?under=410122",
        "/units/picker/?under=410122",
        "/units/picker/?q=分校",
        f"/units/{province.zhongmou.uuid}/children/",
    ):
        with django_assert_max_num_queries(22):
            city.get(address)
