"""Giving more time: the days of a collection move later, never earlier, with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions.reminding.tell_units import tell_units
from xuezheng.engines.forms.changing import collection_to_change, minute_of, note, saved, words_given
from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.refusals import CollectionIsClosed
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def extend_collection(
    *,
    post: ActingPost,
    collection_id: UUID,
    version: int,
    due_at: datetime,
    closes_at: datetime,
    reason: str,
    at: datetime,
) -> Collection:
    row = collection_to_change(post, collection_id, version=version)
    if row.closed_at is not None:
        raise CollectionIsClosed(row.title)
    words = words_given(reason, field="reason", missing=_("Say why more time is given."))
    if due_at < row.due_at or closes_at < row.closes_at:
        raise Refusal(_("Days only move later: some units may have kept to them already."), field="due_at")
    if closes_at < due_at:
        raise Refusal(
            _("It closes at %(closes)s, before it is due.") % {"closes": minute_of(closes_at)}, field="closes_at"
        )
    before = {"due_at": row.due_at.isoformat(), "closes_at": row.closes_at.isoformat()}
    after = {"due_at": due_at.isoformat(), "closes_at": closes_at.isoformat(), "reason": words}
    saved(row, due_at=due_at, closes_at=closes_at)
    note("extend_collection", post=post, row=row, at=at, name=row.title, before=before, after=after)
    tell_units.queue(post=post, at=at, args={"collection_id": str(row.id)}, subject=row.title)
    return row
