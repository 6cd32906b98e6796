"""Appealing against one line of the own score."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.changing import note, words
from xuezheng.modules.supervision.events import AppealMade
from xuezheng.modules.supervision.models import Appeal, ScoreLine
from xuezheng.modules.supervision.policies.scores import can_appeal_line
from xuezheng.modules.supervision.queries.scores import get_line


@transaction.atomic
def appeal_line(*, post: ActingPost, line_id: UUID, reason: str, at: datetime) -> Appeal:
    """By the scored unit, within the deadline, once for each line. Files that show it are added to the appeal."""
    line = get_line(post, line_id)
    _check(post, line, at=at)
    reason = words(reason, field="reason", missing=_("Say why the line is wrong."))
    appeal = Appeal.objects.create(
        line=line,
        unit_path=line.unit_path,
        issuer_path=line.score.scoring.unit_path,
        reason=reason,
        person_name=post.person_name,
        made_at=at,
    )
    note("appeal_line", post=post, row=appeal, at=at, after={"reason": reason})
    announce(AppealMade(unit_path=appeal.unit_path, appeal_id=str(appeal.id)), at=at)
    return appeal


def _check(post: ActingPost, line: ScoreLine, *, at: datetime) -> None:
    if not can_appeal_line(post, line):
        raise NotAllowed(
            _("Only %(unit)s itself appeals against its score. Switch to a post there.")
            % {"unit": line.score.unit_name}
        )
    until = line.score.scoring.appeal_until
    if until is None or today(at) > until:
        raise Conflict(
            _("Appeals against “%(title)s” were possible until %(until)s.")
            % {"title": line.score.scoring.title, "until": until.isoformat() if until else "—"}
        )
    if Appeal.objects.filter(line=line).exists():
        raise Conflict(_("There is an appeal against this line already; each line is appealed against once."))
