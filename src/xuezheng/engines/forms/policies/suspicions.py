"""Answers to figures worth a second look: given and read by those who review, never by the unit whose figures they are."""

from typing import Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from xuezheng.engines.forms.models import SuspicionAnswer
from xuezheng.engines.forms.policies.reports import REVIEW
from xuezheng.kernel.scope.acting import ActingPost


class Submitted(Protocol):
    """What a submitted report and a finding about it have in common."""

    @property
    def unit_path(self) -> str: ...

    @property
    def submitted_by(self) -> UUID | None: ...


def can_view_suspicion_answer(post: ActingPost, answer: SuspicionAnswer) -> bool:
    return post.may(REVIEW) and post.covers(answer.unit_path)


def suspicion_answers_visible_to(post: ActingPost) -> QuerySet[SuspicionAnswer]:
    within = Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    return SuspicionAnswer.objects.filter(within) if post.may(REVIEW) else SuspicionAnswer.objects.none()


def can_answer_suspicion(post: ActingPost, submitted: Submitted) -> bool:
    """A desk above the unit; never who submitted the figures, under whatever post."""
    above = post.covers(submitted.unit_path) and submitted.unit_path not in {post.unit_path, post.scope_path}
    return post.may(REVIEW) and above and (submitted.submitted_by is None or submitted.submitted_by != post.person_id)


def can_withdraw_suspicion_answer(post: ActingPost, answer: SuspicionAnswer) -> bool:
    """The desk that gave it, and those above that desk."""
    return can_view_suspicion_answer(post, answer) and post.covers(answer.desk_path)
