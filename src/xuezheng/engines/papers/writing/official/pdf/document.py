"""A paper as a PDF, with what was said about its fonts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from xuezheng.engines.papers.writing.official.paper import Paper
from xuezheng.engines.papers.writing.official.pdf.data import data_of, texts_by_role
from xuezheng.engines.papers.writing.official.phrases import UNDATED
from xuezheng.engines.papers.writing.official.typefaces.choosing import Choice, Substitution, chosen_fonts
from xuezheng.engines.papers.writing.official.typefaces.fontbook import FontBook, installed_fonts
from xuezheng.engines.papers.writing.standard import Standard, standard

TEMPLATE = Path(__file__).with_name("official.typ")


@dataclass(frozen=True, kw_only=True)
class WrittenPdf:
    """`substitutions` names every face that another font stands in for."""

    data: bytes
    substitutions: tuple[Substitution, ...]


def pdf_document(paper: Paper, *, book: FontBook | None = None, layout: Standard | None = None) -> WrittenPdf:
    """Refuses (FontsAreMissing) before a page is made where a character would come out as a box."""
    book, layout = book or installed_fonts(), layout or standard()
    data = data_of(paper, layout)
    choice = chosen_fonts(texts_by_role(data), standard=layout, book=book)
    return WrittenPdf(data=_set(data, choice, book=book, dated=paper.dated), substitutions=choice.substitutions)


def _set(data: dict[str, Any], choice: Choice, *, book: FontBook, dated: date | None) -> bytes:
    given = {**data, "faces": _all_roles(choice.families)}
    for blocks in (given["blocks"], *(item["blocks"] for item in given["attachments"])):
        _put_drawings(blocks, choice)
    day = dated or UNDATED
    return typst.compile(
        _template(),
        font_paths=book.fonts,
        format="pdf",
        sys_inputs={"data": json.dumps(given, ensure_ascii=False, sort_keys=True)},
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _put_drawings(blocks: list[dict[str, Any]], choice: Choice) -> None:
    for block in blocks:
        if block["kind"] == "picture":
            drawing = block.pop("drawing")
            block["svg"] = drawing.svg_in(choice.families["heading"] or choice.families["latin"])


def _all_roles(families: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """A role without a text takes the Latin face, so that the template finds a font for each."""
    return {role: found or families["latin"] for role, found in families.items()}


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
