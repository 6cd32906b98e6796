"""The body that an act changes: found, allowed, locked, fresh, still in being."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.keeping import locked
from xuezheng.modules.organisation.models import Body
from xuezheng.modules.organisation.policies.reach import can_keep
from xuezheng.modules.organisation.queries.lookup import get_body
from xuezheng.modules.organisation.refusals import IsNotYours


def body_to_change(post: ActingPost, body_id: UUID, *, version: int | None = None) -> Body:
    seen = get_body(post, body_id)
    if not can_keep(post, seen):
        raise IsNotYours(seen.name, seen.unit.name)
    body = locked(Body.objects.all(), body_id, version=version)
    body.unit = seen.unit
    if body.dissolved_on is not None:
        raise _dissolved(body.name, body.dissolved_on)
    return body


def _dissolved(name: str, day: date) -> Conflict:
    return Conflict(
        _("“%(name)s” was dissolved on %(day)s; it stays as it was.") % {"name": name, "day": day.isoformat()}
    )
