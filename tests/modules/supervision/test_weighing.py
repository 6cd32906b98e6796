"""How facts become points: by rule, under caps, never below nothing, always the same."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.modules.supervision.catalogues import shipped_edition
from xuezheng.modules.supervision.weighing import (
    FactKind,
    Line,
    Rule,
    Weights,
    as_plain,
    counted,
    days_within,
    deducted,
    digest_of,
    from_plain,
    weighed,
)

pytestmark = pytest.mark.unit
BEGINS, ENDS = date(2026, 1, 1), date(2026, 6, 30)
hundredths = st.integers(min_value=0, max_value=3000).map(lambda number: Decimal(number) / 100)
rules = st.builds(Rule, points=hundredths, each_most=hundredths, most=hundredths)
weights = st.builds(
    Weights,
    full=st.integers(min_value=1, max_value=120).map(Decimal),
    lead=hundredths,
    support=hundredths,
    rules=st.dictionaries(st.sampled_from(FactKind), rules),
)
lines = st.lists(
    st.builds(
        Line,
        unit_id=st.integers(min_value=1, max_value=3),
        fact=st.sampled_from(FactKind),
        subject_id=st.uuids(),
        number=st.sampled_from(["1", "2", "10"]),
        title=st.just("任务"),
        role=st.sampled_from(["lead", "support", ""]),
        due_on=st.dates(min_value=BEGINS, max_value=ENDS),
        came_on=st.none(),
        count=st.integers(min_value=1, max_value=200),
    ),
    max_size=30,
)


def a_line(number: int = 1, *, fact: FactKind = FactKind.OVERDUE, role: str = "lead", count: int = 1) -> Line:
    return Line(
        unit_id=1,
        fact=fact,
        subject_id=UUID(int=number),
        number=str(number),
        title="任务",
        role=role,
        due_on=date(2026, 3, 1),
        came_on=None,
        count=count,
    )


@given(lines, weights)
def test_the_lines_of_a_unit_add_up_to_its_deduction_and_never_beyond(found: list[Line], held: Weights) -> None:
    result = weighed(found, held)
    for unit_id in {line.unit_id for line in result}:
        own = [line for line in result if line.unit_id == unit_id]
        assert sum(line.points for line in own) == deducted(own)
        assert deducted(own) <= held.full
        for kind, rule in held.rules.items():
            assert sum((line.points for line in own if line.fact == kind), Decimal(0)) <= rule.most
    assert all(Decimal(0) <= line.points <= line.raw for line in result)


@given(lines, weights, st.randoms())
def test_the_same_facts_give_the_same_lines_in_whatever_order_they_come(
    found: list[Line], held: Weights, chance: object
) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a Random
    assert weighed(shuffled, held) == weighed(found, held)
    assert digest_of(weighed(shuffled, held), held) == digest_of(weighed(found, held), held)


@given(lines, weights, st.data())
def test_striking_a_line_never_costs_points(found: list[Line], held: Weights, data: st.DataObject) -> None:
    raws = [(line.fact.value, line.raw) for line in weighed(found, held) if line.unit_id == 1]
    if not raws:
        return
    place = data.draw(st.integers(min_value=0, max_value=len(raws) - 1))
    assert sum(counted(raws[:place] + raws[place + 1 :], held)) <= sum(counted(raws, held))


@given(weights)
def test_weights_are_kept_as_they_are(held: Weights) -> None:
    assert from_plain(as_plain(held)) == held


def test_points_follow_the_rule_the_role_and_the_caps() -> None:
    rule = Rule(points=Decimal("0.5"), each_most=Decimal(3), most=Decimal(5))
    held = Weights(full=Decimal(100), lead=Decimal(1), support=Decimal("0.6"), rules={FactKind.OVERDUE: rule})
    found = weighed(
        [
            a_line(1, count=2),
            a_line(2, count=90),
            a_line(3, count=2, role="support"),
            a_line(4, count=90),
            a_line(5, fact=FactKind.RETURNED),
        ],
        held,
    )
    assert [(line.number, line.raw, line.points) for line in found] == [
        ("1", Decimal("1.00"), Decimal("1.00")),
        ("2", Decimal("3.00"), Decimal("3.00")),
        ("3", Decimal("0.60"), Decimal("0.60")),
        ("4", Decimal("3.00"), Decimal("0.40")),
    ]


@pytest.mark.parametrize(
    ("due_on", "came_on", "days"),
    [
        (date(2026, 6, 20), None, 10),
        (date(2026, 6, 20), date(2026, 6, 25), 5),
        (date(2026, 6, 20), date(2026, 6, 20), 0),
        (date(2026, 6, 20), date(2026, 7, 25), 10),
        (date(2025, 12, 20), date(2026, 1, 3), 3),
        (date(2025, 12, 20), date(2025, 12, 31), 0),
        (date(2025, 12, 20), None, 181),
        (date(2026, 6, 30), None, 0),
        (date(2026, 7, 10), None, 0),
    ],
)
def test_a_delay_counts_the_days_that_lie_in_the_period(due_on: date, came_on: date | None, days: int) -> None:
    assert days_within(due_on=due_on, came_on=came_on, begins=BEGINS, ends=ENDS) == days


@given(st.dates(min_value=BEGINS, max_value=ENDS), st.integers(min_value=0, max_value=400))
def test_two_periods_together_count_every_day_once(due_on: date, later: int) -> None:
    came = due_on + timedelta(days=later)
    middle = ENDS + timedelta(days=1)
    last = came + timedelta(days=1)
    halves = days_within(due_on=due_on, came_on=came, begins=BEGINS, ends=ENDS) + days_within(
        due_on=due_on, came_on=came, begins=middle, ends=max(last, middle)
    )
    assert halves == later


def test_the_shipped_weights_know_every_fact_and_state_their_source() -> None:
    edition = shipped_edition()
    assert (set(edition.weights.rules), edition.number, edition.weights.full) == (set(FactKind), 0, Decimal(100))
    assert "国办发" in edition.source
