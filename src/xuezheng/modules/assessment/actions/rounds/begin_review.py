"""Ending the self-evaluation: what was handed in is frozen, and experts can be assigned."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.engines.forms import facade as forms
from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.actions.rounds.taking import take_facts
from xuezheng.modules.assessment.changing import note, round_to_change, saved
from xuezheng.modules.assessment.models import AssessedUnit, Round


@transaction.atomic
def begin_review(*, post: ActingPost, round_id: UUID, version: int | None, at: datetime) -> Round:
    """Before the due day only where every unit has handed in. Who has not is judged by what is seen and known alone."""
    row = round_to_change(post, round_id, version=version)
    if row.opened_at is None or row.review_begun_at is not None:
        raise Conflict(_("“%(title)s” is not in its self-evaluation.") % {"title": row.title})
    missing = _missing(post, row)
    if missing and row.self_due_on is not None and today(at) <= row.self_due_on:
        sentence = ngettext(
            "%(count)d unit has not handed in its self-evaluation; it is due until %(day)s.",
            "%(count)d units have not handed in their self-evaluations; they are due until %(day)s.",
            missing,
        )
        raise Conflict(sentence % {"count": missing, "day": row.self_due_on.isoformat()})
    taken = take_facts(post, row, day=today(at))
    saved(row, review_begun_at=at)
    note("begin_review", post=post, row=row, at=at, after={"handed_in": taken, "missing": missing})
    return row


def _missing(post: ActingPost, row: Round) -> int:
    said = forms.handed_in(post, row.collection_id) if row.collection_id else {}
    asked = AssessedUnit.objects.filter(round=row).values_list("unit_id", flat=True)
    return sum(1 for unit_id in asked if unit_id not in said)
