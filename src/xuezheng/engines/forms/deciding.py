"""A report to accept or return: on the own desk, or it is said who decided it first."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.forms.changing import check_fresh, get_report, locked, minute_of
from xuezheng.engines.forms.models import Report, ReportStep
from xuezheng.engines.forms.policies import REVIEW, can_decide_report, report_steps_visible_to
from xuezheng.engines.forms.refusals import CollectionIsClosed
from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost

_ACCEPTED = gettext_lazy("The report of %(unit)s was accepted already by %(name)s (%(desk)s) at %(at)s.")
_DECIDED = {
    ReportStep.What.PASSED.value: _ACCEPTED,
    ReportStep.What.ACCEPTED.value: _ACCEPTED,
    ReportStep.What.RETURNED.value: gettext_lazy(
        "The report of %(unit)s was returned already by %(name)s (%(desk)s) at %(at)s."
    ),
}


class IsDecidedAlready(Conflict):
    def __init__(self, step: ReportStep, *, unit: str) -> None:
        names = {"unit": unit, "name": step.person_name, "desk": step.unit_name, "at": minute_of(step.taken_at)}
        super().__init__(_DECIDED[step.what] % names)


def report_to_decide(post: ActingPost, report_id: UUID, *, version: int) -> Report:
    seen = get_report(post, report_id)
    check_decides(post, seen)
    if seen.collection.closed_at is not None:
        raise CollectionIsClosed(seen.collection.title)
    row = locked(seen)
    check_decides(post, row)
    check_fresh(row.version, version, name=row.unit.name)
    return row


def check_decides(post: ActingPost, report: Report) -> None:
    if can_decide_report(post, report):
        return
    if _has_left(post, report):
        last = report_steps_visible_to(post).filter(report=report).order_by("taken_at", "id").last()
        if last is not None and last.what in _DECIDED:
            raise IsDecidedAlready(last, unit=report.unit.name)
    raise NotAllowed(
        _("The report of %(unit)s does not lie on your desk, or you submitted it yourself.")
        % {"unit": report.unit.name}
    )


def _has_left(post: ActingPost, report: Report) -> bool:
    """It lies further up, with its unit again, or was accepted in the end."""
    is_above = post.covers(report.unit_path) and report.unit_path not in {post.unit_path, post.scope_path}
    is_further_up = post.scope_path != report.desk_path and post.scope_path.startswith(report.desk_path)
    return post.may(REVIEW) and is_above and is_further_up
