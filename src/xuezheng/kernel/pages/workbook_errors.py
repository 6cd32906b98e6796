"""Cells of a workbook's first sheet that hold an error of a formula. The reader of workbooks gives them as empty cells."""

import re
import zipfile
from posixpath import join, normpath

_SHEET = re.compile(r"<sheet\s[^>]*?:id=\"([^\"]+)\"")
_RELATION = re.compile(r"<Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
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
            letters, digits = place[1].decode(), place[2].decode()
            shown = value[1].decode(errors="replace") if value is not None else ""
            found[int(digits) - 1, _number(letters) - 1] = (letters + digits, shown)
    return found


def _first_sheet(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(names):
        return ""
    first = _SHEET.search(archive.read("xl/workbook.xml").decode(errors="replace"))
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode(errors="replace")):
        known = dict(_ATTRIBUTE.findall(relation))
        if first is not None and known.get("Id") == first[1]:
            return normpath(join("/xl", known.get("Target", ""))).lstrip("/")
    return ""


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
