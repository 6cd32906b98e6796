"""The tallies that the trigger keeps are what counting the assignments gives."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import AT, Tree, acting, make_unit
from tests.modules.plans.task_rows import DUE, PLATFORM, HandedOut
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.plans.models import Assignment, TaskTally

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def counted() -> Counter[tuple[object, ...]]:
    """The same by hand, from every row."""
    found: Counter[tuple[object, ...]] = Counter()
    for row in Assignment.objects.all():
        place = "".join(f"{part}." for part in row.unit_path.rstrip(".").split(".") if not part.startswith("u"))
        state = "accepted" if row.accepted_at else "submitted" if row.submitted_at else "open"
        found[row.task_id, place, row.due_on, state] += 1
    return found


def tallied() -> Counter[tuple[object, ...]]:
    rows = TaskTally.objects.exclude(number=0).values_list("task_id", "unit_path", "due_on", "state", "number")
    return Counter({tuple(row[:4]): row[4] for row in rows})


CHANGES = st.tuples(
    st.sampled_from(["submit", "accept", "open", "extend", "delete", "add"]), st.integers(min_value=0, max_value=99)
)


def test_they_follow_every_change() -> None:
    tree = Tree()
    hostel = make_unit("u00900", parent=tree.schools[0], kind=UnitKind.TEACHING_POINT)
    units = [tree.office, *tree.cities, *tree.counties, *tree.schools, hostel]
    handed = HandedOut(tree, *units)
    other = handed.add_task("2", "另一项")

    def change(what: str, place: int) -> None:
        rows = Assignment.objects.order_by("id")
        chosen = list(rows.values_list("id", flat=True))[place % 5 :: 3]
        some = Assignment.objects.filter(id__in=chosen)
        if what == "submit":
            some.update(submitted_at=AT)
        elif what == "accept":
            some.update(submitted_at=AT, accepted_at=AT)
        elif what == "open":
            some.update(submitted_at=None, accepted_at=None)
        elif what == "extend":
            some.update(due_on=date(2026, 12, 1 + place % 9))
        elif what == "delete":
            some.delete()
        elif not Assignment.objects.filter(task=other, unit=units[place % len(units)]).exists():
            handed.assign(units[place % len(units)], other)

    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(st.lists(CHANGES, max_size=6))
    def follow(changes: list[tuple[str, int]]) -> None:
        with bound(PLATFORM):
            for what, place in changes:
                change(what, place)
                assert tallied() == counted()

    with bound(PLATFORM):
        assert tallied() == counted()
    follow()


def test_a_school_that_submits_changes_the_tally_of_its_county_without_seeing_it() -> None:
    tree = Tree()
    handed = HandedOut(tree, tree.schools[0])
    school = acting(tree.schools[0], role="school_administrator")
    with bound(school):
        Assignment.objects.filter(id=handed.assignments[0].id).update(submitted_at=AT)
        assert not TaskTally.objects.exists()
    with bound(acting(tree.counties[0])):
        rows = TaskTally.objects.exclude(number=0).values_list("unit_path", "due_on", "state", "number")
        assert list(rows) == [("cn.41.4101.410102.", DUE, "submitted", 1)]
    with bound(acting(tree.counties[1])):
        assert not TaskTally.objects.exists()
