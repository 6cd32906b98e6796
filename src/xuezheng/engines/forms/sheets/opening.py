"""Opening an uploaded file: what is no honest workbook or table is refused with a sentence before it can do harm.

An archive may state less than it unpacks to, and one cell at the far end of a sheet makes a reader reserve the whole
sheet: both are measured here on the bytes themselves, before the reader of workbooks sees them.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice, product
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, ZipError

from xuezheng.kernel.pages.workbook_parts import BOOK, RELATIONS, column_number, sheet_places
from xuezheng.kernel.refusals import Refusal

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_ENTRIES = 600
MAX_CELLS = 4_000_000
"""Of one sheet, empty ones counted: what its reader reserves."""
MAX_MERGED = 100_000
"""Cells of one sheet that are hidden behind others."""
_CHUNK = 1024 * 1024
_STORED, _DEFLATED = 0, 8
_LOCAL = struct.Struct("<4s22xHH")
_CELL = re.compile(rb"<(?:\w+:)?c\s")
_FORMULA = re.compile(rb"\s*<(?:\w+:)?f[\s/>]")
_COMPUTED = re.compile(rb'<(?:\w+:)?f[\s/>]|t="e"')
"""Most sheets have neither a formula nor an error."""
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")


class SheetIsRefused(Refusal):
    """The file is nothing that can be read here; says what would be."""

    code = "sheet"

    def __init__(self, sentence: Any, **words: Any) -> None:
        super().__init__(sentence % words if words else sentence, field="file")


class Fault(StrEnum):
    """Why a cell that reads as empty does not say that it is."""

    NO_VALUE = "no_value"
    """Of its formula."""
    MERGED = "merged"
    """With a cell above or beside it, whose value is shown in its place."""


Faults = Mapping[tuple[int, int], Fault]
"""By row and column."""


@dataclass(frozen=True, kw_only=True)
class RawSheet:
    """Cells as the reader gives them."""

    name: str
    rows: Sequence[Sequence[Any]]
    faults: Faults = field(default_factory=dict)
    is_hidden: bool = False
    is_text: bool = False
    """Of a CSV: texts are guarded there."""


def open_file(data: bytes, *, filename: str) -> Sequence[RawSheet]:
    """The sheets of a workbook, or the one of a CSV in UTF-8, UTF-16 or GB 18030."""
    if len(data) > MAX_BYTES:
        raise SheetIsRefused(
            _("“%(name)s” is larger than %(limit)d MB. Take the file for fewer units."),
            name=filename[:80], limit=MAX_BYTES // 1024 // 1024,
        )  # fmt: skip
    if data[:2] == b"PK":
        return _workbook(data, filename[:80])
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetIsRefused(
            _("“%(name)s” is of the old kind, or protected by a password. Save it as .xlsx without one."),
            name=filename[:80],
        )
    return [_table(data, filename[:80])]


def _workbook(data: bytes, name: str) -> list[RawSheet]:
    try:
        faults = _measured(data, name)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [
                RawSheet(
                    name=known.name,
                    rows=workbook.get_sheet_by_name(known.name).to_python(skip_empty_area=False),
                    faults=faults.get(known.name, {}),
                    is_hidden=known.visible != SheetVisibleEnum.Visible,
                )
                for known in workbook.sheets_metadata
            ]
    except PasswordError as error:
        raise SheetIsRefused(_("“%(name)s” is protected by a password. Save it without one."), name=name) from error
    except (
        CalamineError,
        ZipError,
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        KeyError,
        UnicodeDecodeError,
    ) as error:
        raise SheetIsRefused(_("“%(name)s” is no workbook that can be read. Save it as .xlsx."), name=name) from error


def _measured(data: bytes, name: str) -> Mapping[str, Faults]:
    """Unpack everything once under a limit; the faults of each sheet by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _bomb(name)
    left, parts = MAX_UNPACKED, {}
    for entry in entries:
        unpacked = b"".join(_unpacked(data, entry, left, name))
        left -= len(unpacked)
        if entry.filename.endswith((".xml", ".rels")):
            parts[entry.filename] = unpacked
    places = sheet_places(parts[BOOK], parts.get(RELATIONS, b""))
    return {title: _faults(parts[place], name) for title, place in places.items() if place in parts}


def _unpacked(data: bytes, entry: zipfile.ZipInfo, most: int, name: str) -> Iterator[bytes]:
    """By the stream itself: what the archive states about its size may be false."""
    signature, named, extra = _LOCAL.unpack_from(data, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + named + extra
    packed = data[start : start + entry.compress_size]
    if signature != b"PK\x03\x04" or entry.compress_type not in {_STORED, _DEFLATED} or entry.flag_bits & 1:
        raise zipfile.BadZipFile
    if entry.compress_type == _STORED:
        if len(packed) > most:
            raise _bomb(name)
        yield packed
        return
    stream, done = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while packed and not stream.eof:
        part = stream.decompress(packed, _CHUNK)
        packed = stream.unconsumed_tail
        done += len(part)
        if done > most:
            raise _bomb(name)
        yield part


def _faults(sheet: bytes, name: str) -> Faults:
    """Formulas without a value and merged cells read as empty ones: taken so, an answer would be erased in silence."""
    last_row = last_column = 1
    for letters, digits in _PLACE.findall(sheet):
        last_row, last_column = max(last_row, int(digits)), max(last_column, column_number(letters))
    if max(last_row * last_column, len(_CELL.findall(sheet))) > MAX_CELLS:
        raise SheetIsRefused(
            _("A sheet of “%(name)s” reaches to row %(row)d. Delete what stands far below the units, then upload it again."),
            name=name, row=last_row,
        )  # fmt: skip
    found = dict.fromkeys(_merged(sheet, name, rows=last_row, columns=last_column), Fault.MERGED)
    for cell in _CELL.split(sheet)[1:] if _COMPUTED.search(sheet) else ():
        head, _end, rest = cell.partition(b">")
        place = _PLACE.search(head)
        if place is None or head.endswith(b"/"):
            continue
        value = _VALUE.search(rest)
        is_formula = _FORMULA.match(rest) is not None
        if b't="e"' in head or (is_formula and (value is None or not value.group(1))):
            found[int(place.group(2)) - 1, column_number(place.group(1)) - 1] = Fault.NO_VALUE
    return found


def _merged(sheet: bytes, name: str, *, rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """All but the first cell of each range, as far as the sheet reaches."""
    left = MAX_MERGED
    for first, top, last, bottom in _MERGED.findall(sheet) if b"mergeCell" in sheet else ():
        down = range(int(top) - 1, min(int(bottom), rows))
        across = range(column_number(first) - 1, min(column_number(last), columns))
        left -= len(down) * len(across)
        if left < 0:
            raise SheetIsRefused(
                _("A sheet of “%(name)s” has more than %(most)d merged cells. Undo the merging, then upload it again."),
                name=name, most=MAX_MERGED,
            )  # fmt: skip
        places = product(down, across)
        next(places, None)
        yield from places


def _bomb(name: str) -> SheetIsRefused:
    return SheetIsRefused(
        _("“%(name)s” unpacks to more than %(limit)d MB. Save it again with the answers only."),
        name=name, limit=MAX_UNPACKED // 1024 // 1024,
    )  # fmt: skip


def _table(data: bytes, name: str) -> RawSheet:
    text = _decoded(data, name)
    sample = "\n".join(islice(text.splitlines(), 2))
    delimiter = max((",", "\t", ";"), key=sample.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetIsRefused(_("“%(name)s” cannot be read as a table. Save it as .xlsx or .csv."), name=name) from error
    return RawSheet(name=name, rows=rows, is_text=True)


def _decoded(data: bytes, name: str) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else () if b"\x00" in data else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetIsRefused(
        _("“%(name)s” is neither a workbook nor text in UTF-8 or GB 18030. Save it as .xlsx or .csv."), name=name
    )
