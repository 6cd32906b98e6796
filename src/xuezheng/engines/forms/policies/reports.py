"""Reports and all that hangs on them: the unit's own and the business of the units above it, nobody else's."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from xuezheng.engines.forms.models import AnswerChange, Remark, Report, ReportStep
from xuezheng.kernel.scope.acting import ActingPost

READ, REPORT, REVIEW, FILL_FOR = "forms.read", "forms.report", "forms.review", "forms.fill_for"
M = TypeVar("M", bound=Model)


def can_view_report(post: ActingPost, report: Report) -> bool:
    return post.may(READ) and post.covers(report.unit_path)


def reports_visible_to(post: ActingPost) -> QuerySet[Report]:
    return _visible(post, Report.objects.all())


def can_view_answer_change(post: ActingPost, change: AnswerChange) -> bool:
    return post.may(READ) and post.covers(change.unit_path)


def answer_changes_visible_to(post: ActingPost) -> QuerySet[AnswerChange]:
    return _visible(post, AnswerChange.objects.all())


def can_view_report_step(post: ActingPost, step: ReportStep) -> bool:
    return post.may(READ) and post.covers(step.unit_path)


def report_steps_visible_to(post: ActingPost) -> QuerySet[ReportStep]:
    return _visible(post, ReportStep.objects.all())


def can_view_remark(post: ActingPost, remark: Remark) -> bool:
    return post.may(READ) and post.covers(remark.unit_path)


def remarks_visible_to(post: ActingPost) -> QuerySet[Remark]:
    return _visible(post, Remark.objects.all())


def can_fill_report(post: ActingPost, report: Report) -> bool:
    """The unit itself, or an office of the administration that reports."""
    return post.may(REPORT) and report.unit_path in {post.unit_path, post.scope_path}


def can_fill_by_file(post: ActingPost, report: Report) -> bool:
    """Also the administrations above, for units that report to them on paper: they fill in, the unit itself submits."""
    return post.may(READ) and (can_fill_report(post, report) or (post.may(FILL_FOR) and can_view_report(post, report)))


def reports_to_fill_by_file(post: ActingPost) -> QuerySet[Report]:
    seen = reports_visible_to(post)
    if post.may(FILL_FOR):
        return seen
    return seen.filter(unit_path__in={post.unit_path, post.scope_path}) if post.may(REPORT) else seen.none()


def can_decide_report(post: ActingPost, report: Report) -> bool:
    """The desk it lies on; never who submitted it, under whatever post."""
    return (
        post.may(REVIEW)
        and report.desk_path == post.scope_path
        and (report.submitted_by is None or report.submitted_by != post.person_id)
    )


def can_remark_on_report(post: ActingPost, report: Report) -> bool:
    """Its unit, and whoever reviews above it."""
    return can_fill_report(post, report) or (post.may(REVIEW) and can_view_report(post, report))


def _visible(post: ActingPost, rows: QuerySet[M]) -> QuerySet[M]:
    within = Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    return rows.filter(within) if post.may(READ) else rows.none()
