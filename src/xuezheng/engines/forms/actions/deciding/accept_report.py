"""Accepting one report: it goes on to the next desk, and counts once the unit that collects has accepted it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.engines.forms.actions.handing_over import note_handover
from xuezheng.engines.forms.changing import note, saved, step
from xuezheng.engines.forms.deciding import report_to_decide
from xuezheng.engines.forms.desks import desks_above
from xuezheng.engines.forms.events import ReportAccepted
from xuezheng.engines.forms.models import Report, ReportStep
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def accept_report(*, post: ActingPost, report_id: UUID, version: int, at: datetime) -> Report:
    report = report_to_decide(post, report_id, version=version)
    above = desks_above(post, report.desk_path, up_to=report.collection.unit_path)
    if above:
        saved(report, desk_path=above[0].unit_path)
        step(report, ReportStep.What.PASSED, post=post, at=at)
    else:
        saved(report, desk_path="", accepted_at=at)
        step(report, ReportStep.What.ACCEPTED, post=post, at=at)
        collection = report.collection
        note_handover(collection, place=report.unit_path, report=report, at=at)
        announce(
            ReportAccepted(
                unit_path=report.unit_path, report_id=str(report.id), form=collection.edition.code,
                period=collection.period,
            ),
            at=at,
        )  # fmt: skip
    note("accept_report", post=post, row=report, at=at, name=report.unit.name, after={"desk": report.desk_path})
    return report
