"""Taking note of the own published result. It takes no right away: within the days an appeal is still possible."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import note, saved
from xuezheng.modules.assessment.models import AssessedUnit
from xuezheng.modules.assessment.policies.appeals import can_appeal
from xuezheng.modules.assessment.queries.rounds import get_assessed
from xuezheng.modules.assessment.telling import result_is_read


@transaction.atomic
def take_note(*, post: ActingPost, assessed_id: UUID, at: datetime) -> AssessedUnit:
    """Done twice it stays at the first time."""
    seen = get_assessed(post, assessed_id)
    if not can_appeal(post, seen):
        raise NotAllowed(
            _("Only %(unit)s itself takes note of its result. Switch to a post there.") % {"unit": seen.unit_name}
        )
    if not seen.shared:
        raise Conflict(_("“%(title)s” is not published yet.") % {"title": seen.round.title})
    row = AssessedUnit.objects.select_for_update(no_key=True).get(id=assessed_id)
    row.round, row.unit = seen.round, seen.unit
    if row.noted_at is None:
        saved(row, noted_at=at)
        note("take_note", post=post, row=row, at=at)
        result_is_read(row, at=at)
    return row
