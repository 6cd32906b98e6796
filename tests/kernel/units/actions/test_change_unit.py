"""Changing facts, aliases, codes and kinds."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from tests.factories import acting
from tests.kernel.units.conftest import (
    AT,
    LONG_AGO,
    PLATFORM,
    TODAY,
    Province,
    events,
    fresh,
    last_entry,
    versions_of,
)
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import (
    add_alias,
    change_unit_code,
    change_unit_facts,
    change_unit_kind,
    remove_alias,
)
from xuezheng.kernel.units.models import Unit, UnitAlias, VoidCode

pytestmark = pytest.mark.integration


def test_a_school_changes_its_own_facts(province: Province) -> None:
    school = province.schools[0]
    with bound(acting(school, role="school_administrator")) as own:
        changed = change_unit_facts(
            post=own, unit_id=school.id, version=1, short_name="一小", urban_rural="town", effective_on=TODAY, at=AT
        )
    assert (changed.short_name, changed.urban_rural, changed.version) == ("一小", "town", 2)
    assert len(versions_of(school)) == 2
    assert last_entry()[3:] == (
        {"short_name": "", "urban_rural": ""},
        {"short_name": "一小", "urban_rural": "town", "effective_on": "2026-09-01"},
    )
    assert len(events("UnitFactsChanged")) == 1


def facts_refused(post: ActingPost, unit: Unit, *, version: int = 1, on: date = TODAY, **facts: str) -> Refusal:
    with override("en"), pytest.raises(Refusal) as caught:
        change_unit_facts(post=post, unit_id=unit.id, version=version, effective_on=on, at=AT, **facts)
    return caught.value


def test_facts_refused(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    assert "Nothing is different" in str(facts_refused(admin, school, short_name=""))
    assert facts_refused(admin, school, urban_rural="moon").field == "urban_rural"
    assert facts_refused(admin, school, region_code="1").field == "region_code"
    assert facts_refused(admin, school, short_name="小" * 61).field == "short_name"
    assert facts_refused(admin, school, short_name="一小", on=date(2030, 1, 1)).field == "effective_on"
    assert isinstance(facts_refused(admin, school, short_name="一小", version=9), Conflict)
    assert isinstance(facts_refused(admin, province.schools[2], short_name="一小"), NotFound)
    assert isinstance(facts_refused(admin, province.henan, short_name="厅"), NotAllowed)


def test_aliases_come_and_go(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    add_alias(post=admin, unit_id=school.id, version=1, name=" 原一小 ", at=AT)
    assert last_entry()[4] == {"alias": "原一小", "effective_on": "2026-09-01"}
    with override("en"), pytest.raises(Refusal, match="already known as"):
        add_alias(post=admin, unit_id=school.id, version=2, name="原一小", at=AT)
    remove_alias(post=admin, unit_id=school.id, version=2, name="原一小", at=AT)
    assert last_entry()[3] == {"alias": "原一小"}
    assert UnitAlias.objects.count() == 0
    with pytest.raises(NotFound):
        remove_alias(post=admin, unit_id=school.id, version=3, name="原一小", at=AT)
    with pytest.raises(Conflict):
        add_alias(post=admin, unit_id=school.id, version=1, name="甲", at=AT)
    with pytest.raises(NotAllowed):
        add_alias(post=admin, unit_id=province.henan.id, version=1, name="甲", at=AT)
    assert len(events("UnitFactsChanged")) == 2


def test_a_new_code_voids_the_old_one_for_ever(province: Province, admin: ActingPost) -> None:
    school, other = province.schools[0], province.schools[1]
    change_unit_code(post=admin, unit_id=school.id, version=1, code="2141000066", effective_on=TODAY, at=AT)
    assert last_entry()[3:] == ({"code": "2141000001"}, {"code": "2141000066", "effective_on": "2026-09-01"})
    assert list(VoidCode.objects.values_list("code", "unit", "voided_on")) == [("2141000001", school.id, TODAY)]
    with override("en"), pytest.raises(Refusal, match="never given out twice"):
        change_unit_code(post=admin, unit_id=other.id, version=1, code="2141000001", effective_on=TODAY, at=AT)
    with pytest.raises(IntegrityError, match="is void"), transaction.atomic():
        Unit.objects.filter(id=other.id).update(code="2141000001")


def test_a_bureaus_new_code_moves_its_subtree(province: Province) -> None:
    county, school = province.zhongmou, province.schools[1]
    with bound(acting(province.henan)) as post:
        change_unit_code(post=post, unit_id=county.id, version=1, code="410123", effective_on=TODAY, at=AT)
    assert fresh(county).region_code == "410123"
    assert fresh(school).unit_path == f"cn.41.4101.410123.u{school.id:07d}."
    assert versions_of(school) == [
        (school.name, school.unit_path, LONG_AGO, TODAY),
        (school.name, fresh(school).unit_path, TODAY, None),
    ]
    assert [payload["old_path"] for _path, payload in events("UnitMoved")] == ["cn.41.4101.410122."]


def test_codes_refused(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]

    def refused(code: str, *, version: int = 1, unit: Unit = school) -> Refusal:
        with override("en"), pytest.raises(Refusal) as caught:
            change_unit_code(post=admin, unit_id=unit.id, version=version, code=code, effective_on=TODAY, at=AT)
        return caught.value

    assert "is its code already" in str(refused(school.code))
    assert refused("3141000001").field == "code"
    assert refused(province.schools[2].code).field == "code"
    assert isinstance(refused("2141000099", version=2), Conflict)
    assert isinstance(refused("410199", unit=province.zhengzhou), NotAllowed)


def test_a_change_of_kind_needs_a_code_that_fits(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]

    def change(kind: str, code: str = "", *, version: int = 1) -> Unit:
        return change_unit_kind(
            post=admin, unit_id=school.id, version=version, kind=kind, code=code, effective_on=TODAY, at=AT
        )

    with override("en"):
        with pytest.raises(Refusal, match=r"needs a new code\. The first two digits “21”"):
            change("nine_year")
        with pytest.raises(Refusal, match="Only schools change their kind"):
            change("office", "410000-09")
        with pytest.raises(Refusal, match="is its kind already"):
            change("primary")
    changed = change("nine_year", "3141000001")
    assert (changed.kind, changed.code, changed.version) == ("nine_year", "3141000001", 2)
    assert last_entry()[3:] == (
        {"kind": "primary", "code": "2141000001"},
        {"kind": "nine_year", "code": "3141000001", "effective_on": "2026-09-01"},
    )
    assert change("junior", version=2).code == "3141000001"
    with bound(PLATFORM):
        assert VoidCode.objects.count() == 1


def test_what_stands_below_must_fit_the_new_kind(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    province.under(school, "teaching_point", "河边教学点")
    with override("en"), pytest.raises(Refusal, match="cannot stand under 中原区第一小学"):
        change_unit_kind(
            post=admin, unit_id=school.id, version=1, kind="junior", code="3141000001", effective_on=TODAY, at=AT
        )
