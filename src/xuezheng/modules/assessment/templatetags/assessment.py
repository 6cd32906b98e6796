"""Filters of the pages of assessments."""

from decimal import Decimal

from django import template

from xuezheng.modules.assessment.models import ResultAppeal, Review, Round
from xuezheng.modules.assessment.status import ReviewStatus, RoundStatus, review_status, status_of
from xuezheng.modules.assessment.wording import (
    field_titles,
    grade_title,
    grade_tone,
    period_title,
    standard_title,
    subject_title,
    written,
)

register = template.Library()
register.filter("period", period_title)
TONES = {
    RoundStatus.SELF_EVALUATION: "t",
    RoundStatus.REVIEW: "t",
    RoundStatus.CONCLUDED: "a",
    RoundStatus.PUBLISHED: "g",
    ReviewStatus.BEGUN: "t",
    ReviewStatus.HANDED_IN: "g",
    ReviewStatus.WITHDRAWN: "r",
}


OUTCOME_TONES = {
    ResultAppeal.Outcome.OPEN: "a",
    ResultAppeal.Outcome.UPHELD: "g",
    ResultAppeal.Outcome.REJECTED: "r",
}


@register.filter
def outcome_tone(appeal: ResultAppeal) -> str:
    return OUTCOME_TONES.get(ResultAppeal.Outcome(appeal.outcome), "")


@register.filter
def points(value: Decimal | None) -> str:
    return written(value)


@register.filter
def status(row: Round | Review) -> str:
    return str((status_of(row) if isinstance(row, Round) else review_status(row)).label)


@register.filter
def tone(row: Round | Review) -> str:
    return TONES.get(status_of(row) if isinstance(row, Round) else review_status(row), "")


@register.filter
def grade(held: Round, code: str) -> str:
    return grade_title(held, code)


@register.filter
def tone_of_grade(held: Round, code: str) -> str:
    return grade_tone(held, code)


@register.filter
def standard(held: Round) -> str:
    return standard_title(held)


@register.filter
def subject(held: Round) -> str:
    return subject_title(held)


@register.filter
def works(codes: list[str]) -> str:
    return field_titles(codes)
