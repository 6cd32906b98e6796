"""Closing a collection for good: what is still open stays as it is and is told, and all its reports are only read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions.reminding.tell_units import tell_units
from xuezheng.engines.forms.changing import collection_to_change, note, saved, words_given
from xuezheng.engines.forms.events import CollectionClosed
from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.policies import reports_visible_to
from xuezheng.engines.forms.refusals import CollectionIsClosed
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class StillOpen:
    """`unsent` reports lie with their units, `undecided` ones on a desk."""

    unsent: int
    undecided: int

    @property
    def all(self) -> int:
        return self.unsent + self.undecided


def still_open(post: ActingPost, collection: Collection) -> StillOpen:
    rows = reports_visible_to(post).filter(collection=collection)
    return StillOpen(unsent=rows.filter(submitted_at=None).count(), undecided=rows.exclude(desk_path="").count())


@transaction.atomic
def close_collection(
    *, post: ActingPost, collection_id: UUID, version: int, expected: int, reason: str, at: datetime
) -> StillOpen:
    """`expected` is how many open reports the post saw when it decided."""
    row = collection_to_change(post, collection_id, version=version)
    if row.closed_at is not None:
        raise CollectionIsClosed(row.title)
    words = words_given(reason, field="reason", missing=_("Say why the collection is closed."))
    left = still_open(post, row)
    if left.all != expected:
        raise Conflict(
            _("You saw %(expected)s reports still open; now there are %(present)s. Look again, then close.")
            % {"expected": expected, "present": left.all}
        )
    saved(row, closed_at=at)
    after = {"open": left.unsent, "undecided": left.undecided, "reason": words}
    note("close_collection", post=post, row=row, at=at, name=row.title, after=after)
    tell_units.queue(post=post, at=at, args={"collection_id": str(row.id)}, subject=row.title)
    announce(CollectionClosed(unit_path=row.unit_path, collection_id=str(row.id), period=row.period), at=at)
    return left
