"""Task tables as text: rows whose cells stand apart by tabs, bars or wide blanks, or each on a line of its own.

The header row says what each column is: a number, the task, what is to be done, who answers, until when.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from xuezheng.engines.papers.reading.markers import CHAPTER, ITEM, Marker, marker_at
from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.script import folded
from xuezheng.engines.papers.reading.words import either, listed
from xuezheng.engines.papers.reading.wrapped_rows import Parts, Row, Source, rows_over_lines

NUMBER, TASK, CONTENT, OTHER = "number", "task", "content", "other"
LEAD, SUPPORT, RESPONSIBLE, DUE, PERSON = "lead", "support", "responsible", "due", "person"
HEADING = "heading"
_WORDS = (TASK, CONTENT)
_UNITS = (LEAD, SUPPORT, RESPONSIBLE)
_SEPARATORS = (re.compile(r"[|｜│┃]"), re.compile(r"\t"), re.compile(r"[ \u3000]{2,}"), re.compile(r"[ \u3000]+"))
"""The last one only where many columns with known names make clear that it is a table."""
_MANY = 4
_RULE = re.compile(r"[\s|｜│┃:：\-—=+─━]*")
_NUMBERED = re.compile(r"（?(?P<digits>\d{1,3})[）.、]?|（?(?P<chinese>[一二三四五六七八九十]{1,3})[）、]?")
_FEWEST, _LONGEST_NAME = 2, 14
_LONGEST_GROUP = 30
_OF_ITS_OWN = 0.7
"""Share of a table's rows in which a column says something new, from which it tells of the rows and not of groups."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Stretches of the source with what their column is for. The first cell of a task carries its marker."""

    parts: Parts
    column: str
    marker: Marker | None = None

    def text_in(self, source: str) -> str:
        """From its start to its end, with blanks for what belongs to other cells."""
        said, position = "", self.parts[0][0]
        for start, end in self.parts:
            said += " " * (start - position) + source[start:end]
            position = end
        return said


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    bodies = either(listed("assignment", "bodies"))
    units = [(role, f"(?:{either(listed('assignment', role))})(?:{bodies})") for role in _UNITS]
    named = [(role, either(listed("tables", role))) for role in (NUMBER, TASK, CONTENT, OTHER)]
    timed = [(DUE, either(listed("assignment", "due"))), (PERSON, either(listed("assignment", "persons")))]
    bare = [(RESPONSIBLE, bodies)]
    ends = r"(?:（.{1,10}）|及时限)?"
    exact = tuple((role, re.compile(f"(?:{form}){ends}")) for role, form in (*named, *units, *timed, *bare))
    return exact + tuple((role, re.compile(f".*(?:{form}){ends}")) for role, form in _by_their_ends(bodies))


def _by_their_ends(bodies: str) -> Iterator[tuple[str, str]]:
    """年度重点任务, 阶段目标: what a column is called ends with what it is."""
    yield SUPPORT, f"{either(listed('assignment', 'support'))}.*{bodies}"
    yield LEAD, f"{either(listed('assignment', 'lead'))}.*{bodies}"
    yield RESPONSIBLE, bodies
    yield DUE, "时限|时间|期限|节点|进度"
    yield PERSON, "领导|责任人|负责人|联系人"
    yield TASK, "任务|事项|项目|工作|要点"
    yield CONTENT, "内容|措施|举措|目标|要求|指标|成果|标准|成效|安排"


def _column_of(name: str) -> str:
    bare = re.sub(r"\s", "", folded(name))
    if not bare or len(bare) > _LONGEST_NAME:
        return ""
    return next((role for role, pattern in _columns() if pattern.fullmatch(bare)), "")


def table_cells(text: str, source: Source) -> Mapping[int, tuple[Cell, ...]]:
    """For each line that belongs to a table its cells: none for the header's lines and for lines that a row goes on over."""
    found: dict[int, tuple[Cell, ...]] = {}
    place = 0
    while place < len(source):
        header = _header_at(text, source, place)
        if header is None:
            place += 1
            continue
        columns, separator, after = header
        found.update((line, ()) for line in range(place, after))
        rows = list(_rows(text, source, after, len(columns), separator, numbered=columns[0] == NUMBER))
        columns = _as_wide(_without_groups(text, columns, rows), rows)
        place = after
        for order, row in enumerate(rows, start=1):
            found.update((line, ()) for line in row.lines)
            found[row.lines[0]] = tuple(_cells(text, row, columns, order))
            place = row.lines[-1] + 1
    return found


Header = tuple[list[str], "re.Pattern[str] | None", int]


def _header_at(text: str, source: Source, place: int) -> Header | None:
    for separator in _SEPARATORS:
        cells = _split(source[place], separator)
        columns = [_column_of(text[start:end]) for start, end in cells]
        if separator is _SEPARATORS[3] and (len(cells) < _MANY or NUMBER not in columns):
            continue
        if separator in _SEPARATORS[:2]:
            columns = _with_strange_names(text, cells, columns)
        if _is_header(columns):
            return _with_second_row(text, source, place + 1, columns, separator)
    columns, after = [], place
    while after < len(source) and (column := _column_of(source[after][1])):
        columns.append(column)
        after += 1
        while after < len(source) and not source[after][1].strip():
            after += 1
    return (columns, None, after) if _is_header(columns) and NUMBER in columns else None


def _with_strange_names(text: str, cells: Sequence[tuple[int, int]], columns: Sequence[str]) -> list[str]:
    """Where cells stand plainly apart, a column may have any short name beside those that say what the others are."""
    short = all(len(text[start:end].strip()) <= _LONGEST_NAME for start, end in cells)
    known = sum(map(bool, columns))
    return [column or OTHER for column in columns] if short and known * 2 > len(columns) else list(columns)


def _with_second_row(text: str, source: Source, after: int, columns: list[str], separator: re.Pattern[str]) -> Header:
    """责任单位 over 牵头 and 配合: the names below say more."""
    cells = _split(source[after], separator) if after < len(source) else []
    filled = [text[start:end].strip() for start, end in cells]
    below = [_column_of(name) for name in filled]
    named = sum(map(bool, below))
    if 0 < named == sum(map(bool, filled)) and not _is_header(below):
        pairs = zip_longest(columns, below, fillvalue="")
        return [lower or upper for upper, lower in pairs], separator, after + 1
    return columns, separator, after


def _as_wide(columns: list[str], rows: Sequence[Row]) -> list[str]:
    """The last name may stand over two columns."""
    beyond = max((len(row.cells) for row in rows), default=0) - len(columns)
    return columns + [columns[-1] if columns[-1] in _UNITS else OTHER] * beyond


def _without_groups(text: str, columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """A column that says something new in few numbered rows, its cells merged or repeated, names groups of tasks."""
    told = [row.cells for row in rows if row.cells and _is_numbered(text, columns, row)]
    words = [place for place, column in enumerate(columns) if column in _WORDS]
    own = {place: _says_new(text, told, place) for place in words}
    last = max((place for place in words if own[place] >= _OF_ITS_OWN), default=-1)
    groups = {place for place in words if own[place] < _OF_ITS_OWN and place < last}
    return [OTHER if place in groups else column for place, column in enumerate(columns)]


def _is_numbered(text: str, columns: Sequence[str], row: Row) -> bool:
    pairs = zip(columns, row.cells, strict=False)
    return any(column == NUMBER and _said(text, cell) for column, cell in pairs)


def _said(text: str, parts: Parts) -> str:
    return "".join(text[start:end].strip() for start, end in parts)


def _says_new(text: str, rows: Sequence[tuple[Parts, ...]], place: int) -> float:
    """Tables of one row say all of it."""
    said = [_said(text, cells[place]) if place < len(cells) else "" for cells in rows]
    new = sum(bool(one) and one != before for before, one in zip(["", *said], said, strict=False))
    long = any(len(one) > _LONGEST_GROUP for one in said)
    return new / len(said) if len(said) > _FEWEST and not long else 1.0


def _is_header(columns: Sequence[str]) -> bool:
    work = any(column in _WORDS for column in columns)
    answered = any(column in (*_UNITS, DUE) for column in columns)
    return len(columns) > _FEWEST - 1 and all(columns) and work and answered


def _split(line: tuple[int, str], separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Stretches between separators; bars may also open and close a row."""
    start, text = line
    cells, position = [], 0
    for match in separator.finditer(text):
        cells.append((start + position, start + match.start()))
        position = match.end()
    cells.append((start + position, start + len(text)))
    if separator is _SEPARATORS[0] and len(cells) > _FEWEST and not text[: cells[0][1] - start].strip():
        cells = cells[1:-1] if not text[cells[-1][0] - start :].strip() else cells[1:]
    elif separator in _SEPARATORS[2:]:
        cells = [(first, last) for first, last in cells if text[first - start : last - start].strip()]
    return cells


def _rows(
    text: str, source: Source, first: int, width: int, separator: re.Pattern[str] | None, *, numbered: bool
) -> Iterator[Row]:
    if separator is None:
        yield from _stacked(source, first, width)
        return
    if separator is _SEPARATORS[2] and numbered and width > _FEWEST:
        split = [_split(line, separator) for line in source]
        if over := rows_over_lines(source, first, split, width):
            yield from over
            return
    for place in range(first, len(source)):
        line = source[place]
        cells = _split(line, separator)
        if (_RULE.fullmatch(line[1]) and line[1].strip()) or (
            len(cells) > 1 and _is_header([_column_of(text[start:end]) for start, end in cells])
        ):
            yield Row((place,), ())
        elif len(cells) == width or (separator is _SEPARATORS[1] and _FEWEST <= len(cells) <= width + _FEWEST):
            yield Row((place,), tuple((cell,) for cell in cells))


def _stacked(source: Source, first: int, width: int) -> Iterator[Row]:
    """Each cell on its own line: a row begins with the next number and takes as many lines as there are columns."""
    filled = [place for place in range(first, len(source)) if source[place][1].strip()]
    for order in range(0, len(filled) - width + 1, width):
        lines = filled[order : order + width]
        if number_of(source[lines[0]][1].strip(" \u3000.、")) != order // width + 1:
            return
        yield Row(tuple(lines), tuple(((source[line][0], source[line][0] + len(source[line][1])),) for line in lines))


def _cells(text: str, row: Row, columns: Sequence[str], order: int) -> Iterator[Cell]:
    """The row's number and task as one heading, then the other cells in their order."""
    filled = [(role, cell) for role, cell in zip(columns, row.cells, strict=False) if _said(text, cell)]
    words = [(role, cell) for role, cell in filled if role in _WORDS]
    number = next((cell for role, cell in filled if role == NUMBER), None)
    if not words:
        yield from (Cell(parts=cell, column=role) for role, cell in filled if role in _ANSWERS)
        return
    answered = any(role in (*_UNITS, DUE) for role, _cell in filled)
    heading = words[0][1]
    marker = _marker(text, number, heading, order if NUMBER not in columns else 0, answered=answered)
    before = number is not None and marker is not None and number < heading
    if marker and number and not before:
        marker = replace(marker, length=0)
    parts = (*number, *heading) if number and before else heading
    yield Cell(parts=parts, column=HEADING if marker else CONTENT, marker=marker)
    for role, cell in filled:
        if role in (*_ANSWERS, *_WORDS) and cell != heading:
            yield Cell(parts=cell, column=CONTENT if role in _WORDS else role)


_ANSWERS = (*_UNITS, DUE)


def _marker(text: str, number: Parts | None, heading: Parts, order: int, *, answered: bool) -> Marker | None:
    """A row's own number, the one its words open with, or its place where the table has no numbers."""
    if number is not None:
        bare = re.sub(r"\s", "", folded(_said(text, number)))
        match = _NUMBERED.fullmatch(bare)
        if match:
            printed = match["digits"] or match["chinese"]
            level = ITEM if match["digits"] or answered else CHAPTER
            value = int(number_of(printed) or 0)
            return Marker(level=level, printed=printed, value=value, length=len(bare))
        return None
    said = re.sub(r"\s", "", folded(_said(text, heading)))
    own = marker_at(said)
    if own is not None and own.level:
        return own
    return Marker(level=ITEM, printed="", value=order, length=0) if order else None
