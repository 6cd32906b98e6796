"""To-dos of a collection, brought in line with its reports in the background: after opening, more time, and closing.

The job is declared here and not in jobs.py, since opening a collection queues it.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.policies import reports_visible_to
from xuezheng.engines.forms.telling import renew_todos
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.scope.acting import ActingPost

PORTION = 10_000
"""Reports of one transaction: what is done again at most when the worker is killed."""


@job(
    "forms.tell_units",
    title=_("To-dos of a collection"),
    permissions=frozenset({"forms.read", "units.read"}),
)
def tell_units(work: Work, *, collection_id: str) -> None:
    """In the order of the ids: a portion done again tells nobody twice."""
    after: UUID | None = None
    while True:
        work.stop_if_cancelled()
        with work.step() as post:
            after = tell_portion(
                post=post, collection=collection_to_see(post, UUID(collection_id)), after=after, at=now()
            )
        if after is None:
            return


def tell_portion(*, post: ActingPost, collection: Collection, after: UUID | None, at: datetime) -> UUID | None:
    """Returns the last report told of, or None where there is none after these."""
    rows = reports_visible_to(post).filter(collection=collection).order_by("id")
    rows = rows.filter(id__gt=after) if after else rows
    found = list(rows.defer("answers", "filled", "rows")[:PORTION])
    renew_todos(found, collection, at=at)
    return found[-1].id if len(found) == PORTION else None
