"""What a load tells: how many rows, what is wrong, and the workbook that marks it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from xuezheng.engines.lake.declarations import LakeTable
from xuezheng.engines.lake.loading.sources import Incoming, heads
from xuezheng.kernel.pages.tables import CellProblem, Table, TableRow, marked_workbook, template_workbook

IN_WORKBOOK = 20_000
"""Rows a workbook holds at most. A file of no more comes back whole: mended, it can be loaded in place of all rows."""
ON_PAGE = 200
"""Wrong cells told one by one."""


@dataclass(frozen=True, kw_only=True)
class WrongCell:
    """A problem as it is read: the column by its title, and what stood there."""

    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Counts of rows; `emptied` counts the units that have rows now and would have none, `codes` names the first of them."""

    same: int
    changed: int
    added: int
    removed: int
    emptied: int
    codes: Sequence[str]

    @property
    def is_none(self) -> bool:
        return not (self.changed or self.added or self.removed)


@dataclass(frozen=True, kw_only=True)
class LoadReport:
    """`snapshot` is the number of the new one, None where nothing was written: a dry run, or a row was wrong. Where the very
    rows were there already, it is the present one."""

    table: str
    period: str
    read: int
    accepted: int
    refused: int
    problems: Sequence[CellProblem]
    workbook: bytes | None
    cells: Sequence[WrongCell] = ()
    """The first of the problems, with what stood there."""
    changes: Changes | None = None
    """Against the rows that were there; None where a row was wrong, or too many are there."""
    ignored: tuple[str, ...] = ()
    """Heads of the file that mean no column of the table."""
    lacking: tuple[str, ...] = ()
    """Titles of columns that the file does not have: no row has a value there."""
    snapshot: int | None = None
    fingerprint: str = ""


def problems_workbook(table: LakeTable, incoming: Incoming, problems: Sequence[CellProblem]) -> bytes:
    """The rows in the layout of the upload, or the wrong ones of very many, with cells marked and explained."""
    every: list[int] = incoming.numbers.to_pylist() if len(incoming.numbers) <= IN_WORKBOOK else []
    wrong = every or list(dict.fromkeys(problem.row for problem in problems))[:IN_WORKBOOK]
    first = incoming.numbers[0].as_py()
    is_even = incoming.numbers[-1].as_py() - first + 1 == len(incoming.numbers)
    places = [number - first if is_even else pc.index(incoming.numbers, number).as_py() for number in wrong]
    cells = {name: column.take(places).to_pylist() for name, column in incoming.columns.items()}
    rows = [
        TableRow(number=number, values={name: values[line] or "" for name, values in cells.items()})
        for line, number in enumerate(wrong)
    ]
    return marked_workbook(Table(columns=heads(table), rows=rows), problems, sheet=table.name)


def wrong_cells(table: LakeTable, incoming: Incoming, problems: Sequence[CellProblem]) -> list[WrongCell]:
    titles = {column.name: column.title for column in table.columns}
    return [
        WrongCell(
            row=problem.row,
            column=titles.get(problem.key, problem.key),
            value=_value_at(incoming, problem),
            sentence=str(problem.sentence),
        )
        for problem in problems[:ON_PAGE]
    ]


def _value_at(incoming: Incoming, problem: CellProblem) -> str:
    if problem.key not in incoming.columns:
        return ""
    place = pc.index(incoming.numbers, problem.row).as_py()
    return str(incoming.columns[problem.key][place].as_py() or "")[:80]


def template(table: LakeTable) -> bytes:
    return template_workbook(heads(table), sheet=table.name)
