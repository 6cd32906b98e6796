"""Files as an answer: kept with the report, named by the answer, in the same transaction; taken back the same way."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions.reporting.save_answers import SaveOutcome, take_answers, write_history
from xuezheng.engines.forms.changing import report_to_fill
from xuezheng.engines.forms.declared import Answer, Field, Form
from xuezheng.engines.forms.models import AnswerChange, Report
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import IsNotOpenForFilling
from xuezheng.engines.forms.report_files import KIND, NoSuchReportFile
from xuezheng.engines.forms.standing import may_be_filled_at
from xuezheng.kernel.files.facade import Received, attach_file
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost

MOST_FILES = 20
"""Of one answer; who has more sends an archive."""


@transaction.atomic
def hand_in_files(
    *,
    post: ActingPost,
    report_id: UUID,
    field: str,
    files: Sequence[Received],
    way: str = AnswerChange.Way.PAGE,
    at: datetime,
) -> SaveOutcome:
    """After the files that are there already, whoever handed those in."""
    report, asked = _opened(post, report_id, field, at=at)
    present = report.answers.get(field) or []
    if len(present) + len(files) > MOST_FILES:
        sentence = _("%(title)s: %(count)d files are too many; at most %(most)d are kept. Pack them into one archive.")
        words = {"title": asked.title, "count": len(present) + len(files), "most": MOST_FILES}
        raise Refusal(sentence % words, field=field)
    added = [
        attach_file(post=post, object_kind=KIND, object_id=str(report.id), file=file, at=at, by_package=True)
        for file in files
    ]
    return _saved(report, field, [*present, *(str(one.id) for one in added)], post=post, way=way, at=at)


@transaction.atomic
def take_back_file(
    *,
    post: ActingPost,
    report_id: UUID,
    field: str,
    file_id: str,
    way: str = AnswerChange.Way.PAGE,
    at: datetime,
) -> SaveOutcome:
    report, _asked = _opened(post, report_id, field, at=at)
    present = report.answers.get(field) or []
    if file_id not in present:
        raise NoSuchReportFile
    return _saved(report, field, [one for one in present if one != file_id], post=post, way=way, at=at)


def _opened(post: ActingPost, report_id: UUID, code: str, *, at: datetime) -> tuple[Report, Field]:
    report = report_to_fill(post, report_id)
    if not may_be_filled_at(report, report.collection, at):
        raise IsNotOpenForFilling(report.collection.title)
    return report, _asked_for_files(form_of(report.collection.edition), code)


def _asked_for_files(form: Form, code: str) -> Field:
    field = form.by_code.get(code)
    if field is None or field.answer is not Answer.FILES or not field.is_asked:
        raise Refusal(_("The form asks for no files at “%(code)s”.") % {"code": code[:60]}, field="field")
    return field


def _saved(report: Report, code: str, ids: list[str], *, post: ActingPost, way: str, at: datetime) -> SaveOutcome:
    outcome = take_answers(report, {code: ids or None}, {code: report.answers.get(code)}, post=post, at=at)
    write_history([outcome], post=post, way=way, at=at)
    return outcome
