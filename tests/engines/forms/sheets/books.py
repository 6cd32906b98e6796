"""Workbooks in the hands of a clerk: cells changed, columns moved, and saved again by another program."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from xuezheng.engines.forms.sheets.places import MARKER

Grid = list[list[Any]]
Grids = dict[str, Grid]


def grids_of(data: bytes) -> Grids:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names}


def saved(grids: Grids) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in grids.items():
            page = workbook.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date | datetime):
                        page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day has no zone
                    elif cell not in (None, ""):
                        page.write(row, column, cell)
    return target.getvalue()


def filled(
    data: bytes, changes: Mapping[tuple[str, str], Any], *, also: Callable[[Grids], None] | None = None
) -> bytes:
    """`changes` by the unit's code and the field's; in tables, the first row of the unit."""
    grids = grids_of(data)
    for (unit, code), value in changes.items():
        row, column, grid = place_of(grids, unit, code)
        grid[row][column] = value
    if also is not None:
        also(grids)
    return saved(grids)


def place_of(grids: Grids, unit: str, code: str) -> tuple[int, int, Grid]:
    for grid in grids.values():
        if grid and str(grid[0][0]).startswith(MARKER) and code in grid[0]:
            row = next(number for number, cells in enumerate(grid) if cells[0] == unit)
            return row, grid[0].index(code), grid
    raise LookupError(code)


def value_at(data: bytes, unit: str, code: str) -> Any:
    row, column, grid = place_of(grids_of(data), unit, code)
    return grid[row][column]
