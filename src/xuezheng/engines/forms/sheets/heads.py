"""Finding where the head of a sheet stands and which column holds what: by codes, else by titles in either language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuezheng.engines.forms.declared import Field
from xuezheng.engines.forms.sheets.opening import RawSheet
from xuezheng.engines.forms.sheets.parts import Part
from xuezheng.engines.forms.sheets.places import ASKED_TITLES, KEY_TITLES, MARK, MARKER, UNIT_TITLES

HEAD_WITHIN = 12
"""Rows in which codes or titles are looked for: somebody may have written above them."""
_KEYS = frozenset({"unit_name", "state", "row_number", MARK, ""})


@dataclass(frozen=True, kw_only=True)
class Head:
    """`row` is the row of codes or titles, `unit` the column of the units' codes; `strange` nobody asked for, `repeated` stand in
    an earlier column already."""

    part: Part
    row: int
    unit: int
    columns: Mapping[int, Field]
    taken_from: str = ""
    mark: int | None = None
    number: int | None = None
    strange: Sequence[tuple[int, str]] = ()
    repeated: Sequence[tuple[int, str]] = ()

    def code_in(self, row: Sequence[Any]) -> str:
        return plain(row[self.unit]) if self.unit < len(row) else ""

    def is_head_too(self, row: Sequence[Any]) -> bool:
        """Titles and what is asked stand below the codes; titles repeated further down are passed over as well."""
        first = folded(self.code_in(row))
        return first in UNIT_TITLES or first in ASKED_TITLES or first.startswith(folded(MARKER))


def head_of(sheet: RawSheet, parts: Sequence[Part]) -> Head | None:
    """By codes wherever they stand; else by titles, of the part that most of them fit."""
    rows = [[plain(cell) for cell in row] for row in sheet.rows[:HEAD_WITHIN]]
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if text.startswith(MARKER):
                return _by_codes(number, row, place, parts)
    found = [head for number, row in enumerate(rows) for part in parts if (head := _by_titles(number, row, part))]
    return max(found, key=lambda head: len(head.columns), default=None)


def _by_codes(number: int, row: Sequence[str], unit: int, parts: Sequence[Part]) -> Head | None:
    code, _at, taken_from = row[unit].removeprefix(MARKER).partition("@")
    part = _part_named(parts, code)
    if part is None:
        return None
    by_code = {one.code: one for one in part.columns}
    places, repeated = _columns(row, row, by_code)
    known = {unit, *places, *(place for place, _text in repeated)}
    strange = [(place, text) for place, text in enumerate(row) if place not in known and text not in _KEYS]
    return Head(
        part=part, row=number, unit=unit, columns=places, taken_from=taken_from, strange=strange, repeated=repeated,
        mark=row.index(MARK) if MARK in row else None,
        number=row.index("row_number") if "row_number" in row else None,
    )  # fmt: skip


def _part_named(parts: Sequence[Part], code: str) -> Part | None:
    """In CSV the fields of all sections stand in one."""
    if code == "fields":
        columns = tuple(one for part in parts if part.table is None for one in part.columns)
        return Part(code=code, title="", columns=columns)
    return next((one for one in parts if one.code == code), None)


def _by_titles(number: int, row: Sequence[str], part: Part) -> Head | None:
    """A sheet somebody made: the unit's code in a column called so, and titles of the form above the others."""
    texts = [folded(text) for text in row]
    unit = next((place for place, text in enumerate(texts) if text in UNIT_TITLES), None)
    by_title = {
        title: one for one in part.columns for title in (folded(one.title.zh), folded(one.title.en), folded(one.code))
    }
    columns, repeated = _columns(row, texts, by_title)
    if unit is None or not columns:
        return None
    known = {*UNIT_TITLES, *KEY_TITLES, *by_title, ""}
    strange = [(place, row[place]) for place, text in enumerate(texts) if text not in known]
    return Head(part=part, row=number, unit=unit, columns=columns, strange=strange, repeated=repeated)


def _columns(
    row: Sequence[str], names: Sequence[str], known: Mapping[str, Field]
) -> tuple[dict[int, Field], list[tuple[int, str]]]:
    """The first column of each field, and those that stand there once more."""
    columns: dict[int, Field] = {}
    repeated: list[tuple[int, str]] = []
    seen: set[str] = set()
    for place, name in enumerate(names):
        one = known.get(name)
        if one is None:
            continue
        if one.code in seen:
            repeated.append((place, row[place]))
        else:
            seen.add(one.code)
            columns[place] = one
    return columns, repeated


def plain(cell: Any) -> str:
    """Codes typed as numbers come as floats: 4101.0 is 4101."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def folded(text: str) -> str:
    """Titles are compared without spaces, case, and marks of required columns."""
    return "".join(letter for letter in text.casefold() if letter not in " \t\n\r_*＊\u3000:：")
