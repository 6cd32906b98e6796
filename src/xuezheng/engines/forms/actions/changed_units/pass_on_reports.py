"""What a unit that ended had still to report: a successor that has no report of its own has it to do, or nobody.

What it had submitted lies on its desk as before, and what was accepted stays.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from xuezheng.engines.forms.changing import note
from xuezheng.engines.forms.models import AnswerChange, Correction, Remark, Report, ReportStep, SuspicionAnswer
from xuezheng.engines.forms.report_files import KIND
from xuezheng.engines.forms.telling import FILL, SUBJECT, renew_todo
from xuezheng.engines.inbox.facade import close_todos
from xuezheng.kernel.files.facade import relocate_attachments
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit


@transaction.atomic
def pass_on_reports(*, post: ActingPost, unit: Unit, successors: Sequence[Unit], at: datetime) -> int:
    """Told again it finds nothing left. Returns how many reports it settled."""
    rows = Report.objects.filter(collection__closed_at=None, unit=unit, submitted_at=None)
    found = list(rows.select_related("collection__unit", "unit").select_for_update(of=("self",)).order_by("id"))
    close_todos(topic=FILL, subject_kind=SUBJECT, subject_ids=[row.id for row in found], at=at)
    for row in found:
        heir = _heir(row, successors)
        if heir is not None:
            _give(row, heir, post=post, at=at)
        elif not _is_begun(row):
            _take_back(row, post=post, at=at)
    return len(found)


def _heir(row: Report, successors: Sequence[Unit]) -> Unit | None:
    """A successor is asked once: who has a report of the collection keeps that one."""
    having = set(Report.objects.filter(collection=row.collection).values_list("unit_id", flat=True))
    place = row.collection.below_path
    fitting = (one for one in successors if one.id not in having and one.unit_path.startswith(place))
    return next((one for one in fitting if one.closed_on is None and one.kind == row.unit.kind), None)


def _give(row: Report, heir: Unit, *, post: ActingPost, at: datetime) -> None:
    """The report itself, with what was filled in so far."""
    before = {"unit": row.unit.name}
    row.unit, row.unit_path, row.version = heir, heir.unit_path, row.version + 1
    row.save(update_fields=["unit", "unit_path", "version"])
    for model in (AnswerChange, ReportStep, Remark, SuspicionAnswer):
        model.objects.filter(report=row).update(unit_path=row.unit_path)
    Correction.objects.filter(report=row).update(unit_path=row.unit_path, unit=heir)
    relocate_attachments(object_kind=KIND, places={str(row.id): row.unit_path}, at=at)
    renew_todo(row, at=at)
    note(
        "pass_on_report", post=post, row=row, at=at, name=row.collection.title, before=before, after={"unit": heir.name}
    )


def _is_begun(row: Report) -> bool:
    """Then it stays as it is, with its history, though nobody goes on with it."""
    written = Remark.objects.filter(report=row).exists() or Correction.objects.filter(report=row).exists()
    return row.changed_at is not None or row.first_submitted_at is not None or written


def _take_back(row: Report, *, post: ActingPost, at: datetime) -> None:
    """Nobody began it and nobody can. Deleted by hand: the application may not delete from histories, and Django would try."""
    note("take_back_report", post=post, row=row, at=at, name=row.collection.title, before={"unit": row.unit.name})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM forms_report WHERE id = %s", [row.id])
