"""Where things stand within a workbook's archive, for what its reader does not tell."""

import re
from collections.abc import Mapping
from html import unescape
from posixpath import join, normpath

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def sheet_places(book: bytes, relations: bytes) -> Mapping[str, str]:
    """From the contents of BOOK and RELATIONS: the name of each sheet, in their order, and the part that holds it."""
    targets = {}
    for found in _RELATION.findall(relations.decode(errors="replace")):
        known = dict(_ATTRIBUTE.findall(found))
        targets[known.get("Id", "")] = normpath(join("/xl", known.get("Target", ""))).lstrip("/")
    places = {}
    for found in _SHEET.findall(book.decode(errors="replace")):
        known = dict(_ATTRIBUTE.findall(found))
        relation = next((value for key, value in known.items() if key.endswith(":id")), "")
        places[unescape(known.get("name", ""))] = targets.get(relation, "")
    return places


def column_number(letters: bytes) -> int:
    """27 of AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
