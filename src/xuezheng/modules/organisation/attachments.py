"""Files of the module: seen where the thing they belong to is seen, added by those who keep it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from xuezheng.kernel.files import facade as files
from xuezheng.kernel.files.facade import Owner, attachments_of
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.organisation.models import RuleEdition, Survey
from xuezheng.modules.organisation.policies.meetings import meetings_visible_to
from xuezheng.modules.organisation.policies.reach import can_keep, can_write
from xuezheng.modules.organisation.policies.registers import bodies_visible_to, cios_visible_to
from xuezheng.modules.organisation.policies.rules import can_view_edition, editions_visible_to
from xuezheng.modules.organisation.policies.surveys import parts_visible_to, surveys_visible_to

BODY, CIO, MEETING = "organisation.body", "organisation.cio", "organisation.meeting"
EDITION, SURVEY, PART = "organisation.ruleedition", "organisation.survey", "organisation.surveypart"
Rows = Callable[[ActingPost], "QuerySet[Any]"]


def register_files() -> None:
    _register(BODY, bodies_visible_to, "body", can_keep)
    _register(CIO, cios_visible_to, "cio", can_keep)
    _register(MEETING, meetings_visible_to, "meeting", can_write)
    _register(
        EDITION,
        _own_editions,
        "rule",
        _may_change_text,
        page_of=lambda edition: edition.rule_id,
        name_of=lambda edition: edition.rule.title,
    )
    _register(SURVEY, _own_surveys, "survey", can_write)
    _register(
        PART,
        lambda post: parts_visible_to(post).select_related("survey", "unit"),
        "survey-part",
        can_write,
        name_of=lambda part: f"{part.survey.question} · {part.unit.name}",
    )


def texts_of(post: ActingPost, edition: RuleEdition) -> list[Attachment]:
    """The files of an edition for whoever may read it. The files lie at the unit that issued it, out of reach of readers
    below; so they are fetched in the platform's name once the policy has said yes."""
    if not can_view_edition(post, edition):
        return []
    reader = system_post("organisation", permissions=frozenset({"organisation.read"}))
    with bound(reader):
        return list(attachments_of(reader, object_kind=EDITION, object_id=str(edition.id)))


def _register(
    kind: str,
    rows: Rows,
    address: str,
    may_change: Callable[[ActingPost, Any], bool],
    *,
    page_of: Callable[[Any], UUID] = lambda row: row.id,
    name_of: Callable[[Any], str] = str,
) -> None:
    def find(post: ActingPost, object_id: str) -> Owner | None:
        key = None
        with suppress(ValueError):
            key = UUID(object_id)
        row = rows(post).filter(id=key).first() if key else None
        if row is None:
            return None
        return Owner(
            unit_path=row.unit_path,
            name=name_of(row)[:300],
            url=reverse(address, args=[page_of(row)]),
            may_change=may_change(post, row) and post.may("files.add"),
        )

    def visible(post: ActingPost) -> Q:
        keys = rows(post).annotate(key=Cast("id", CharField())).values("key")
        return Q(object_id__in=keys)

    files.register(kind, find=find, visible=visible)


def _own_editions(post: ActingPost) -> "QuerySet[RuleEdition]":
    """Those whose files the database gives the post: of the own subtree."""
    return editions_visible_to(post).filter(_within(post)).select_related("rule")


def _own_surveys(post: ActingPost) -> "QuerySet[Survey]":
    return surveys_visible_to(post).filter(_within(post))


def _within(post: ActingPost) -> Q:
    return Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")


def _may_change_text(post: ActingPost, edition: RuleEdition) -> bool:
    """What was issued stays as it was issued."""
    return edition.issued_on is None and can_write(post, edition)
