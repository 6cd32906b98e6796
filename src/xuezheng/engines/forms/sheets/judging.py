"""What a file would do, without doing it: for each report what changes, what clashes, what is refused and what is locked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import AnswerIsRefused, Given, Kept, keep, shown
from xuezheng.engines.forms.checking import Finding, check
from xuezheng.engines.forms.declared import Field, Form, Severity, Table
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.policies import answer_changes_visible_to, reports_to_fill_by_file
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import given_to, present_answers
from xuezheng.engines.forms.sheets.lines import Trouble, follow_sources, why_locked
from xuezheng.engines.forms.sheets.marks import Mark, print_of, read_mark
from xuezheng.engines.forms.sheets.opening import Fault
from xuezheng.engines.forms.sheets.parts import is_free
from xuezheng.engines.forms.sheets.reading import GivenCell, GivenFile, GivenRow, GivenUnit, Unplaced
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class Difference:
    """An answer of the file beside the present one, plainly and as a person reads them; the cell where it stands."""

    about: Field | Table
    own: Any
    present: Any
    sheet: str
    place: str
    present_by: str = ""
    """Of a clash: who answered since, perhaps oneself with an earlier file."""
    present_at: datetime | None = None

    @property
    def code(self) -> str:
        return self.about.code

    @property
    def title(self) -> str:
        return str(self.about.title)

    @property
    def own_text(self) -> str:
        return _as_read(self.about, self.own)

    @property
    def present_text(self) -> str:
        return _as_read(self.about, self.present)

    @property
    def print_of_present(self) -> str:
        return print_of(self.present).hex()


@dataclass(kw_only=True)
class Verdict:
    """On one report. Where `locked` says why, nothing of it is written."""

    report: Report
    given: GivenUnit
    locked: str = ""
    changes: list[Difference] = field(default_factory=list)
    clashes: list[Difference] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def key_of(self, clash: Difference) -> str:
        """Names the clash as it was seen: it no longer fits once somebody answered anew."""
        return f"{self.given.code} {clash.code} {clash.print_of_present}"

    @property
    def refused(self) -> int:
        return sum(1 for one in self.troubles if not one.soft)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    collection: Collection
    form: Form
    file: GivenFile
    verdicts: Sequence[Verdict]
    unplaced: Sequence[Unplaced]
    """Rows and units that nobody asked for."""

    @property
    def troubles(self) -> Sequence[Trouble]:
        """Of the file as a whole, by their places in it."""
        columns, rows = (one.trouble for one in self.file.strange), (one.trouble for one in self.unplaced)
        return [*self.file.troubles, *columns, *rows]

    @property
    def changing(self) -> Sequence[Verdict]:
        return [one for one in self.verdicts if one.changes and not one.locked]

    @property
    def answers(self) -> int:
        return sum(len(one.changes) for one in self.changing)

    @property
    def clashes(self) -> int:
        return sum(len(one.clashes) for one in self.verdicts if not one.locked)

    @property
    def refused(self) -> int:
        return len(self.troubles) + sum(one.refused for one in self.verdicts)

    @property
    def locked(self) -> Sequence[Verdict]:
        """Those that the file would have changed."""
        return [one for one in self.verdicts if one.locked and (one.changes or one.clashes)]


def judge(post: ActingPost, collection: Collection, file: GivenFile, *, at: datetime) -> Judgement:
    """A handful of queries whatever the number of units and cells."""
    form = form_of(collection.edition)
    filled = {code: unit for code, unit in file.units.items() if unit.cells or unit.tables}
    rows = reports_to_fill_by_file(post).filter(collection=collection, unit__code__in=list(filled))
    reports = list(rows.select_related("unit").order_by("unit_path"))
    for report in reports:
        report.collection = collection
    follow_sources(post, form, collection, reports)
    verdicts = [_verdict(form, report, filled[report.unit.code], at=at) for report in reports]
    _name_authors(post, verdicts)
    asked = {report.unit.code for report in reports}
    unknown = [Unplaced(given=unit, trouble=_not_asked(unit)) for code, unit in filled.items() if code not in asked]
    return Judgement(
        collection=collection, form=form, file=file, verdicts=verdicts, unplaced=[*file.unplaced, *unknown]
    )


def tell_rules(judged: Judgement) -> None:
    """What they will say of the changed answers is for readers, and stops nothing here."""
    for verdict in judged.changing:
        verdict.troubles += _of_rules(verdict, judged.form)


def _name_authors(post: ActingPost, verdicts: Sequence[Verdict]) -> None:
    """One query for all clashes: who sees their own name knows that nobody is overwritten."""
    clashing = [one for one in verdicts if one.clashes]
    if not clashing:
        return
    changes = answer_changes_visible_to(post).filter(report__in=[one.report.id for one in clashing])
    newest = changes.order_by("report_id", "field", "-changed_at", "-id").distinct("report_id", "field")
    by_place = {(one.report_id, one.field): one for one in newest}
    for verdict in clashing:
        for place, clash in enumerate(verdict.clashes):
            change = by_place.get((verdict.report.id, clash.code))
            if change is not None:
                verdict.clashes[place] = replace(clash, present_by=change.person_name, present_at=change.changed_at)


def _verdict(form: Form, report: Report, given: GivenUnit, *, at: datetime) -> Verdict:
    verdict = Verdict(report=report, given=given, locked=why_locked(report, report.collection, at))
    mark, present = read_mark(given.mark, form), present_answers(report, form)
    for code, cell in given.cells.items():
        if not is_free(cell.field):
            verdict.troubles += _of_fixed(verdict, cell, present.get(code))
            continue
        try:
            own = kept_in(cell)
        except AnswerIsRefused as refusal:
            verdict.troubles.append(_trouble(verdict, cell, str(refusal)))
            continue
        _compare(verdict, form, mark, cell.field, own, at=cell)
    for code, rows in given.tables.items():
        _compare_table(verdict, form, mark, form.tables_by_code[code], rows)
    return verdict


def kept_in(cell: GivenCell) -> Kept:
    if cell.fault is not None:
        sentence = (
            _(
                "%(title)s: the cell is merged with another one; undo the merging and write each answer into its own cell."
            )
            if cell.fault is Fault.MERGED
            else _("%(title)s: the formula in the cell gives no value; write the value itself.")
        )
        raise AnswerIsRefused(sentence % {"title": cell.field.title}, field=cell.field.code)
    given: Given = cell.given
    return keep(cell.field, given)


def rows_in_order(rows: Sequence[GivenRow]) -> list[GivenRow]:
    """As they are numbered; those without a number after them, as they stand."""
    return sorted(rows, key=lambda row: (row.number, row.row))


def _compare(verdict: Verdict, form: Form, mark: Mark | None, about: Field | Table, own: Any, *, at: GivenCell) -> None:
    """Nobody touched it, it says so already, it changes, or somebody else changed it since the file was taken."""
    present = given_to(verdict.report, form, about.code)
    untouched = mark.is_of(about.code, own) if mark else not own and own is not False
    if untouched or print_of(own) == print_of(present):
        return
    found = Difference(about=about, own=own, present=present, sheet=at.sheet, place=at.place)
    was_empty = present is None or present == []
    is_based = mark.is_of(about.code, present) if mark else was_empty
    (verdict.changes if is_based else verdict.clashes).append(found)


def _compare_table(verdict: Verdict, form: Form, mark: Mark | None, table: Table, given: Sequence[GivenRow]) -> None:
    """All rows together are one answer; with a refused cell among them, or a column missing, none is taken."""
    before = len(verdict.troubles)
    written = (row for row in given if any(cell.given is not None for cell in row.cells.values()))
    first = next(iter(next(written, given[0]).cells.values()))
    for column in table.columns:
        if column.computed is None and column.code not in given[0].cells:
            sentence = _("The column “%(title)s” is missing; the table is not read.") % {"title": column.title}
            verdict.troubles.append(_trouble(verdict, first, sentence))
    rows = _rows_kept(verdict, table, given)
    if len(rows) > table.most_rows:
        sentence = _("%(title)s has %(rows)s rows; at most %(most)s are kept.") % {
            "title": table.title, "rows": len(rows), "most": table.most_rows,
        }  # fmt: skip
        verdict.troubles.append(_trouble(verdict, first, sentence))
    if len(verdict.troubles) == before:
        _compare(verdict, form, mark, table, rows, at=first)


def _rows_kept(verdict: Verdict, table: Table, given: Sequence[GivenRow]) -> list[dict[str, Kept]]:
    rows: list[dict[str, Kept]] = []
    for row in rows_in_order(given):
        kept: dict[str, Kept] = {}
        for code, cell in row.cells.items():
            if cell.field.computed is not None:
                continue
            try:
                kept[code] = kept_in(cell)
            except AnswerIsRefused as refusal:
                verdict.troubles.append(_trouble(verdict, cell, str(refusal)))
        if any(value is not None for value in kept.values()):
            rows.append({column.code: kept.get(column.code) for column in table.columns if column.computed is None})
    return rows


def _as_read(about: Field | Table, kept: Any) -> str:
    if isinstance(about, Field):
        return shown(about, kept)
    return _("%(count)d rows") % {"count": len(kept)} if kept else ""


def _of_fixed(verdict: Verdict, cell: GivenCell, present: Kept) -> Iterator[Trouble]:
    """Who wrote over a value from records is told; a computed one is only older than the answers it stands on."""
    if cell.field.source is None or cell.given is None or verdict.locked:
        return
    try:
        own = keep(cell.field, cell.given)
    except AnswerIsRefused:
        own = None
    if own != present:
        sentence = _("%(title)s is taken from records, where it is “%(present)s”; the cell is not read.") % {
            "title": cell.field.title, "present": shown(cell.field, present),
        }  # fmt: skip
        yield _trouble(verdict, cell, sentence, soft=True)


def _of_rules(verdict: Verdict, form: Form) -> Iterator[Trouble]:
    """What the rules will say of the changed answers: they are kept, and stop the submission."""
    changed = {one.code: one.own for one in verdict.changes}
    answers = {
        **present_answers(verdict.report, form),
        **{code: own for code, own in changed.items() if code in form.by_code},
    }
    rows = {**verdict.report.rows, **{code: own for code, own in changed.items() if code in form.tables_by_code}}
    for finding in check(form, answers, rows).findings:
        about = (finding.table,) if finding.table else finding.about
        code = next((one for one in about if one in changed), None)
        if code is None or finding.rule == "need":
            continue
        cell = _cell_of(verdict.given, code, finding)
        if cell is not None:
            words = finding.sentence
            if finding.severity is Severity.ERROR:
                words = _("%(sentence)s Kept, but to be put right before submitting.") % {"sentence": words}
            yield _trouble(verdict, cell, words, soft=True)


def _cell_of(given: GivenUnit, code: str, finding: Finding) -> GivenCell | None:
    if not finding.table:
        return given.cells.get(code)
    rows = [
        row for row in rows_in_order(given.tables[code]) if any(one.given is not None for one in row.cells.values())
    ]
    row = rows[finding.row] if finding.row is not None and finding.row < len(rows) else rows[0] if rows else None
    if row is None:
        return None
    return next((row.cells[one] for one in finding.about if one in row.cells), next(iter(row.cells.values())))


def _trouble(verdict: Verdict, cell: GivenCell, sentence: str, *, soft: bool = False) -> Trouble:
    return Trouble(
        sheet=cell.sheet,
        cell=cell.place,
        unit=verdict.report.unit.name,
        field=str(cell.field.title),
        given="" if cell.given is None else str(cell.given)[:200],
        sentence=sentence,
        soft=soft,
    )


def _not_asked(given: GivenUnit) -> Trouble:
    cells: Mapping[str, GivenCell] = given.cells or next(iter(given.tables.values()))[0].cells
    first = next(iter(cells.values()))
    sentence = _("No report of a unit with the code “%(code)s” is asked here that your post may fill in.")
    return Trouble(
        sheet=first.sheet, cell=f"A{first.row + 1}", unit="", field="", given=given.code[:60],
        sentence=sentence % {"code": given.code[:60]},
    )  # fmt: skip
