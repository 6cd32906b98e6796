"""An answer to a finding is withdrawn: the finding is open again, the answer stays in the records."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import note
from xuezheng.engines.forms.models import SuspicionAnswer
from xuezheng.engines.forms.policies import can_withdraw_suspicion_answer, suspicion_answers_visible_to
from xuezheng.engines.forms.refusals import CollectionIsClosed, NoSuchSuspicionAnswer
from xuezheng.kernel.refusals import Conflict, NotAllowed, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def withdraw_suspicion_answer(*, post: ActingPost, answer_id: UUID, at: datetime) -> SuspicionAnswer:
    seen = first_or_refused(suspicion_answers_visible_to(post).filter(id=answer_id), NoSuchSuspicionAnswer)
    if not can_withdraw_suspicion_answer(post, seen):
        raise NotAllowed(_("Only the desk that gave the answer, or one above it, withdraws it."))
    rows = SuspicionAnswer.objects.select_related("report__collection", "report__unit")
    row = rows.select_for_update(no_key=True, of=("self",)).get(id=seen.id)
    if row.report.collection.closed_at is not None:
        raise CollectionIsClosed(row.report.collection.title)
    if row.withdrawn_at is not None:
        raise Conflict(_("%(name)s withdrew this answer already.") % {"name": row.withdrawn_by})
    row.withdrawn_by, row.withdrawn_at = post.person_name, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    before = {"suspicion": row.suspicion, "field": row.field, "reason": row.words}
    note("withdraw_suspicion_answer", post=post, row=row.report, at=at, name=row.report.unit.name, before=before)
    return row
