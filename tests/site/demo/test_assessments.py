"""Assessments of the demonstration: a published round, one in review, and a county's check of lessons under way."""

import pytest

from tests.site.demo.conftest import AT
from xuezheng.kernel.clock import today
from xuezheng.modules.assessment.models import (
    AssessedUnit,
    Expert,
    ItemResult,
    ResultAppeal,
    ResultCorrection,
    Review,
    Round,
)
from xuezheng.modules.assessment.status import RoundStatus, status_of

pytestmark = pytest.mark.usefixtures("loaded")


def test_rounds_stand_at_three_points_of_their_way() -> None:
    told = [(held.standard, status_of(held), held.unit.name) for held in Round.objects.order_by("drafted_at")]
    assert told == [
        ("university_digitalisation", RoundStatus.PUBLISHED, "河南省教育厅"),
        ("government_duties", RoundStatus.REVIEW, "河南省教育厅"),
        ("it_lessons", RoundStatus.SELF_EVALUATION, "固始县教育局"),
    ]
    assert not Round.objects.filter(published_at__gt=AT).exists()


def test_universities_are_ranked_by_reviews_beside_what_they_said() -> None:
    rows = list(AssessedUnit.objects.filter(round__standard="university_digitalisation").order_by("rank"))
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert sum(row.self_points is not None for row in rows) == len(rows) - 1
    assert ItemResult.objects.filter(assessed__in=rows, demand__gt="").exists()


def test_indicators_stand_beside_the_duties_of_counties() -> None:
    known = ItemResult.objects.filter(assessed__round__standard="government_duties").exclude(known="")
    assert known.count() >= 4 * 3


def test_nobody_reviews_the_own_unit() -> None:
    for review in Review.objects.select_related("expert__home_unit", "assessed"):
        home = review.expert.home_unit
        assert home is None or not home.unit_path.startswith(review.assessed.unit_path)
    assert Expert.objects.filter(person=None).count() == 1
    assert Review.objects.filter(round__standard="government_duties", handed_in_at=None).count() == 2


def test_one_appeal_is_upheld_and_one_waits_too_long() -> None:
    told = [(one.outcome, one.decide_by < today(AT)) for one in ResultAppeal.objects.order_by("made_at")]
    assert told == [("upheld", True), ("open", True)]
    correction = ResultCorrection.objects.select_related("assessed").get()
    assert correction.points_before < correction.points_after == correction.assessed.points
    assert AssessedUnit.objects.filter(noted_at__isnull=False).count() == 1
