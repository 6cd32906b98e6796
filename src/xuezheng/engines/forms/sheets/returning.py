"""An uploaded file as it goes back: what was given stands where it belongs, marked and explained where it was not taken."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import AnswerIsRefused
from xuezheng.engines.forms.sheets.cells import Cell, written
from xuezheng.engines.forms.sheets.judging import Difference, Judgement, Verdict, kept_in, rows_in_order
from xuezheng.engines.forms.sheets.lines import Book, CellShown, Line, Trouble, line_of
from xuezheng.engines.forms.sheets.parts import is_free
from xuezheng.engines.forms.sheets.reading import GivenCell

Notes = Mapping[tuple[str, str], CellShown]
"""By sheet and place in the file that came: what is said there, and its tone."""


def returned_book(judged: Judgement, *, at: datetime) -> Book:
    """Its marks are those of the file that came, so that it can be mended and uploaded again."""
    locked = [_of_locked(one) for one in judged.locked]
    return Book(
        collection=judged.collection,
        form=judged.form,
        lines=[_line(judged, verdict, at=at) for verdict in judged.verdicts],
        taken_at=at,
        troubles=[*judged.troubles, *locked],
        is_returned=True,
    )


def sentence_of(clash: Difference) -> str:
    return _("Somebody else answered “%(present)s” since the file was taken; “%(own)s” is not written.") % {
        "present": clash.present_text, "own": clash.own_text,
    }  # fmt: skip


def _line(judged: Judgement, verdict: Verdict, *, at: datetime) -> Line:
    present = line_of(verdict.report, judged.collection, judged.form, at=at)
    cells, tables = dict(present.cells), dict(present.tables)
    if not verdict.locked:
        notes = _notes(verdict)
        cells |= {code: _cell(one, notes) for code, one in verdict.given.cells.items() if is_free(one.field)}
        for code, rows in verdict.given.tables.items():
            filled = [row for row in rows_in_order(rows) if any(one.given is not None for one in row.cells.values())]
            tables[code] = [{key: _cell(one, notes) for key, one in row.cells.items()} for row in filled]
    return Line(
        report_id=present.report_id, code=present.code, name=present.name, state=present.state,
        mark=verdict.given.mark, locked=present.locked, cells=cells, tables=tables,
    )  # fmt: skip


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
        value = _as_given(cell)
    return CellShown(value=value, note=said.note, tone=said.tone)


def _as_given(cell: GivenCell) -> Cell:
    match cell.given:
        case Decimal():
            return float(cell.given)
        case None | str() | bool() | date():
            return cell.given
    return str(cell.given)


def _of_locked(verdict: Verdict) -> Trouble:
    first = next(iter([*verdict.changes, *verdict.clashes]))
    return Trouble(
        sheet=first.sheet, cell=first.place, unit=verdict.report.unit.name, field="", given="", sentence=verdict.locked
    )
