"""Closing a round with its conclusion, which the report prints."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.inspections.locking import inspection_to_change
from xuezheng.modules.supervision.changing import note, saved, words
from xuezheng.modules.supervision.events import InspectionClosed
from xuezheng.modules.supervision.models import Finding, InspectedUnit, Inspection


@transaction.atomic
def close_inspection(
    *, post: ActingPost, inspection_id: UUID, version: int | None, conclusion: str, at: datetime
) -> Inspection:
    """Every unit must have been looked at. Orders go on their own way."""
    row = inspection_to_change(post, inspection_id, version=version)
    conclusion = words(conclusion, field="conclusion", missing=_("Write the conclusion; the report prints it."))
    seen = Finding.objects.filter(inspection=row).values("unit_id")
    left = InspectedUnit.objects.filter(inspection=row).exclude(unit_id__in=seen).count()
    if left:
        raise Conflict(
            ngettext(
                "Nothing is recorded about %(count)d unit yet. Record what was found there first.",
                "Nothing is recorded about %(count)d units yet. Record what was found there first.",
                left,
            )
            % {"count": left}
        )
    saved(row, closed_at=at, conclusion=conclusion)
    note("close_inspection", post=post, row=row, at=at, after={"conclusion": conclusion})
    announce(InspectionClosed(unit_path=row.unit_path, inspection_id=str(row.id)), at=at)
    return row
