"""Recording that a CIO is one no more, without a successor yet."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.cios.finding import cio_to_change
from xuezheng.modules.organisation.events import CioEnded
from xuezheng.modules.organisation.keeping import changed, check_happened, note
from xuezheng.modules.organisation.models import Cio


@transaction.atomic
def end_cio(*, post: ActingPost, cio_id: UUID, version: int, valid_to: date, at: datetime) -> Cio:
    """`valid_to` is the first day without."""
    cio = cio_to_change(post, cio_id, version=version)
    if cio.valid_to is not None:
        raise Conflict(
            _("%(name)s has not been CIO since %(day)s.") % {"name": cio.name, "day": cio.valid_to.isoformat()}
        )
    check_happened(valid_to, at=at, field="valid_to")
    if valid_to <= cio.valid_from:
        raise Refusal(
            _("%(name)s became CIO on %(day)s; the first day without must be a later one.")
            % {"name": cio.name, "day": cio.valid_from.isoformat()},
            field="valid_to",
        )
    changed(cio, valid_to=valid_to)
    note("end_cio", post=post, row=cio, at=at, after={"valid_to": valid_to})
    announce(CioEnded(unit_path=cio.unit_path, cio_id=str(cio.id), valid_to=valid_to.isoformat()), at=at)
    return cio
