"""The tree of any day equals what a plain replay of the same acts says, and nothing is lost or counted twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import acting
from tests.kernel.units.conftest import AT, LONG_AGO, PLATFORM, TODAY, Province, fresh
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import change_unit_code, close_unit, move_unit, open_unit, rename_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.queries.counting import counts_by_kind
from xuezheng.kernel.units.queries.history import (
    children_as_of,
    parents_among,
    successions_of,
    tree_as_of,
    unit_as_of,
    versions_of,
)

pytestmark = pytest.mark.integration
START = date(2010, 1, 1)

Day = dict[int, tuple[str, int | None]]
"""What the replay knows of one day: unit to (name, parent)."""


class Replay:
    """The acts, done both ways: in the database, and on a plain dictionary of each day."""

    def __init__(self, province: Province) -> None:
        self.province, self.day = province, START
        self.days: dict[date, Day] = {}
        self.now: Day = {}
        for unit in Unit.objects.all():
            self.now[unit.id] = (unit.name, unit.parent_id)
        self.keep()

    def keep(self) -> None:
        self.days[self.day] = dict(self.now)

    def act(self, kind: str, first: int, second: int, gap: int) -> None:
        self.day += timedelta(days=gap)
        unit, other = self.pick(first), self.pick(second)
        try:
            with transaction.atomic():
                self.done(kind, unit, other)
        except Refusal:
            pass
        self.keep()

    def pick(self, number: int) -> Unit:
        ids = sorted(self.now)
        return Unit.objects.get(id=ids[number % len(ids)])

    def done(self, kind: str, unit: Unit, other: Unit) -> None:
        facts: dict[str, Any] = {"post": PLATFORM, "effective_on": self.day, "at": AT}
        if kind == "open":
            code = f"2141{Unit.objects.count():06d}"
            draft = UnitDraft(name=f"新校{code}", kind="primary", code=code, parent_id=unit.id, effective_on=self.day)
            new = open_unit(post=PLATFORM, draft=draft, at=AT)
            self.now[new.id] = (new.name, unit.id)
        elif kind == "rename":
            name = f"改名{self.day}"
            rename_unit(unit_id=unit.id, version=unit.version, name=name, **facts)
            self.now[unit.id] = (name, unit.parent_id)
        elif kind == "move":
            move_unit(unit_id=unit.id, version=unit.version, parent_id=other.id, **facts)
            self.now[unit.id] = (unit.name, other.id)
        else:
            close_unit(unit_id=unit.id, version=unit.version, **facts)
            del self.now[unit.id]


@contextmanager
def undone() -> Iterator[None]:
    """Each example starts from the same tree."""
    with bound(PLATFORM):
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


ACTS = st.tuples(
    st.sampled_from(["open", "rename", "move", "move", "close"]),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 3),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, max_size=14))
def test_the_tree_of_any_day_equals_a_replay(province: Province, acts: list[tuple[str, int, int, int]]) -> None:
    with undone():
        replay = Replay(province)
        for act in acts:
            replay.act(*act)
        for day, expected in replay.days.items():
            then = tree_as_of(PLATFORM, day)
            assert {unit.unit_id: (unit.name, unit.parent_id) for unit in then} == expected
            paths = {unit.unit_id: unit.path for unit in then}
            for unit in then:
                if unit.parent_id is not None:
                    assert unit.path.rpartition(".")[0].rpartition(".")[0] + "." == paths[unit.parent_id]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, max_size=12), weights=st.lists(st.integers(0, 1000), min_size=80, max_size=80))
def test_sums_over_subtrees_hold_on_any_day(
    province: Province, acts: list[tuple[str, int, int, int]], weights: list[int]
) -> None:
    with undone():
        replay = Replay(province)
        for act in acts:
            replay.act(*act)
        for day in replay.days:
            then = tree_as_of(PLATFORM, day)
            own = {unit.unit_id: weights[unit.unit_id % 80] for unit in then}
            by_path = {
                unit.unit_id: sum(own[below.unit_id] for below in then if below.path.startswith(unit.path))
                for unit in then
            }
            for unit in then:
                children = [below.unit_id for below in then if below.parent_id == unit.unit_id]
                assert by_path[unit.unit_id] == own[unit.unit_id] + sum(by_path[child] for child in children)
            assert sum(own.values()) == max(by_path.values())


def test_one_unit_through_its_life(province: Province) -> None:
    school, second = province.schools[0], province.under(province.zhongyuan, "primary", "二小", "2141000077")
    with bound(acting(province.henan)) as post:
        rename_unit(post=post, unit_id=school.id, version=1, name="甲小学", effective_on=date(2020, 1, 1), at=AT)
        names = [
            then.name if (then := unit_as_of(post, school.id, day)) else None
            for day in (date(1999, 12, 31), LONG_AGO, date(2019, 12, 31), date(2020, 1, 1), TODAY)
        ]
        assert names == [None, "中原区第一小学", "中原区第一小学", "甲小学", "甲小学"]
        assert [version.name for version in versions_of(post, school)] == ["甲小学", "中原区第一小学"]
        assert [child.name for child in children_as_of(post, province.zhongyuan.id, date(2019, 1, 1))] == [
            "中原区第一小学",
            "二小",
        ]
        ids = [province.zhongyuan.id, school.id, second.id]
        assert parents_among(post, ids, date(2019, 1, 1)) == {province.zhongyuan.id}
        assert list(successions_of(post, school)) == []


def test_the_former_superior_keeps_the_history_of_its_time(province: Province) -> None:
    county, school = province.zhongmou, province.schools[1]
    with bound(acting(province.henan)) as post:
        move_unit(post=post, unit_id=county.id, version=1, parent_id=province.xinyang.id, effective_on=TODAY, at=AT)
    with bound(acting(province.zhengzhou)) as former:
        assert school.name in [unit.name for unit in tree_as_of(former, date(2026, 8, 31))]
        assert school.name not in [unit.name for unit in tree_as_of(former, TODAY)]
        assert counts_by_kind(former, province.zhengzhou, as_of=date(2026, 8, 31))[UnitKind.PRIMARY] == 2
    with bound(acting(province.gushi)) as stranger:
        assert school.name not in [unit.name for unit in tree_as_of(stranger, date(2026, 8, 31))]
    with bound(acting(fresh(county))) as own:
        assert unit_as_of(own, county.id, date(2026, 8, 31)) is not None


def test_a_new_region_code_keeps_the_old_one_in_history(province: Province) -> None:
    with bound(acting(province.henan)) as post:
        change_unit_code(post=post, unit_id=province.zhongmou.id, version=1, code="410123", effective_on=TODAY, at=AT)
        codes = [unit_as_of(post, province.zhongmou.id, day) for day in (LONG_AGO, TODAY)]
    assert [(then.code, then.path) for then in codes if then] == [
        ("410122", "cn.41.4101.410122."),
        ("410123", "cn.41.4101.410123."),
    ]
