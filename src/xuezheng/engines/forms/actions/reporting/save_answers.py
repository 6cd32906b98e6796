"""Saving answers field by field. Each change says what it was based on: where somebody else changed that field in the
meantime, nothing is overwritten and both answers are shown.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions.reporting.reading_rows import keep_rows
from xuezheng.engines.forms.answers import AnswerIsRefused, Given, keep
from xuezheng.engines.forms.changing import note, report_to_fill, saved
from xuezheng.engines.forms.checking import Checked
from xuezheng.engines.forms.declared import Answer, Field, Form
from xuezheng.engines.forms.models import AnswerChange, Report, ReportStep
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report, counts_of, filled_now, given_to
from xuezheng.engines.forms.refusals import IsNotOpenForFilling
from xuezheng.engines.forms.report_files import files_of
from xuezheng.engines.forms.standing import may_be_filled_at
from xuezheng.kernel.files.facade import remove_attachment
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost

_HISTORY = """
INSERT INTO forms_answer_change (report_id, unit_path, field, "table", before, after, way, person_name, changed_at)
SELECT told.report, told.place, change ->> 0, '', NULLIF(change -> 1, 'null'), NULLIF(change -> 2, 'null'), %s, %s, %s
  FROM jsonb_to_recordset(%s::jsonb) AS told(report uuid, place text, changes jsonb),
       jsonb_array_elements(told.changes) WITH ORDINALITY AS each(change, number)
 ORDER BY told.place, number
"""


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Somebody else changed the field since it was read: `present` is theirs, `own` was not kept."""

    field: str
    present: Any
    own: Any


@dataclass(frozen=True, kw_only=True)
class SaveOutcome:
    """`changed` holds what was before and after, by the field's code; `told` the same as the history keeps it, where that
    differs: files by their names, since those taken back are gone.
    """

    report: Report
    changed: Mapping[str, tuple[Any, Any]]
    clashes: Sequence[Clash]
    checked: Checked
    refused: Sequence[Refusal] = ()
    told: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@transaction.atomic
def save_answers(
    *,
    post: ActingPost,
    report_id: UUID,
    changes: Mapping[str, Any],
    based_on: Mapping[str, Any],
    way: str = AnswerChange.Way.PAGE,
    at: datetime,
) -> SaveOutcome:
    """`changes` by the code of a field, or of a table for all its rows; `based_on` what each was when it was read."""
    report = report_to_fill(post, report_id, by_file=way == AnswerChange.Way.FILE)
    form = form_of(report.collection.edition)
    kept, refused = _kept(report, form, changes)
    based = {code: _read(form, code, based_on.get(code)) for code in kept}
    outcome = take_answers(report, kept, based, post=post, at=at)
    write_history([outcome], post=post, way=way, at=at)
    return replace(outcome, refused=refused)


def take_answers(
    report: Report, kept: Mapping[str, Any], based_on: Mapping[str, Any], *, post: ActingPost, at: datetime
) -> SaveOutcome:
    """Of a locked report, with both as answers are kept. Its history is left to be written with that of others."""
    if not may_be_filled_at(report, report.collection, at):
        raise IsNotOpenForFilling(report.collection.title)
    form = form_of(report.collection.edition)
    changed, clashes = _compared(report, form, kept, based_on)
    told = _settle_files(report, form, changed, post=post, at=at)
    for code, value in changed.items():
        (report.rows if code in form.tables_by_code else report.answers)[code] = value[1]
    report.filled = dict(filled_now(post, report, form))
    checked = checked_report(report, form)
    if changed:
        _write(report, checked, sorted(changed), post=post, at=at)
    return SaveOutcome(report=report, changed=changed, clashes=clashes, checked=checked, told=told)


def _kept(report: Report, form: Form, changes: Mapping[str, Any]) -> tuple[dict[str, Any], list[Refusal]]:
    kept: dict[str, Any] = {}
    refused: list[Refusal] = []
    for code, given in changes.items():
        try:
            one = _one(form, code, given)
            if _is_of_files(form, code):
                _refuse_foreign(form.by_code[code], one, report.answers.get(code))
            kept[code] = one
        except Refusal as refusal:
            refusal.field = refusal.field if isinstance(refusal, AnswerIsRefused) and code in form.by_code else code
            refused.append(refusal)
    return kept, refused


def _one(form: Form, code: str, given: Any) -> Any:
    table = form.tables_by_code.get(code)
    if table is not None:
        return keep_rows(table, given)
    field = form.by_code.get(code)
    if field is None:
        raise Refusal(_("The form has no field “%(code)s”.") % {"code": code[:60]})
    if not field.is_asked:
        raise Refusal(
            _("%(title)s is filled by the system and cannot be typed; have it put right where it comes from.")
            % {"title": field.title}
        )
    return keep(field, cast(Given, given))


def _refuse_foreign(asked: Field, ids: Any, present: Any) -> None:
    """A list names files that were handed in with this very answer: it takes some back, or puts them in another order."""
    for one in ids or ():
        if one not in (present or ()):
            raise AnswerIsRefused(
                _("%(title)s: “%(given)s” is no file of this answer. Hand the file in first.")
                % {"title": asked.title, "given": one},
                field=asked.code,
            )


def _settle_files(
    report: Report, form: Form, changed: Mapping[str, tuple[Any, Any]], *, post: ActingPost, at: datetime
) -> dict[str, tuple[Any, Any]]:
    """What an answer no longer names is removed. Gives the changes as the history tells them."""
    lists = {code: both for code, both in changed.items() if _is_of_files(form, code)}
    files = files_of(post, report, form) if lists else {}
    told: dict[str, tuple[Any, Any]] = {}
    for code, both in lists.items():
        before, after = (
            None if ids is None else [files[one].name if one in files else one for one in ids] for ids in both
        )
        told[code] = (before, after)
        for gone in set(both[0] or ()) - set(both[1] or ()):
            if gone in files:
                remove_attachment(post=post, attachment_id=files[gone].id, at=at, by_package=True)
    return told


def _is_of_files(form: Form, code: str) -> bool:
    return code in form.by_code and form.by_code[code].answer is Answer.FILES


def _compared(
    report: Report, form: Form, kept: Mapping[str, Any], based_on: Mapping[str, Any]
) -> tuple[dict[str, tuple[Any, Any]], list[Clash]]:
    """What really changes, as (before, after), and what somebody else changed first."""
    changed: dict[str, tuple[Any, Any]] = {}
    clashes: list[Clash] = []
    for code, value in kept.items():
        present = given_to(report, form, code)
        if value == present:
            continue
        if based_on[code] != present:
            clashes.append(Clash(field=code, present=present, own=value))
        else:
            changed[code] = (present, value)
    return changed, clashes


def _read(form: Form, code: str, base: Any) -> Any:
    """What the change was based on, in the plain form; what cannot be read equals nothing that is kept."""
    try:
        return _one(form, code, base)
    except Refusal:
        return object()


def _write(report: Report, checked: Checked, changed: Sequence[str], *, post: ActingPost, at: datetime) -> None:
    saved(
        report,
        answers=report.answers,
        filled=report.filled,
        rows=report.rows,
        changed_at=at,
        changed_after_acceptance=report.changed_after_acceptance or _was_accepted(report),
        **counts_of(checked),
    )
    note("save_answers", post=post, row=report, at=at, name=report.collection.title, after={"fields": changed})


def _was_accepted(report: Report) -> bool:
    """A report that was opened again may also have missed its collection; one that was returned may have been opened again
    before."""
    steps = ReportStep.objects.filter(report=report, what=ReportStep.What.ACCEPTED)
    return (report.reopened_until is not None or report.returned_at is not None) and steps.exists()


def write_history(outcomes: Sequence[SaveOutcome], *, post: ActingPost, way: str, at: datetime) -> None:
    """A row for each field that changed. The database takes them apart: a county brings a hundred thousand at once."""
    told = [
        {
            "report": str(one.report.id),
            "place": one.report.unit_path,
            "changes": [(code, *one.told.get(code, both)) for code, both in one.changed.items()],
        }
        for one in outcomes
        if one.changed
    ]
    if told:
        with connection.cursor() as cursor:
            cursor.execute(_HISTORY, [way, post.person_name, at, json.dumps(told, ensure_ascii=False)])
