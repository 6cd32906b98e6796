"""Closing units."""

from datetime import date, datetime

import pytest
from django.utils.translation import override

from tests.factories import acting
from tests.kernel.units.conftest import AT, LONG_AGO, TODAY, Province, events, fresh, last_entry, versions_of
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units import guards
from xuezheng.kernel.units.actions import close_unit, rename_unit
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration


@pytest.fixture
def no_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_guards", {})


def refused(post: ActingPost, unit: Unit, *, version: int = 1, on: date = TODAY) -> Refusal:
    with override("en"), pytest.raises(Refusal) as caught:
        close_unit(post=post, unit_id=unit.id, version=version, effective_on=on, at=AT)
    assert fresh(unit).closed_on is None
    return caught.value


def test_closing_ends_the_version_in_force(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    closed = close_unit(post=admin, unit_id=school.id, version=1, effective_on=date(2026, 8, 31), at=AT)
    assert (closed.closed_on, closed.version) == (date(2026, 8, 31), 2)
    assert versions_of(school) == [(school.name, school.unit_path, LONG_AGO, date(2026, 8, 31))]
    assert last_entry() == (
        "units.close_unit",
        school.name,
        school.unit_path,
        None,
        {"closed_on": "2026-08-31", "effective_on": "2026-08-31"},
    )
    assert events("UnitClosed") == [(school.unit_path, {"unit_id": str(school.uuid), "effective_on": "2026-08-31"})]


def test_closing_on_the_day_of_a_change_undoes_that_day(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    rename_unit(post=admin, unit_id=school.id, version=1, name="新名小学", effective_on=TODAY, at=AT)
    close_unit(post=admin, unit_id=school.id, version=2, effective_on=TODAY, at=AT)
    assert versions_of(school) == [("中原区第一小学", school.unit_path, LONG_AGO, TODAY)]


def test_open_children_stand_in_the_way(province: Province, admin: ActingPost) -> None:
    county = province.zhengzhou
    with bound(acting(province.henan)) as above:
        refusal = refused(above, county)
    assert str(refusal) == (
        "郑州市教育局 still has 2 open units below it: 中原区教育局, 中牟县教育局. Move or close them first."
    )


def test_what_other_packages_hold_stands_in_the_way(province: Province, admin: ActingPost, no_guards: None) -> None:
    def library(unit_id: int, at: datetime) -> list[str]:
        return ["3 books are on loan."] if unit_id == province.schools[0].id and at == AT else []

    guards.register("library", library)
    assert str(refused(admin, province.schools[0])) == "中原区第一小学 cannot end yet: 3 books are on loan."


def test_refusals(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    assert isinstance(refused(admin, school, version=7), Conflict)
    assert refused(admin, school, on=date(2026, 9, 2)).field == "effective_on"
    assert refused(admin, school, on=date(1999, 1, 1)).field == "effective_on"
    assert isinstance(refused(admin, province.schools[2]), NotFound)
    assert isinstance(refused(admin, province.zhengzhou), NotAllowed)
    assert isinstance(refused(admin, province.office), NotAllowed)
    with bound(acting(school, role="school_administrator")) as own:
        assert isinstance(refused(own, school), NotAllowed)


def test_a_closed_unit_stays_as_it_was(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    close_unit(post=admin, unit_id=school.id, version=1, effective_on=TODAY, at=AT)
    with override("en"), pytest.raises(Refusal, match="was closed on 2026-09-01"):
        rename_unit(post=admin, unit_id=school.id, version=2, name="新名", effective_on=TODAY, at=AT)
