"""What rows come in: a file or rows of a program. All become columns, with the number of each row in its source."""

import io
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from xuezheng.engines.lake.declarations import LakeTable
from xuezheng.engines.lake.loading.parsing import without_exponents
from xuezheng.engines.lake.option_titles import option_titles
from xuezheng.engines.lake.refusals import (
    ColumnHoldsNoCells,
    ColumnIsUnknown,
    ColumnsAreMissing,
    HeadStandsTwice,
    SourceIsNotReadable,
)
from xuezheng.kernel.pages.tables import TableColumn, read_table

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
MAX_WORKBOOK_ROWS = 200_000
FIRST_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """Columns as they came, by declared name; `numbers` is where each row stands in its source. `ignored` are heads that mean
    no column, `lacking` the titles of columns that no head names."""

    name: str
    columns: Mapping[str, pa.ChunkedArray]
    numbers: pa.Array
    ignored: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileSource:
    """Excel, CSV (UTF-8 or GB 18030) or Parquet, told apart by content."""

    data: bytes
    filename: str


@dataclass(frozen=True, kw_only=True)
class RowsSource:
    """Rows as a program gives them."""

    rows: Sequence[Mapping[str, object]]
    name: str


Source = FileSource | RowsSource


def read_source(source: Source, table: LakeTable) -> Incoming:
    if isinstance(source, RowsSource):
        return _from_rows(source, table)
    if source.data[:4] == b"PAR1":
        return _from_parquet(source, table)
    if source.data.startswith(WORKBOOKS):
        return _from_workbook(source, table)
    return _from_csv(source, table)


def heads(table: LakeTable) -> list[TableColumn]:
    """A file's heads: the column's name or its title in either language."""
    return [
        TableColumn(
            key=column.name,
            title=column.title,
            aliases=(column.title_zh, column.title_en),
            required=column.required,
            options=option_titles(column),
        )
        for column in table.columns
    ]


def _from_rows(source: RowsSource, table: LakeTable) -> Incoming:
    """A name that is not declared is refused: misspelt, its values would be lost and the former ones with them."""
    names = [column.name for column in table.columns]
    if unknown := next((name for row in source.rows for name in row if name not in names), None):
        raise ColumnIsUnknown(str(unknown))
    columns = {name: pa.chunked_array([_texts([row.get(name) for row in source.rows])]) for name in names}
    return Incoming(name=source.name, columns=columns, numbers=_numbers(len(source.rows), first=1))


def _texts(values: Sequence[object]) -> pa.Array:
    return pa.array([None if value is None else str(value) for value in values], pa.string())


def _from_parquet(source: FileSource, table: LakeTable) -> Incoming:
    try:
        found = pq.ParquetFile(io.BytesIO(source.data)).read()
        found.validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise SourceIsNotReadable(source.filename) from error
    return _by_head(found, table, name=source.filename, first=1)


def _from_csv(source: FileSource, table: LakeTable) -> Incoming:
    for encoding in () if b"\x00" in source.data else ("utf-8-sig", "gb18030"):
        try:
            text = source.data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _from_text(text, source, table)
    raise SourceIsNotReadable(source.filename)


def _from_text(text: str, source: FileSource, table: LakeTable) -> Incoming:
    """Heads are read as Arrow reads them: a column that is not named as text has its codes taken for numbers."""
    head = FIRST_LINE.search(text)
    delimiter = max((",", "\t", ";"), key=head[0].count if head else "".count)
    parsing, data = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True), text.encode()
    try:
        with pacsv.open_csv(io.BytesIO(data), parse_options=parsing) as reader:
            types = dict.fromkeys(reader.schema.names, pa.string())
        # No word stands for nothing, as in a workbook: NA and null are what was written.
        converting = pacsv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
        found = pacsv.read_csv(io.BytesIO(data), parse_options=parsing, convert_options=converting)
    except pa.ArrowException as error:
        raise SourceIsNotReadable(source.filename) from error
    return _by_head(found, table, name=source.filename, first=2)


def _from_workbook(source: FileSource, table: LakeTable) -> Incoming:
    found = read_table(source.data, filename=source.filename, columns=heads(table), max_rows=MAX_WORKBOOK_ROWS)
    _check_heads([*(column.key for column in found.columns), *found.ignored], table)
    columns = {
        column.name: pa.chunked_array([pa.array([row[column.name] for row in found.rows], pa.string())])
        for column in table.columns
    }
    numbers = pa.array([row.number for row in found.rows], pa.int64())
    return Incoming(
        name=source.filename,
        columns=columns,
        numbers=numbers,
        ignored=tuple(found.ignored),
        lacking=_lacking(table, {column.key for column in found.columns}),
    )


def _by_head(found: pa.Table, table: LakeTable, *, name: str, first: int) -> Incoming:
    by_head = _check_heads(found.column_names, table)
    place = {by_head[_folded(head)]: head for head in found.column_names if _folded(head) in by_head}
    if missing := [column.title for column in table.columns if column.required and column.name not in place]:
        raise ColumnsAreMissing(missing)
    nothing = pa.chunked_array([pa.nulls(found.num_rows, pa.string())])
    columns = {
        column.name: _cells(found, place[column.name]) if column.name in place else nothing for column in table.columns
    }
    return Incoming(
        name=name,
        columns=columns,
        numbers=_numbers(found.num_rows, first=first),
        ignored=tuple(head for head in found.column_names if head.strip() and _folded(head) not in by_head),
        lacking=_lacking(table, place),
    )


def _check_heads(found: Sequence[str], table: LakeTable) -> dict[str, str]:
    """The column that each head means. One that is meant twice is refused: either of the two would be lost."""
    by_head = {head: column.key for column in heads(table) for head in column.heads()}
    titles = {column.name: column.title for column in table.columns}
    taken: set[str] = set()
    for head in found:
        if (column := by_head.get(_folded(head))) is None:
            continue
        if column in taken:
            raise HeadStandsTwice(head, titles[column])
        taken.add(column)
    return by_head


def _cells(found: pa.Table, head: str) -> pa.ChunkedArray:
    try:
        return as_text(found[head])
    except pa.ArrowException as error:
        raise ColumnHoldsNoCells(head, str(found[head].type)) from error


def _lacking(table: LakeTable, present: Container[str]) -> tuple[str, ...]:
    return tuple(column.title for column in table.columns if column.name not in present)


def _folded(head: str) -> str:
    return next(iter(TableColumn(key=head, title=head).heads()))


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """One form for what is checked, whatever it came as."""
    if pa.types.is_string(column.type):
        return column
    text = pc.cast(column, pa.string())
    return without_exponents(text) if pa.types.is_floating(column.type) else text


def _numbers(count: int, *, first: int) -> pa.Array:
    return pa.array(range(first, first + count), pa.int64())
