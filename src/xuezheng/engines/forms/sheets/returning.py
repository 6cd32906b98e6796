"""An uploaded file as it goes back: what was given stands where it belongs, marked and explained where it was not taken."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import AnswerIsRefused
from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.sheets.cells import Cell, written
from xuezheng.engines.forms.sheets.judging import Difference, Judgement, Verdict, kept_in, rows_in_order
from xuezheng.engines.forms.sheets.lines import Book, CellShown, ColumnShown, Line, line_of
from xuezheng.engines.forms.sheets.parts import is_free, parts_of
from xuezheng.engines.forms.sheets.reading import GivenCell, GivenRow, GivenUnit, StrangeColumn, Unplaced

Notes = Mapping[tuple[str, str], CellShown]
"""By sheet and place in the file that came: what is said there, and its tone."""


def returned_book(judged: Judgement, *, at: datetime) -> Book:
    """Its marks are those of the file that came, so that it can be mended and uploaded again."""
    unplaced = [line for one in judged.unplaced for line in _unplaced(one, judged.form)]
    mixed = frozenset(code for line in unplaced for code in line.parts or ())
    return Book(
        collection=judged.collection,
        form=judged.form,
        lines=[_line(judged, verdict, mixed, at=at) for verdict in judged.verdicts],
        taken_at=at,
        troubles=[replace(one, cell="") for one in judged.file.troubles],  # of sheets that do not go back
        is_returned=True,
        unplaced=unplaced,
        strange=[_column(one, judged.form) for one in judged.file.strange],
        marks={code: unit.mark for code, unit in judged.file.units.items() if unit.mark},
    )


def sentence_of(clash: Difference) -> str:
    return _("Somebody else answered “%(present)s” since the file was taken; “%(own)s” is not written.") % {
        "present": clash.present_text, "own": clash.own_text,
    }  # fmt: skip


def _line(judged: Judgement, verdict: Verdict, mixed: Set[str], *, at: datetime) -> Line:
    present, given = line_of(verdict.report, judged.collection, judged.form, at=at), verdict.given
    cells, tables = dict(present.cells), dict(present.tables)
    if not verdict.locked:
        notes = _notes(verdict)
        for code, one in given.cells.items():
            if is_free(one.field):
                shown = _cell(one, notes)
                cells[code] = replace(shown, value=cells[code].value) if one.fault is not None else shown
        tables |= {code: _rows(rows, notes) for code, rows in given.tables.items()}
    is_told = verdict.locked and (verdict.changes or verdict.clashes)
    return replace(
        present, mark=given.mark, cells=cells | _strange(given.strange), tables=tables,
        note=verdict.locked if is_told else "", parts=_parts(judged.form, given, mixed),
    )  # fmt: skip


def _column(one: StrangeColumn, form: Form) -> ColumnShown:
    """In CSV the fields of all sections stand in one part: then it goes back on the first sheet of fields."""
    known = [part.code for part in parts_of(form)]
    part = one.part if one.part in known else next(part.code for part in parts_of(form) if part.table is None)
    return ColumnShown(key=one.key, part=part, title=one.title, note=one.trouble.sentence)


def _parts(form: Form, given: GivenUnit, mixed: Set[str]) -> frozenset[str]:
    """All but those `mixed` with rows of no report in which the file had no row of the unit: one of these may be its own."""
    return frozenset(
        part.code
        for part in parts_of(form)
        if part.code not in mixed
        or (part.table.code in given.tables if part.table else any(one.code in given.cells for one in part.columns))
    )


def _unplaced(one: Unplaced, form: Form) -> Iterator[Line]:
    """Of each part in which something was given; all of it stands out."""
    given = one.given
    for part in parts_of(form):
        cells: dict[str, CellShown] = {}
        tables: dict[str, list[dict[str, CellShown]]] = {}
        if part.table is not None:
            tables = {part.table.code: _rows(given.tables.get(part.table.code, ()), {})}
        elif own := {column.code: given.cells[column.code] for column in part.columns if column.code in given.cells}:
            cells = {code: _cell(cell, {}) for code, cell in own.items()} | _strange(given.strange)
        if cells or any(tables.values()):
            yield Line(
                report_id=None, code=given.code, name="", state="", mark="", locked="", cells=_marked(cells),
                tables={code: [_marked(row) for row in rows] for code, rows in tables.items()},
                note=one.trouble.sentence, parts=frozenset({part.code}),
            )  # fmt: skip


def _rows(rows: Sequence[GivenRow], notes: Notes) -> list[dict[str, CellShown]]:
    filled = [row for row in rows_in_order(rows) if any(one.given is not None for one in row.cells.values())]
    return [{key: _cell(one, notes) for key, one in row.cells.items()} | _strange(row.strange) for row in filled]


def _strange(values: Mapping[str, Any]) -> dict[str, CellShown]:
    return {key: CellShown(value=_plain(value), tone="bad") for key, value in values.items() if value not in (None, "")}


def _marked(cells: Mapping[str, CellShown]) -> dict[str, CellShown]:
    return {code: replace(one, tone="bad" if one.value is not None else one.tone) for code, one in cells.items()}


def _notes(verdict: Verdict) -> Notes:
    notes: dict[tuple[str, str], CellShown] = {}
    for one in verdict.troubles:
        _say(notes, (one.sheet, one.cell), one.sentence, "soft" if one.soft else "bad")
    for clash in verdict.clashes:
        _say(notes, (clash.sheet, clash.place), sentence_of(clash), "soft")
    return notes


def _say(notes: dict[tuple[str, str], CellShown], key: tuple[str, str], sentence: str, tone: str) -> None:
    known = notes.get(key, CellShown(value=None))
    words = f"{known.note} {sentence}".strip()
    notes[key] = CellShown(value=None, note=words, tone="bad" if "bad" in {tone, known.tone} else tone)


def _cell(cell: GivenCell, notes: Notes) -> CellShown:
    said = notes.get((cell.sheet, cell.place), CellShown(value=None))
    try:
        value = written(cell.field, kept_in(cell))
    except AnswerIsRefused:
        value = _plain(cell.given)
    return CellShown(value=value, note=said.note, tone=said.tone)


def _plain(given: Any) -> Cell:
    match given:
        case Decimal():
            return float(given)
        case None | str() | bool() | float() | date():
            return given
    return str(given)
