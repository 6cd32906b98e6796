"""Points, outliers, grades, ranks and conflicts as plain rules."""

from decimal import Decimal

import pytest

from xuezheng.modules.assessment.conflicts import conflict_of
from xuezheng.modules.assessment.standards import fields_of_work, standards
from xuezheng.modules.assessment.weighing import grade_of, ranks, rules_of, weigh

RULES = standards()["university_digitalisation"].rules


def decimals(*given: str) -> list[Decimal]:
    return [Decimal(each) for each in given]


def test_the_shipped_standards_are_whole() -> None:
    found = {code: (one.full, len(one.items), one.form) for code, one in standards().items()}
    assert found == {
        "government_duties": (Decimal(100), 7, ""),
        "it_lessons": (Decimal(100), 5, "course_inspection"),
        "school_quality": (Decimal(100), 6, ""),
        "university_digitalisation": (Decimal(600), 51, "university_standard"),
    }
    assert len(fields_of_work()) == 7
    assert rules_of(RULES.as_plain()) == RULES


@pytest.mark.parametrize(
    ("given", "points", "counted", "left_out"),
    [
        (["8", "9"], "8.50", 2, 0),
        (["8", "1"], "4.50", 2, 0),
        (["8", "9", "1"], "8.50", 2, 1),
        (["8", "8", "5"], "7.00", 3, 0),
        (["8", "8", "4.9"], "8.00", 2, 1),
        (["0", "0", "10", "10"], "5.00", 1, 3),
    ],
)
def test_outliers_are_left_out_from_three_reviews_on(
    given: list[str], points: str, counted: int, left_out: int
) -> None:
    weighed = weigh(decimals(*given), full=Decimal(10), rules=RULES)
    assert weighed is not None
    assert (weighed.points, weighed.counted, weighed.left_out) == (Decimal(points), counted, left_out)
    assert (weighed.lowest, weighed.highest) == (min(decimals(*given)), max(decimals(*given)))


def test_nothing_is_weighed_where_nobody_judged() -> None:
    assert weigh([], full=Decimal(10), rules=RULES) is None


def test_grades_begin_at_their_share() -> None:
    given = decimals("540", "539.99", "450", "360", "359.99", "0")
    assert [grade_of(points, full=Decimal(600), rules=RULES) for points in given] == [
        "excellent", "good", "good", "passed", "failed", "failed",
    ]  # fmt: skip


def test_equal_points_share_a_rank() -> None:
    assert ranks(decimals("80", "90", "80", "70")) == [2, 1, 2, 4]


@pytest.mark.parametrize(
    ("home", "said"),
    [
        ("", ""),
        ("cn.41.", ""),
        ("cn.41.u00001.", ""),
        ("cn.41.u00002.", ""),
        ("cn.41.4105.410522.u1.", "belongs to this unit"),
        ("cn.41.4105.410522.u1.u2.", "belongs to this unit"),
        ("cn.41.4105.", "belongs to an administration that answers for this unit"),
        ("cn.41.4105.410522.", "belongs to an administration that answers for this unit"),
        ("cn.", ""),
    ],
)
def test_who_may_not_judge(home: str, said: str) -> None:
    place = {"unit_id": 7, "unit_path": "cn.41.4105.410522.u1.", "holder_path": "cn.41."}
    assert conflict_of(home_path=home, avoids=[], **place) == said  # type: ignore[arg-type]  # the place is of both kinds


def test_a_declared_tie_keeps_away() -> None:
    assert (
        conflict_of(unit_id=7, unit_path="cn.41.u1.", home_path="", holder_path="cn.41.", avoids=[7])
        == "has declared to keep away from this unit"
    )
