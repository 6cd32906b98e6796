"""Which kind may stand under which, and the level that follows."""

import pytest
from django.utils.translation import override

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.kinds import Level, UnitKind, check_kind, check_placement, kinds_under, level_of, parents_for

pytestmark = pytest.mark.unit


def test_the_frame_of_the_tree() -> None:
    assert parents_for("ministry") == frozenset()
    assert parents_for("city_bureau") == {UnitKind.DEPARTMENT}
    assert parents_for("county_bureau") == {UnitKind.CITY_BUREAU, UnitKind.DEPARTMENT}
    assert kinds_under("ministry") == [UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.AFFILIATE, UnitKind.UNIVERSITY]
    assert kinds_under("primary") == [UnitKind.TEACHING_POINT]
    assert kinds_under("office") == []


def test_no_kind_stands_above_itself() -> None:
    def above(kind: UnitKind) -> set[UnitKind]:
        return {kind}.union(*(above(parent) for parent in parents_for(kind)))

    for kind in UnitKind:
        assert kind not in set().union(*(above(parent) for parent in parents_for(kind)))
        assert UnitKind.MINISTRY in above(kind)


def test_levels() -> None:
    assert level_of("county_bureau", parent_level="city") is Level.COUNTY
    assert level_of("office", parent_level="province") is Level.PROVINCE
    assert level_of("kindergarten", parent_level="county") is Level.SCHOOL


def test_refusals_name_what_would_be_right() -> None:
    with override("en"):
        with pytest.raises(Refusal) as caught:
            check_placement("city_bureau", parent_kind="primary", parent_name="演示小学")
        assert str(caught.value) == (
            "A unit of the kind “City education bureau” cannot stand under 演示小学 (Primary school)."
            " It may stand under: Provincial education department."
        )
        with pytest.raises(Refusal, match="is no kind of unit"):
            check_kind("castle")
