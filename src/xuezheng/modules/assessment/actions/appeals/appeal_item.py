"""Appealing against one item of the own published result."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import note, words
from xuezheng.modules.assessment.deadlines import decided_by
from xuezheng.modules.assessment.events import ResultAppealed
from xuezheng.modules.assessment.models import ItemResult, ResultAppeal
from xuezheng.modules.assessment.policies.appeals import can_appeal
from xuezheng.modules.assessment.queries.appeals import get_item_result, is_open_to_appeals
from xuezheng.modules.assessment.telling import ask_for_decision, result_is_read


@transaction.atomic
def appeal_item(*, post: ActingPost, result_id: UUID, reason: str, at: datetime) -> ResultAppeal:
    """By the assessed unit, within the days, once for each item. Files that show it are added to the appeal."""
    result = get_item_result(post, result_id)
    ItemResult.objects.select_for_update(no_key=True).only("id").get(id=result.id)
    _check(post, result, at=at)
    reason = words(reason, field="reason", missing=_("Say why the points of this item are wrong."))
    appeal = ResultAppeal.objects.create(
        result=result,
        unit_path=result.unit_path,
        issuer_path=result.issuer_path,
        reason=reason,
        person_name=post.person_name,
        made_at=at,
        decide_by=decided_by(result.issuer_path, at),
    )
    note("appeal_item", post=post, row=appeal, at=at, after={"reason": reason, "decide_by": appeal.decide_by})
    announce(ResultAppealed(unit_path=appeal.unit_path, appeal_id=str(appeal.id)), at=at)
    result_is_read(result.assessed, at=at)
    ask_for_decision(appeal, at=at)
    return appeal


def _check(post: ActingPost, result: ItemResult, *, at: datetime) -> None:
    assessed, held = result.assessed, result.assessed.round
    if not can_appeal(post, assessed):
        raise NotAllowed(
            _("Only %(unit)s itself appeals against its result. Switch to a post there.") % {"unit": assessed.unit_name}
        )
    if held.published_at is None:
        raise Conflict(_("“%(title)s” is not published yet.") % {"title": held.title})
    if held.appeal_until is None:
        raise Conflict(_("“%(title)s” was published without days for appeals.") % {"title": held.title})
    if not is_open_to_appeals(held, day=today(at)):
        raise Conflict(
            _("Appeals against “%(title)s” were possible until %(until)s.")
            % {"title": held.title, "until": held.appeal_until.isoformat()}
        )
    if result.points == result.item.full:
        raise Conflict(_("“%(item)s” has full points; there is nothing to correct.") % {"item": result.item.title})
    if ResultAppeal.objects.filter(result=result).exists():
        raise Conflict(_("There is an appeal against this item already; each item is appealed against once."))
