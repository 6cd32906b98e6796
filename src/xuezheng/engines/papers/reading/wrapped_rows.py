"""Rows of a printed table whose cells run over several lines: pieces below each other are one cell.

Only the places of the words tell: a piece belongs to the column above or below which it stands.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Parts = tuple[tuple[int, int], ...]
"""A cell as stretches of the source, in its order."""
Source = Sequence[tuple[int, str]]
"""Lines with their places in the source."""
_PAGE_NUMBER = re.compile(r"[-—–―]+\d{1,3}[-—–―]+|第\d{1,3}页(?:[，,]?共\d{1,3}页)?")
_SLACK = 1
"""Half characters by which a piece may begin before its column does."""


@dataclass(frozen=True)
class Row:
    """The lines that a row takes, and its cells."""

    lines: tuple[int, ...]
    cells: tuple[Parts, ...]


@dataclass(frozen=True)
class _Printed:
    """A line of the table with the column that each of its pieces stands in."""

    line: int
    pieces: tuple[tuple[int, tuple[int, int]], ...]

    @property
    def opens(self) -> bool:
        """It carries the row's number."""
        return self.pieces[0][0] == 0


def rows_over_lines(source: Source, first: int, split: Sequence[Sequence[tuple[int, int]]], width: int) -> list[Row]:
    """Nothing where no cell runs over a line, so that the table may be read line by line."""
    places = _columns(source, first, split, width)
    stretches = list(_stretches(source, first, split, places)) if places else []
    wrapped = any(not line.opens for stretch in stretches for line in stretch)
    return [row for stretch in stretches for row in _rows(stretch, width)] if wrapped else []


def _rows(stretch: Sequence[_Printed], width: int) -> Iterator[Row]:
    numbered = [order for order, line in enumerate(stretch) if line.opens]
    starts = _centred(numbered, len(stretch)) if numbered[0] else numbered
    for start, end in pairwise([*starts, len(stretch)]):
        yield _row(stretch[start:end], width)


def _columns(source: Source, first: int, split: Sequence[Sequence[tuple[int, int]]], width: int) -> list[int]:
    """Where each column begins: the leftmost place of its pieces in the header and in rows that fill all columns."""
    full = [place for place in range(max(first - 1, 0), len(source)) if len(split[place]) == width]
    starts = [[_place(source[line], start) for start, _end in split[line]] for line in full]
    places = [min(column) for column in zip(*starts, strict=True)]
    return places if places == sorted(set(places)) else []


def _place(line: tuple[int, str], position: int) -> int:
    """In half characters from the line's start."""
    start, text = line
    said = text[: position - start]
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in said)


def _stretches(
    source: Source, first: int, split: Sequence[Sequence[tuple[int, int]]], places: Sequence[int]
) -> Iterator[list[_Printed]]:
    """Lines that stand in the columns, apart where a heading or other text stands between them."""
    header = _bare(source[first - 1][1]) if first else ""
    stretch: list[_Printed] = []
    for line in range(first, len(source)):
        said = _bare(source[line][1])
        if not said or said == header or _PAGE_NUMBER.fullmatch(said):
            continue
        pieces = _in_columns(source[line], split[line], places)
        if pieces:
            stretch.append(_Printed(line, pieces))
        elif stretch:
            yield from _with_numbers(stretch)
            stretch = []
    yield from _with_numbers(stretch)


def _with_numbers(stretch: list[_Printed]) -> Iterator[list[_Printed]]:
    if any(line.opens for line in stretch):
        yield stretch


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _in_columns(
    line: tuple[int, str], pieces: Sequence[tuple[int, int]], places: Sequence[int]
) -> tuple[tuple[int, tuple[int, int]], ...]:
    """Nothing where a piece stands across columns, or where words stand in the column of numbers."""
    columns = [_column(_place(line, start), places) for start, _end in pieces]
    ends = [_place(line, end) for _start, end in pieces]
    limits = [*places[1:], None]
    across = len(pieces) < len(places) and any(
        (limit := limits[column]) is not None and end > limit + _SLACK
        for column, end in zip(columns, ends, strict=True)
    )
    worded = not columns or (columns[0] == 0 and not line[1].strip()[0].isdigit())
    if across or worded or len(set(columns)) < len(columns):
        return ()
    return tuple(zip(columns, pieces, strict=True))


def _column(place: int, places: Sequence[int]) -> int:
    return max((order for order, start in enumerate(places) if start - _SLACK <= place), default=0)


def _centred(numbered: Sequence[int], count: int) -> list[int]:
    """Where the number stands in the middle of its row, as many lines belong to the row above it as below."""
    starts, start = [], 0
    for place, following in zip(numbered, [*numbered[1:], count], strict=True):
        starts.append(start)
        start = min(2 * place - start + 1, following)
    return starts


def _row(lines: Sequence[_Printed], width: int) -> Row:
    cells: list[list[tuple[int, int]]] = [[] for _column in range(width)]
    for line in lines:
        for column, piece in line.pieces:
            cells[column].append(piece)
    return Row(tuple(line.line for line in lines), tuple(tuple(cell) for cell in cells))
