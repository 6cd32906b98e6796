"""Merging units into one, splitting one into several."""

import pytest
from django.utils.translation import override

from tests.factories import acting
from tests.kernel.units.conftest import AT, PLATFORM, TODAY, Province, events, fresh, last_entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import merge_units, split_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.models import Unit, UnitSuccession

pytestmark = pytest.mark.integration


@pytest.fixture
def second(province: Province) -> Unit:
    return province.under(province.zhongyuan, "primary", "中原区第二小学", "2141000077")


def successions() -> list[tuple[object, ...]]:
    with bound(PLATFORM):
        return list(
            UnitSuccession.objects.order_by("id").values_list(
                "predecessor", "successor", "how", "effective_on", "unit_path"
            )
        )


def merge_refused(post: ActingPost, versions: dict[int, int], into: Unit, *, into_version: int = 1) -> Refusal:
    with override("en"), pytest.raises(Refusal) as caught:
        merge_units(post=post, versions=versions, into_id=into.id, into_version=into_version, effective_on=TODAY, at=AT)
    assert successions() == []
    return caught.value


def test_merging(province: Province, second: Unit, admin: ActingPost) -> None:
    first = province.schools[0]
    into = merge_units(post=admin, versions={second.id: 1}, into_id=first.id, into_version=1, effective_on=TODAY, at=AT)
    assert (into.id, into.version, fresh(second).closed_on) == (first.id, 2, TODAY)
    assert successions() == [(second.id, first.id, "merge", TODAY, second.unit_path)]
    assert last_entry() == (
        "units.merge_units",
        first.name,
        first.unit_path,
        None,
        {"merged": [second.name], "effective_on": "2026-09-01"},
    )
    payload = {"predecessors": [str(second.uuid)], "successor": str(first.uuid), "effective_on": "2026-09-01"}
    assert events("UnitsMerged") == [(first.unit_path, payload)]


def test_merge_refusals(province: Province, second: Unit, admin: ActingPost) -> None:
    first = province.schools[0]
    assert merge_refused(admin, {first.id: 1}, first).field == "into"
    assert merge_refused(admin, {}, first).field == "units"
    assert isinstance(merge_refused(admin, {second.id: 2}, first), Conflict)
    assert isinstance(merge_refused(admin, {second.id: 1}, first, into_version=2), Conflict)
    assert isinstance(merge_refused(admin, {province.schools[2].id: 1}, first), NotFound)
    assert isinstance(merge_refused(admin, {second.id: 1}, province.zhengzhou), NotAllowed)
    province.under(second, "teaching_point", "河边教学点")
    assert "still has 1 open unit below it: 河边教学点" in str(merge_refused(admin, {second.id: 1}, first))
    assert fresh(second).closed_on is None


def parts(*codes: str) -> list[UnitDraft]:
    return [UnitDraft(name=f"新校{code[-2:]}", kind="primary", code=code, parent_id=None) for code in codes]


def split_refused(post: ActingPost, unit: Unit, into: list[UnitDraft], *, version: int = 1, goes_on: bool) -> Refusal:
    with override("en"), pytest.raises(Refusal) as caught:
        split_unit(post=post, unit_id=unit.id, version=version, into=into, goes_on=goes_on, effective_on=TODAY, at=AT)
    assert successions() == []
    return caught.value


def test_splitting_off(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    (new,) = split_unit(
        post=admin, unit_id=school.id, version=1, into=parts("2141000078"), goes_on=True, effective_on=TODAY, at=AT
    )
    assert (new.parent_id, new.opened_on, fresh(school).closed_on) == (school.parent_id, TODAY, None)
    assert successions() == [(school.id, new.id, "split", TODAY, school.unit_path)]
    assert last_entry() == (
        "units.split_unit",
        school.name,
        school.unit_path,
        None,
        {"split_into": ["新校78"], "goes_on": True, "effective_on": "2026-09-01"},
    )
    payload = {"predecessor": str(school.uuid), "successors": [str(new.uuid)], "effective_on": "2026-09-01"}
    assert events("UnitSplit") == [(school.unit_path, payload)]


def test_splitting_up(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    into = parts("2141000078", "2141000079")
    split_unit(post=admin, unit_id=school.id, version=1, into=into, goes_on=False, effective_on=TODAY, at=AT)
    assert fresh(school).closed_on == TODAY


def test_split_refusals(province: Province, admin: ActingPost) -> None:
    school = province.schools[0]
    assert split_refused(admin, school, parts("2141000078"), goes_on=False).field == "into"
    assert split_refused(admin, school, [], goes_on=True).field == "into"
    assert split_refused(admin, school, parts("2141000078", "2141000078"), goes_on=False).field == "name"
    assert split_refused(admin, school, parts("2135000078"), goes_on=True).field == "code"
    assert isinstance(split_refused(admin, school, parts("2141000078"), version=2, goes_on=True), Conflict)
    assert isinstance(split_refused(admin, province.schools[2], parts("2141000078"), goes_on=True), NotFound)
    with bound(acting(school, role="school_administrator")) as own:
        assert isinstance(split_refused(own, school, parts("2141000078"), goes_on=True), NotAllowed)
    assert fresh(school).closed_on is None
