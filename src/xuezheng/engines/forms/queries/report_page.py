"""Everything the page of a report shows, read at once: no query for a single field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xuezheng.engines.forms.answers import Kept, shown
from xuezheng.engines.forms.changing import get_report
from xuezheng.engines.forms.checking import Checked, Finding
from xuezheng.engines.forms.declared import Answer, Field, Form, Section, Severity, Table
from xuezheng.engines.forms.desks import desks_above
from xuezheng.engines.forms.feeds import Fed, fed_by
from xuezheng.engines.forms.models import AnswerChange, Correction, Remark, Report, ReportStep
from xuezheng.engines.forms.policies import (
    answer_changes_visible_to,
    corrections_visible_to,
    remarks_visible_to,
    report_steps_visible_to,
    reports_visible_to,
)
from xuezheng.engines.forms.queries.handed_files import FileShown, files_shown
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report, filled_now
from xuezheng.engines.forms.report_files import Files, files_of
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit

MOST_SHOWN = 30
WIDE = frozenset({Answer.TEXT, Answer.LONG_TEXT, Answer.FILES})


@dataclass(frozen=True, kw_only=True)
class FieldShown:
    field: Field
    kept: Kept
    text: str
    last: str
    """Of the report before this one."""
    as_of: str
    """Since when a source has said so."""
    findings: Sequence[Finding]
    remarks: Sequence[Remark]
    correction: Correction | None = None
    """The newest one asked for."""
    feeds: Sequence[Fed] = ()
    """What is made from the answer."""
    files: Sequence[FileShown] = ()

    @property
    def is_wide(self) -> bool:
        """Needs the room of the whole line."""
        return self.field.answer in WIDE

    @property
    def is_known(self) -> bool:
        return self.field.source is not None and self.kept is not None


@dataclass(frozen=True, kw_only=True)
class CellShown:
    """`tone` marks it: empty, `wrong`, or `doubted` where a rule only warns."""

    field: Field
    kept: Kept
    text: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class TableShown:
    table: Table
    rows: Sequence[Sequence[CellShown]]
    kept: Sequence[Mapping[str, Kept]]
    findings: Sequence[Finding]
    remarks: Sequence[Remark]
    feeds: Sequence[Fed] = ()


@dataclass(frozen=True, kw_only=True)
class SectionShown:
    section: Section
    fields: Sequence[FieldShown]
    tables: Sequence[TableShown]

    @property
    def done(self) -> int:
        return sum(1 for one in self.fields if one.kept is not None)


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """A changed field by its name, with both answers; of a table only that it changed."""

    change: AnswerChange
    title: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ReportShown:
    report: Report
    form: Form
    checked: Checked
    sections: Sequence[SectionShown]
    desks: Sequence[Unit]
    steps: Sequence[ReportStep]
    remarks: Sequence[Remark]
    changes: Sequence[ChangeShown] = field(default_factory=tuple)

    @property
    def whole(self) -> int:
        return sum(len(one.fields) for one in self.sections)

    @property
    def done(self) -> int:
        return sum(one.done for one in self.sections)

    @property
    def missing(self) -> int:
        return sum(1 for one in self.checked.findings if one.rule == "need")

    @property
    def mistakes(self) -> int:
        return sum(1 for one in self.checked.errors if one.rule != "need")


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """What is said beside the answers, by the code of the field or table."""

    said: Mapping[str, Sequence[Finding]]
    last: Mapping[str, Any]
    remarks: Mapping[str, Sequence[Remark]]
    corrections: Mapping[str, Correction]
    feeds: Mapping[str, Sequence[Fed]]
    files: Files


def shown_report(post: ActingPost, report_id: UUID, *, missing: bool = False) -> ReportShown:
    """What is still empty is said beside its field of a submitted report, or where `missing` asks for it."""
    report = get_report(post, report_id)
    form = form_of(report.collection.edition)
    if report.submitted_at is None:
        report.filled = dict(filled_now(post, report, form))
    checked = checked_report(report, form)
    asked = corrections_visible_to(post).filter(report=report).order_by("asked_at")
    remarks = list(remarks_visible_to(post).filter(report=report).order_by("made_at", "id"))
    beside = _Beside(
        said=_said(checked, missing=missing or report.submitted_at is not None),
        last=_last_answers(post, report),
        remarks=_by_code(remarks),
        corrections={one.field: one for one in asked},
        feeds=_feeds(report, form),
        files=files_of(post, report, form),
    )
    changes = answer_changes_visible_to(post).filter(report=report).order_by("-changed_at", "-id")[:MOST_SHOWN]
    return ReportShown(
        report=report,
        form=form,
        checked=checked,
        sections=[_section(one, report, checked, beside) for one in form.sections],
        desks=desks_above(post, report.unit_path, up_to=report.collection.unit_path),
        steps=list(report_steps_visible_to(post).filter(report=report).order_by("taken_at", "id")),
        remarks=remarks,
        changes=[_change(one, form) for one in changes],
    )


def _change(change: AnswerChange, form: Form) -> ChangeShown:
    asked = form.by_code.get(change.field)
    if asked is None:
        table = form.tables_by_code.get(change.field)
        return ChangeShown(change=change, title=str(table.title) if table else change.field, before="", after="")
    before, after = (_changed(asked, kept) or "—" for kept in (change.before, change.after))
    return ChangeShown(change=change, title=str(asked.title), before=before, after=after)


def _changed(asked: Field, kept: Kept) -> str:
    """The history holds files by their names."""
    if asked.answer is Answer.FILES and isinstance(kept, list):
        return "、".join(kept)
    return shown(asked, kept)


def _said(checked: Checked, *, missing: bool) -> dict[str, list[Finding]]:
    said: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        if missing or finding.rule != "need":
            for code in finding.about if not finding.table else (finding.table,):
                said.setdefault(code, []).append(finding)
    return said


def _by_code(remarks: Sequence[Remark]) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        found.setdefault(remark.field, []).append(remark)
    return found


def _feeds(report: Report, form: Form) -> dict[str, list[Fed]]:
    """By the code of a field, or of a table for all its columns; each thing is named once."""
    found: dict[str, list[Fed]] = {}
    for feed in form.feeds:
        fed = fed_by(feed.into.table, unit_code=report.unit.code, period=report.collection.period)
        for column, code in feed.into.columns.items():
            told = found.setdefault(feed.table.code if feed.table else code, [])
            told += [one for one in fed.get(column, ()) if one not in told]
    return found


def _last_answers(post: ActingPost, report: Report) -> Mapping[str, Any]:
    """Of the same unit to the same form, in the collection before."""
    collection = report.collection
    earlier = reports_visible_to(post).filter(
        unit=report.unit_id,
        collection__edition__code=collection.edition.code,
        collection__unit=collection.unit_id,
        collection__opens_at__lt=collection.opens_at,
        first_submitted_at__isnull=False,
    )
    found = earlier.order_by("-collection__opens_at").values_list("answers", "filled").first()
    if found is None:
        return {}
    answers, filled = found
    return {**answers, **{code: known["value"] for code, known in filled.items()}}


def _section(section: Section, report: Report, checked: Checked, beside: _Beside) -> SectionShown:
    fields = [
        FieldShown(
            field=one,
            kept=checked.answers[one.code],
            text=shown(one, checked.answers[one.code]),
            last=shown(one, beside.last.get(one.code)),
            as_of=report.filled.get(one.code, {}).get("as_of", ""),
            findings=beside.said.get(one.code, ()),
            remarks=beside.remarks.get(one.code, ()),
            correction=beside.corrections.get(one.code),
            feeds=beside.feeds.get(one.code, ()),
            files=files_shown(checked.answers[one.code], beside.files) if one.answer is Answer.FILES else (),
        )
        for one in section.fields
    ]
    return SectionShown(
        section=section,
        fields=fields,
        tables=[_table(one, report, checked, beside) for one in section.tables],
    )


def _table(table: Table, report: Report, checked: Checked, beside: _Beside) -> TableShown:
    findings = beside.said.get(table.code, ())
    tones = {
        (one.row, code): "wrong" if one.severity is Severity.ERROR else "doubted"
        for one in sorted(findings, key=lambda one: one.severity is Severity.ERROR)
        for code in one.about
    }

    def cell(number: int, column: Field, kept: Kept) -> CellShown:
        return CellShown(field=column, kept=kept, text=shown(column, kept), tone=tones.get((number, column.code), ""))

    rows = [
        [cell(number, column, row.get(column.code)) for column in table.columns]
        for number, row in enumerate(checked.rows[table.code])
    ]
    return TableShown(
        table=table,
        rows=rows,
        kept=report.rows.get(table.code, []),
        findings=findings,
        remarks=beside.remarks.get(table.code, ()),
        feeds=beside.feeds.get(table.code, ()),
    )
