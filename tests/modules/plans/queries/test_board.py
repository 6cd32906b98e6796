"""Counts of the board, by task and place, against the rows themselves."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import AT, Tree, acting
from tests.modules.plans.task_rows import DUE, PLATFORM, TODAY, HandedOut
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import Assignment, Milestone
from xuezheng.modules.plans.queries.board import (
    counts_by_task,
    counts_by_task_and_place,
    counts_by_unit,
    place_lines,
    task_lines,
    total_of,
)
from xuezheng.modules.plans.status import Counts, Status, status_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


class Mixed:
    """Two tasks at every unit of the province, standing in all ways."""

    def __init__(self) -> None:
        self.tree = Tree()
        tree = self.tree
        self.units = [tree.office, *tree.cities, *tree.counties, *tree.schools]
        self.handed = HandedOut(tree, *self.units)
        self.second = self.handed.add_task("2", "推广应用", due_on=TODAY + timedelta(days=5), lead=tree.province)
        for unit in self.units:
            self.handed.assign(unit, self.second)
        with bound(PLATFORM):
            for place, row in enumerate(Assignment.objects.order_by("unit_path", "task__number")):
                if place % 5 == 1:
                    row.due_on = TODAY - timedelta(days=3)
                if place % 5 in {2, 3}:
                    row.submitted_at = AT
                if place % 5 == 3:
                    row.accepted_at = AT
                row.save()


def by_hand(post: ActingPost, *, below: str, day: date) -> Counter[tuple[object, str]]:
    rows = Assignment.objects.filter(unit_path__startswith=below)
    return Counter(
        (
            row.task_id,
            status_of(due_on=row.due_on, submitted_at=row.submitted_at, accepted_at=row.accepted_at, day=day).value,
        )
        for row in rows
    )


def flat(counts: Mapping[UUID, Counts]) -> Counter[tuple[object, str]]:
    return Counter({(key, status.value): found.of(status) for key, found in counts.items() for status in Status})


def posts(tree: Tree) -> list[ActingPost]:
    return [
        acting(tree.province),
        acting(tree.office, role="officer"),
        acting(tree.cities[0]),
        acting(tree.counties[3]),
        acting(tree.schools[0], role="school_administrator"),
    ]


@pytest.mark.parametrize("later", [0, 6, 400])
def test_counts_are_those_of_the_rows_for_every_kind_of_post(later: int) -> None:
    mixed = Mixed()
    day = TODAY + timedelta(days=later)
    for post in posts(mixed.tree):
        with bound(post):
            for place in (mixed.tree.province, mixed.tree.cities[0], mixed.tree.counties[0], mixed.tree.schools[0]):
                if not place.unit_path.startswith(post.scope_path):
                    continue
                found = counts_by_task(post, mixed.handed.plan.id, below=place.unit_path, day=day)
                assert +flat(found) == by_hand(post, below=place.unit_path, day=day)


def test_places_are_the_units_directly_below() -> None:
    mixed = Mixed()
    tree, plan = mixed.tree, mixed.handed.plan
    with bound(acting(tree.province)) as post:
        pairs = counts_by_task_and_place(post, plan.id, below=tree.province.unit_path, day=TODAY)
        assert {place for _task, place in pairs} == {"cn.41.", "cn.41.4101.", "cn.41.4115."}
        assert sum(counts.total for counts in pairs.values()) == 2 * len(mixed.units)
        lines = place_lines(post, plan.id, place=tree.province, day=TODAY)
        assert [(line.unit.name, line.counts.total, line.is_administration) for line in lines] == [
            ("河南省教育厅", 2, True),
            ("郑州市教育局", 14, True),
            ("信阳市教育局", 14, True),
        ]
        one = place_lines(post, plan.id, place=tree.cities[0], day=TODAY, task_id=mixed.second.id)
        assert [(line.unit.name, line.counts.total) for line in one] == [
            ("郑州市教育局", 1),
            ("中原区教育局", 3),
            ("中牟县教育局", 3),
        ]
        last = place_lines(post, plan.id, place=tree.counties[0], day=TODAY)
        assert [(line.unit.name, line.counts.total) for line in last] == [
            ("中原区教育局", 2),
            (tree.schools[0].name, 2),
            (tree.schools[1].name, 2),
        ]
        by_unit = counts_by_unit(post, plan.id, below=tree.counties[0].unit_path, day=TODAY)
        assert sum(counts.total for counts in by_unit.values()) == 6


def test_lines_carry_section_lead_and_status() -> None:
    mixed = Mixed()
    with bound(PLATFORM):
        Milestone.objects.create(
            plan=mixed.handed.plan, task=mixed.second, unit_path="cn.41.", shared=True, name="出台办法", due_on=DUE
        )
        Assignment.objects.filter(task=mixed.second).update(submitted_at=AT, accepted_at=AT)
    with bound(acting(mixed.tree.office, role="officer")) as officer:
        first, second = task_lines(officer, mixed.handed.plan, below="cn.41.", day=TODAY)
        assert (first.leads, first.status, first.directed) == (["科技处"], Status.OVERDUE, True)
        assert (second.leads, second.status, second.directed) == (["河南省教育厅"], Status.DUE_SOON, False)
        assert total_of([first, second]).total == 2 * len(mixed.units)


def test_the_board_asks_the_database_as_often_for_three_tasks_as_for_one() -> None:
    tree = Tree()
    handed = HandedOut(tree, *tree.counties)
    asked = []
    for number in ("", "2", "3"):
        if number:
            handed.assign(tree.counties[0], handed.add_task(number, "更多", lead=tree.office))
        with bound(acting(tree.province)) as post, CaptureQueriesContext(connection) as queries:
            task_lines(post, handed.plan, below="cn.41.", day=TODAY)
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2]
