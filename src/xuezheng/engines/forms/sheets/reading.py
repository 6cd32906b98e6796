"""From sheets as they were opened to what each unit was given, with the place of every cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.forms.declared import Field, Form
from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.sheets.cells import read, unguarded
from xuezheng.engines.forms.sheets.heads import Head, head_of, plain
from xuezheng.engines.forms.sheets.lines import Trouble
from xuezheng.engines.forms.sheets.opening import Fault, RawSheet, SheetIsRefused
from xuezheng.engines.forms.sheets.parts import parts_of
from xuezheng.engines.forms.sheets.places import HIDDEN, place_name


@dataclass(frozen=True, kw_only=True)
class GivenCell:
    sheet: str
    row: int
    column: int
    field: Field
    given: Any
    fault: Fault | None = None

    @property
    def place(self) -> str:
        return place_name(self.row, self.column)


@dataclass(kw_only=True)
class GivenRow:
    """One row of a table; `number` orders it where it is a number."""

    sheet: str
    row: int
    cells: dict[str, GivenCell]
    number: float = float("inf")
    strange: Mapping[str, Any] = field(default_factory=dict)
    """What stands in columns that are not read, by their keys."""


@dataclass(kw_only=True)
class GivenUnit:
    code: str
    mark: str = ""
    cells: dict[str, GivenCell] = field(default_factory=dict)
    """Also those that are not free: who wrote into them is told so."""
    tables: dict[str, list[GivenRow]] = field(default_factory=dict)
    strange: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A row, or all rows of a code, that belong to no report."""

    given: GivenUnit
    trouble: Trouble


@dataclass(frozen=True, kw_only=True)
class StrangeColumn:
    """One that is not read; `key` names it among the columns of the file."""

    key: str
    part: str
    title: str
    trouble: Trouble


@dataclass(kw_only=True)
class GivenFile:
    """`known` is what the hidden sheet says of itself; `troubles` what concerns neither a column nor a row."""

    units: dict[str, GivenUnit] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    strange: list[StrangeColumn] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    def unit(self, code: str) -> GivenUnit:
        return self.units.setdefault(code, GivenUnit(code=code))


def read_sheets(sheets: Sequence[RawSheet], collection: Collection, form: Form) -> GivenFile:
    """Refused as a whole where it is of another collection or edition, or no sheet of it is one of the form's."""
    file = GivenFile()
    for sheet in sheets:
        if sheet.name == HIDDEN:
            _read_hidden(sheet, file)
    parts = parts_of(form)
    heads = [(sheet, head) for sheet in sheets if sheet.name != HIDDEN and (head := head_of(sheet, parts))]
    _refuse_other({file.known.get("collection", ""), *(head.taken_from for _sheet, head in heads)}, file, collection)
    if not heads:
        raise SheetIsRefused(
            _("No sheet of this file belongs to “%(title)s”. Take the file from its page and fill that in."),
            title=collection.title,
        )
    first: dict[str, str] = {}
    for sheet, head in sorted(heads, key=lambda one: one[0].is_hidden):
        if head.part.code in first:
            sentence = _("The sheet “%(first)s” holds the same part of the form; this one is not read.")
            sentence %= {"first": first[head.part.code]}
            file.troubles.append(_trouble(sheet, head.row, head.unit, sentence=sentence))
            continue
        first[head.part.code] = sheet.name
        _read_part(sheet, head, file)
    return file


def _read_hidden(sheet: RawSheet, file: GivenFile) -> None:
    for row in sheet.rows:
        key, value = (plain(cell) for cell in (*row, "", "")[:2])
        if key.startswith("unit:"):
            file.unit(key.removeprefix("unit:")).mark = value
        elif key:
            file.known[key] = value


def _refuse_other(taken_from: set[str], file: GivenFile, collection: Collection) -> None:
    if taken_from - {"", str(collection.id)}:
        raise SheetIsRefused(
            _("This file was taken from another collection than “%(title)s”. Upload it there."), title=collection.title
        )
    if file.known.get("edition", str(collection.edition_id)) != str(collection.edition_id):
        raise SheetIsRefused(_("This file is of another edition of the form. Take it again and fill that one in."))


def _read_part(sheet: RawSheet, head: Head, file: GivenFile) -> None:
    columns = {one.key: place for place, one in _strange(sheet, head)}
    file.strange += [one for _place, one in _strange(sheet, head)]
    seen: dict[str, int] = {}
    for number, row in enumerate(sheet.rows):
        if number <= head.row or head.is_head_too(row):
            continue
        code = head.code_in(row)
        given = GivenRow(sheet=sheet.name, row=number, cells=dict(_cells(sheet, head, number, row)))
        if columns:
            given.strange = {key: row[place] for key, place in columns.items() if place < len(row)}
        if code and code in seen and head.part.table is None:
            sentence = _("The unit stands in row %(first)d already; this row is not read.") % {"first": seen[code] + 1}
        elif code:
            seen[code] = number
            _place(file.unit(code), head, row, given)
            continue
        elif any(cell.given is not None for cell in given.cells.values() if cell.field.is_asked):
            sentence = _("The row names no unit; write the unit's code into its first cell.")
        else:
            continue
        unit = GivenUnit(code=code)
        _place(unit, head, row, given)
        trouble = _trouble(sheet, number, head.unit, given=code, sentence=sentence)
        file.unplaced.append(Unplaced(given=unit, trouble=trouble))


def _strange(sheet: RawSheet, head: Head) -> Iterator[tuple[int, StrangeColumn]]:
    told = [(_("The form has no field “%(code)s”; the column is not read."), one) for one in head.strange]
    told += [(_("The column “%(code)s” stands here twice; only the first is read."), one) for one in head.repeated]
    for sentence, (place, text) in told:
        trouble = _trouble(sheet, head.row, place, given=text, sentence=sentence % {"code": text[:60]})
        key = f"{head.part.code}?{place}"  # no code of a field has this sign
        yield place, StrangeColumn(key=key, part=head.part.code, title=text, trouble=trouble)


def _trouble(sheet: RawSheet, row: int, column: int, *, sentence: str, given: str = "") -> Trouble:
    place = place_name(row, column)
    return Trouble(sheet=sheet.name, cell=place, unit="", field="", given=given[:200], sentence=sentence)


def _place(unit: GivenUnit, head: Head, row: Sequence[Any], given: GivenRow) -> None:
    if head.mark is not None and head.mark < len(row):
        unit.mark = unit.mark or plain(row[head.mark])
    unit.strange |= given.strange
    if head.part.table is None:
        unit.cells |= given.cells
        return
    if head.number is not None and head.number < len(row):
        given.number = _order(row[head.number])
    unit.tables.setdefault(head.part.table.code, []).append(given)


def _cells(sheet: RawSheet, head: Head, number: int, row: Sequence[Any]) -> Iterator[tuple[str, GivenCell]]:
    for place, one in head.columns.items():
        cell = row[place] if place < len(row) else None
        given = read(one, unguarded(cell) if sheet.is_text and isinstance(cell, str) else cell)
        fault = sheet.faults.get((number, place))
        yield one.code, GivenCell(sheet=sheet.name, row=number, column=place, field=one, given=given, fault=fault)


def _order(cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return float("inf")
