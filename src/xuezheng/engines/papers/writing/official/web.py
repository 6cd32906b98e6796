"""A paper for a web page: the same words, each figure a link to where it comes from."""

from collections.abc import Callable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from xuezheng.engines.papers.writing.official.paper import (
    Block,
    Content,
    Heading,
    Paper,
    PaperTable,
    Paragraph,
    Picture,
    Ranking,
    Slot,
    parts_of,
)
from xuezheng.engines.papers.writing.official.phrases import (
    attachment_label,
    attachment_lines,
    copies_line,
    counted,
    printed_words,
    recipients_line,
    written_date,
)

Address = Callable[[str], str]
"""From a figure's reference to its page; empty where the reader has none."""


def paper_html(paper: Paper, *, address: Address) -> SafeString:
    several = len(paper.attachments)
    shown = {
        "title": paper.title.split("\n"),
        "red_head": paper.red_head,
        "number": paper.number,
        "recipients": recipients_line(paper.recipients) if paper.recipients else "",
        "blocks": _blocks(paper.blocks, address),
        "attachment_lines": attachment_lines(paper.attachments),
        "signature": paper.signature,
        "date": written_date(paper.dated) if paper.dated else "",
        "attachments": [
            {"label": attachment_label(place, of=several), "title": item.title, "blocks": _blocks(item.blocks, address)}
            for place, item in enumerate(paper.attachments, start=1)
        ],
        "copies": copies_line(paper),
        "printed": " ".join(filter(None, printed_words(paper))),
    }
    return render_to_string("papers/paper.html", {"paper": shown})


def _blocks(blocks: Sequence[Block], address: Address) -> list[dict[str, Any]]:
    return [_block(block, number, address) for block, number in counted(blocks)]


def _block(block: Block, number: str, address: Address) -> dict[str, Any]:
    match block:
        case Heading():
            parts = [{"text": number, "address": ""}, *_parts(block.content, address)]
            return {"kind": "heading", "level": block.level, "parts": parts}
        case Paragraph():
            return {"kind": "paragraph", "parts": _parts(block.content, address)}
        case Ranking():
            return _table(block.as_table(), address)
        case PaperTable():
            return _table(block, address)
        case Picture():
            return {"kind": "picture", "title": block.figure.title, "html": block.figure.html}


def _table(found: PaperTable, address: Address) -> dict[str, Any]:
    rows = [
        [{"parts": _parts(cell, address), "numeric": head.numeric} for cell, head in zip(row, found.heads, strict=True)]
        for row in found.rows
    ]
    return {"kind": "table", "title": found.title, "heads": found.heads, "rows": rows, "note": found.note}


def _parts(content: Content, address: Address) -> list[dict[str, str]]:
    return [
        {"text": part.text, "address": address(part.reference) if part.reference else ""}
        if isinstance(part, Slot)
        else {"text": part, "address": ""}
        for part in parts_of(content)
    ]
