"""Tables whose lines are drawn: what stands between two lines is one cell, however often its words wrap.

A drawn line says where a cell ends; gaps between words only hint at it. Rows come out with tabs between their cells.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.sources.lines import Piece, gathered, joined, printed_lines

THIN = 3.0
"""Points up to which a drawn shape is a line rather than an area."""
SHORTEST = 8.0
"""Points below which a drawn shape is a dot, a tick or an underline of few letters."""
NEAR = 3.0
"""Points within which two lines are one, and within which lines meet."""
FEWEST_FILLED = 4
"""Filled cells below which boxes are ornament."""
MOST = 6_000
"""Shapes beyond which a page is a drawing."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a drawn path covers, counted to the right and downward."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def lies(self) -> bool:
        return self.bottom - self.top <= THIN and self.right - self.left >= SHORTEST

    @property
    def stands(self) -> bool:
        return self.right - self.left <= THIN and self.bottom - self.top >= SHORTEST

    def sides(self) -> "Iterator[Shape]":
        """A line is itself, a box its four sides."""
        if self.lies or self.stands:
            yield self
        elif self.right - self.left >= SHORTEST and self.bottom - self.top >= SHORTEST:
            yield Shape(self.left, self.top, self.right, self.top)
            yield Shape(self.left, self.bottom, self.right, self.bottom)
            yield Shape(self.left, self.top, self.left, self.bottom)
            yield Shape(self.right, self.top, self.right, self.bottom)

    def meets(self, other: "Shape") -> bool:
        across = self.left - NEAR <= other.right and other.left - NEAR <= self.right
        return across and self.top - NEAR <= other.bottom and other.top - NEAR <= self.bottom


@dataclass(frozen=True)
class Grid:
    """Lines that meet: where columns and rows are parted, and which fields a drawn line stands beside or above."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    beside: frozenset[tuple[int, int]]
    """Fields, by row and column, with a line at their left."""
    above: frozenset[tuple[int, int]]

    def place_of(self, piece: Piece) -> tuple[int, int] | None:
        """Row and column of the cell that a piece stands in."""
        x, y = (piece.left + piece.right) / 2, piece.base - piece.height / 3
        row, column = _between(self.rows, y), _between(self.columns, x)
        return None if row is None or column is None else self._first(row, column)

    def _first(self, row: int, column: int) -> tuple[int, int]:
        """Fields that no line parts are one cell; it is named by its first field."""
        while column and (row, column) not in self.beside:
            column -= 1
        while row and (row, column) not in self.above:
            row -= 1
        return row, column


def _between(limits: Sequence[float], place: float) -> int | None:
    order = bisect(limits, place) - 1
    return order if 0 <= order < len(limits) - 1 else None


def lines_with_tables(pieces: Sequence[Piece], shapes: Sequence[Shape]) -> list[str]:
    """The page's lines, those of its drawn tables row by row."""
    written: list[str] = []
    rest = list(pieces)
    for grid in sorted(grids_of(shapes), key=lambda grid: grid.rows[0]):
        cells = _cells(grid, rest)
        if len(cells) < FEWEST_FILLED or len({column for _row, column in cells}) == 1:
            continue
        inside = {id(piece) for held in cells.values() for piece in held}
        above = [piece for piece in rest if id(piece) not in inside and piece.base <= grid.rows[-1]]
        written += [*printed_lines(above), *_table(grid, cells)]
        taken = inside | {id(piece) for piece in above}
        rest = [piece for piece in rest if id(piece) not in taken]
    return [*written, *printed_lines(rest)]


def grids_of(shapes: Sequence[Shape]) -> list[Grid]:
    if len(shapes) > MOST:
        return []
    sides = [side for shape in shapes for side in shape.sides()]
    return [grid for group in _meeting(sides) if (grid := _grid(group))]


def _meeting(sides: Iterable[Shape]) -> list[list[Shape]]:
    """Lines that hang together. Swept from top to bottom, so that each is held against those beside it only."""
    ordered = sorted(sides, key=lambda side: side.top)
    leads = list(range(len(ordered)))
    beside: list[int] = []
    for order, side in enumerate(ordered):
        beside = [other for other in beside if ordered[other].bottom + NEAR >= side.top]
        for other in beside:
            if side.meets(ordered[other]):
                leads[_lead(leads, order)] = _lead(leads, other)
        beside.append(order)
    groups: dict[int, list[Shape]] = {}
    for order, side in enumerate(ordered):
        groups.setdefault(_lead(leads, order), []).append(side)
    return list(groups.values())


def _lead(leads: list[int], order: int) -> int:
    while leads[order] != order:
        leads[order] = leads[leads[order]]
        order = leads[order]
    return order


def _grid(group: Sequence[Shape]) -> Grid | None:
    columns = _distinct(side.left for side in group if side.stands)
    rows = _distinct(side.top for side in group if side.lies)
    if len(columns) <= 2 or len(rows) <= 2:
        return None
    beside = {
        (row, _at(columns, side.left)) for side in group if side.stands for row in _along(rows, side.top, side.bottom)
    }
    above = {
        (_at(rows, side.top), column)
        for side in group
        if side.lies
        for column in _along(columns, side.left, side.right)
    }
    return Grid(tuple(columns), tuple(rows), frozenset(beside), frozenset(above))


def _at(limits: Sequence[float], place: float) -> int:
    """Which of the lines this one is."""
    return bisect(limits, place + NEAR) - 1


def _along(limits: Sequence[float], start: float, end: float) -> range:
    """The fields along which a line is drawn from start to end."""
    first, last = bisect(limits, start - NEAR), bisect(limits, end + NEAR) - 1
    return range(max(first, 0), last)


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _cells(grid: Grid, pieces: Sequence[Piece]) -> dict[tuple[int, int], list[Piece]]:
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        place = None if piece.text.isspace() else grid.place_of(piece)
        if place:
            cells.setdefault(place, []).append(piece)
    return cells


def _table(grid: Grid, cells: dict[tuple[int, int], list[Piece]]) -> Iterator[str]:
    for row in range(len(grid.rows) - 1):
        said = [_words(cells.get((row, column), [])) for column in range(len(grid.columns) - 1)]
        if sum(map(bool, said)) == 1 and said[0]:
            yield said[0]
        elif any(said):
            yield "\t".join(said)


def _words(pieces: Sequence[Piece]) -> str:
    """The lines of a cell as one; words of a Latin script stay apart."""
    text = ""
    for line in gathered(pieces):
        words = " ".join(joined(line).split())
        apart = text[-1:].isascii() and text[-1:].isalpha() and words[:1].isascii() and words[:1].isalpha()
        text += (" " if apart else "") + words
    return text
