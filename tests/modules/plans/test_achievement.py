"""How a target stands is read from what is asked and what is measured."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from xuezheng.modules.plans.achievement import Standing, asked_of, deadline_of, is_reached, line_of, target_at, written
from xuezheng.modules.plans.indicators import Measured, Outlook, Pace
from xuezheng.modules.plans.models import Plan, Target

pytestmark = pytest.mark.unit
TODAY = date(2026, 10, 1)


def target(**values: object) -> Target:
    facts = {
        "phrase": "空间开通率",
        "value": Decimal(80),
        "measure": "%",
        "indicator_code": "teacher_space_ratio",
        **values,
    }
    return Target(plan=Plan(year=2026, title="要点"), **facts)


def measured(value: str) -> Measured:
    return Measured(value=Decimal(value), as_of=TODAY)


@pytest.mark.parametrize(
    ("comparator", "value", "reached"),
    [
        (">=", "80", True),
        (">=", "79.9999", False),
        (">", "80", False),
        ("=", "80", True),
        ("=", "81", True),
        ("=", "79.9999", False),
        ("~", "73", True),
        ("~", "71", False),
        ("<=", "80", True),
        ("<", "80", False),
        ("=0", "0", True),
        ("=0", "1", False),
    ],
)
def test_each_comparator(comparator: str, value: str, reached: bool) -> None:
    assert is_reached(comparator, asked=Decimal(80), value=Decimal(value)) is reached


@pytest.mark.parametrize(
    ("facts", "value", "standing", "gap", "tone"),
    [
        ({}, "83.1", Standing.REACHED, "reached", "ok"),
        ({}, "78", Standing.SHORT, "2 pp short", "warn"),
        ({"deadline": date(2026, 9, 30)}, "78", Standing.SHORT, "2 pp short", "bad"),
        ({"deadline": TODAY}, "78", Standing.SHORT, "2 pp short", "warn"),
        ({"measure": "所", "value": Decimal(1000)}, "400", Standing.SHORT, "600 所 short", "warn"),
        ({}, None, Standing.WAITS, "waits for its indicator", ""),
        ({"indicator_code": "", "unmeasurable": "只有文件"}, None, Standing.STATED, "shown by evidence", ""),
        ({"indicator_code": ""}, None, Standing.OPEN, "choose an indicator or state why not", "warn"),
    ],
)
def test_each_standing(facts: dict[str, object], value: str | None, standing: Standing, gap: str, tone: str) -> None:
    line = line_of(target(**facts), measured(value) if value else None, known={}, stated=None, today=TODAY)
    assert (line.standing, line.gap, line.tone) == (standing, gap, tone)


@pytest.mark.parametrize(
    ("outlook", "tone", "notes"),
    [
        (Outlook(pace=Pace.UNKNOWN), "warn", ["too little history for a forecast"]),
        (
            Outlook(pace=Pace.IN_TIME, reached_on=date(2026, 11, 1), closing=1312, short=2000),
            "",
            ["1312 units closing their gaps would do", "expected to be reached by 2026-11"],
        ),
        (
            Outlook(pace=Pace.IN_TIME, reached_on=(TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)),
            "",
            [
                f"reached in {TODAY.replace(day=1) - timedelta(days=1):%Y-%m} if all went on so: the next records will tell"
            ],
        ),
        (
            Outlook(pace=Pace.LATE, reached_on=date(2027, 4, 1), closing=1, short=1),
            "bad",
            ["1 unit closing its gap would do", "at the present pace 2027-04"],
        ),
        (
            Outlook(pace=Pace.NEVER, closing=3, short=3, closable=False),
            "bad",
            ["not even all units that are short would do", "at the present pace never"],
        ),
    ],
)
def test_the_outlook_colours_what_is_short(outlook: Outlook, tone: str, notes: list[str]) -> None:
    short = Measured(value=Decimal(78), as_of=TODAY, outlook=outlook, gap_url="/gap/")
    line = line_of(target(), short, known={}, stated=None, today=TODAY)
    assert (line.tone, list(line.notes), line.gap_url) == (tone, notes, "/gap/")
    reached = Measured(value=Decimal(81), as_of=TODAY, outlook=outlook, gap_url="/gap/")
    line = line_of(target(), reached, known={}, stated=None, today=TODAY)
    assert (line.tone, list(line.notes), line.gap_url) == ("ok", [], "")


def test_a_unit_has_its_share_a_percentage_is_asked_of_all_and_an_unshared_number_of_none() -> None:
    asked = target(measure="所", value=Decimal(1000))
    asked.plan.unit_path = "cn.41."
    assert target_at(asked, unit_path="cn.41.", share=None).value == 1000
    assert target_at(asked, unit_path="cn.41.4101.", share=Decimal(90)).value == 90
    unshared = target_at(asked, unit_path="cn.41.4101.", share=None)
    line = line_of(unshared, measured("400"), known={}, stated=None, today=TODAY)
    assert (line.asked, line.standing, line.gap) == ("—", Standing.UNASKED, "nothing is asked of this unit")
    assert asked.value == 1000
    assert target_at(target(), unit_path="cn.41.4101.", share=None).value == 80


def test_a_statement_counts_only_where_nothing_measures() -> None:
    bound = line_of(target(), None, known={}, stated=measured("99"), today=TODAY)
    stated = line_of(
        target(indicator_code="", unmeasurable="只有文件"), None, known={}, stated=measured("99"), today=TODAY
    )
    assert (bound.value, bound.standing, stated.value, stated.standing) == (
        "—",
        Standing.WAITS,
        "99%",
        Standing.REACHED,
    )


def test_counts_are_scaled_against_what_is_asked() -> None:
    line = line_of(target(measure="所", value=Decimal(1000)), measured("500"), known={}, stated=None, today=TODAY)
    assert (line.filled, line.mark) == (40.0, 80.0)


def test_words() -> None:
    assert [written(Decimal(number), measure) for number, measure in [("87.40", "%"), ("20000", "间"), ("3", "")]] == [
        "87.4%",
        "20,000 间",
        "3",
    ]
    assert [written(Decimal("3.75"), "%"), written(Decimal("2.345"), "间")] == ["3.8%", "2.35 间"]
    assert asked_of(target(comparator="=0", value=Decimal(0))) == "none"
    assert asked_of(target(comparator=">", value=Decimal(10), measure="所")) == "> 10 所"
    assert (deadline_of(target()), deadline_of(target(deadline=TODAY))) == (date(2026, 12, 31), TODAY)
