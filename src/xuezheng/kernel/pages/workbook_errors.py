"""Cells of a workbook's first sheet that hold an error of a formula. The reader of workbooks gives them as empty cells."""

import re
import zipfile

from xuezheng.kernel.pages.workbook_parts import BOOK, RELATIONS, column_number, sheet_places

_CELL = re.compile(rb"<c\s([^>]*\bt=\"e\"[^>]*)>(.*?)</c>", re.DOTALL)
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_VALUE = re.compile(rb"<v>([^<]*)</v>")


def error_cells(archive: zipfile.ZipFile) -> dict[tuple[int, int], tuple[str, str]]:
    """By line and place, both from 0: the cell's name (B7) and what it shows. A workbook of another kind has none."""
    sheet = _first_sheet(archive)
    data = archive.read(sheet) if sheet in archive.namelist() else b""
    found = {}
    for head, inside in _CELL.findall(data) if b't="e"' in data else ():
        place, value = _PLACE.search(head), _VALUE.search(inside)
        if place is not None:
            letters, digits = place[1], place[2]
            shown = value[1].decode(errors="replace") if value is not None else ""
            found[int(digits) - 1, column_number(letters) - 1] = ((letters + digits).decode(), shown)
    return found


def _first_sheet(archive: zipfile.ZipFile) -> str:
    if not {BOOK, RELATIONS} <= set(archive.namelist()):
        return ""
    return next(iter(sheet_places(archive.read(BOOK), archive.read(RELATIONS)).values()), "")
