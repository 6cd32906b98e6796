"""Renaming units."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.factories import acting
from tests.kernel.units.conftest import AT, LONG_AGO, TODAY, Province, events, fresh, last_entry, versions_of
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import rename_unit
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration
MAY = date(2026, 5, 1)


def refused(post: ActingPost, unit: Unit, *, name: str = "新名小学", version: int = 1, on: date = TODAY) -> Refusal:
    before = fresh(unit).name
    with override("en"), pytest.raises(Refusal) as caught:
        rename_unit(post=post, unit_id=unit.id, version=version, name=name, effective_on=on, at=AT)
    assert fresh(unit).name == before
    return caught.value


def test_renaming_keeps_the_code_and_writes_a_version(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    renamed = rename_unit(
        post=admin, unit_id=school.id, version=1, name="中原区实验小学", short_name="实验小学", effective_on=MAY, at=AT
    )
    assert (renamed.code, renamed.initials, renamed.version) == (school.code, "zyqsyxx", 2)
    assert versions_of(school) == [
        ("中原区第一小学", school.unit_path, LONG_AGO, MAY),
        ("中原区实验小学", school.unit_path, MAY, None),
    ]
    assert last_entry() == (
        "units.rename_unit",
        "中原区实验小学",
        school.unit_path,
        {"name": "中原区第一小学", "short_name": ""},
        {"name": "中原区实验小学", "short_name": "实验小学", "effective_on": "2026-05-01"},
    )
    assert events("UnitRenamed") == [(school.unit_path, {"unit_id": str(school.uuid), "effective_on": "2026-05-01"})]


def test_two_names_on_one_day_leave_the_last(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    for version, name in ((1, "甲小学"), (2, "乙小学")):
        rename_unit(post=admin, unit_id=school.id, version=version, name=name, effective_on=MAY, at=AT)
    assert [row[0] for row in versions_of(school)] == ["中原区第一小学", "乙小学"]


def test_refusals(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    other = province.under(province.zhongyuan, "primary", "中原区第二小学", "2141000077")
    assert isinstance(refused(admin, school, version=2), Conflict)
    assert refused(admin, school, name=school.name).field == "name"
    assert refused(admin, school, name=other.name).field == "name"
    assert refused(admin, school, name="").field == "name"
    assert refused(admin, school, on=date(2026, 9, 2)).field == "effective_on"
    assert isinstance(refused(admin, province.schools[2]), NotFound)
    assert isinstance(refused(admin, province.zhengzhou), NotAllowed)
    rename_unit(post=admin, unit_id=school.id, version=1, name="甲小学", effective_on=MAY, at=AT)
    assert refused(admin, school, version=2, on=date(2026, 4, 30)).field == "effective_on"


def test_nobody_renames_the_own_school(province: Province) -> None:
    with bound(acting(province.schools[0], role="school_administrator")) as own:
        assert isinstance(refused(own, province.schools[0]), NotAllowed)
