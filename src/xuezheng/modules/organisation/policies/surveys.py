"""Surveys: the own, those of the units below, and those of the units above; what a unit found, only in its own subtree."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.models import Survey, SurveyPart, SurveyUse
from xuezheng.modules.organisation.policies.reach import (
    READ,
    reaches,
    reaches_downward,
    within_reach,
    within_reach_downward,
)


def can_view_survey(post: ActingPost, survey: Survey) -> bool:
    return post.may(READ) and reaches_downward(post, survey)


def surveys_visible_to(post: ActingPost) -> QuerySet[Survey]:
    return Survey.objects.filter(within_reach_downward(post)) if post.may(READ) else Survey.objects.none()


def can_view_part(post: ActingPost, part: SurveyPart) -> bool:
    return post.may(READ) and reaches(post, part)


def parts_visible_to(post: ActingPost) -> QuerySet[SurveyPart]:
    return SurveyPart.objects.filter(within_reach(post)) if post.may(READ) else SurveyPart.objects.none()


def can_view_use(post: ActingPost, use: SurveyUse) -> bool:
    return post.may(READ) and reaches(post, use)


def uses_visible_to(post: ActingPost) -> QuerySet[SurveyUse]:
    return SurveyUse.objects.filter(within_reach(post)) if post.may(READ) else SurveyUse.objects.none()
