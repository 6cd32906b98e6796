"""A paper as the data that the typst template sets: plain words and measures, nothing that could be read as markup."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xuezheng.engines.papers.writing.official.paper import (
    Attachment,
    Block,
    Heading,
    Paper,
    PaperTable,
    Paragraph,
    Picture,
    Ranking,
    legible,
    text_of,
)
from xuezheng.engines.papers.writing.official.phrases import (
    HEADING_ROLES,
    attachment_label,
    attachment_lines,
    copies_line,
    counted,
    printed_words,
    recipients_line,
    red_head_size,
    signature_lines,
)
from xuezheng.engines.papers.writing.official.pictures import drawing_of, words_for
from xuezheng.engines.papers.writing.standard import POINTS_PER_MM, Standard

_LONG_WORD = re.compile(r"[^\s\u2e80-\uffff]+")


def data_of(paper: Paper, layout: Standard) -> dict[str, Any]:
    found: dict[str, Any] = _cleaned(_data(paper, layout))
    return found


def _cleaned(found: Any) -> Any:
    if isinstance(found, str):
        return legible(found)
    if isinstance(found, dict):
        return {name: _cleaned(value) for name, value in found.items()}
    return [_cleaned(value) for value in found] if isinstance(found, list | tuple) else found


def _data(paper: Paper, layout: Standard) -> dict[str, Any]:
    several = len(paper.attachments)
    return {
        **_measures(layout),
        "title": paper.title,
        "author": paper.signature,
        "red_head": _red_head(paper, layout),
        "number": paper.number,
        "recipients": recipients_line(paper.recipients) if paper.recipients else "",
        "blocks": blocks_of(paper.blocks, layout),
        "attachment_lines": [vars(item) for item in attachment_lines(paper.attachments)],
        "signature": signature_lines(paper, layout),
        "signature_above": 3 if paper.sealed else 1,
        "attachments": [
            _attachment(item, layout, label=attachment_label(place, of=several))
            for place, item in enumerate(paper.attachments, start=1)
        ],
        "closing": _closing(paper),
    }


def _measures(layout: Standard) -> dict[str, Any]:
    page = layout.page
    return {
        "page": {name: getattr(page, name) for name in ("width", "height", "top", "bottom", "left", "right")},
        "sizes": dict(layout.sizes),
        "line": page.line_points,
        "character": page.character_points,
        "number_below": layout.page_number["below_text"],
        "number_aside": layout.page_number["aside"],
        "closing_outer": layout.closing["outer_points"],
        "closing_inner": layout.closing["inner_points"],
        "closing_aside": layout.closing["aside"],
        "heading_roles": HEADING_ROLES,
    }


def _red_head(paper: Paper, layout: Standard) -> dict[str, Any] | None:
    red = layout.red_head
    if not paper.red_head:
        return None
    return {
        "words": paper.red_head,
        "size": red_head_size(paper.red_head, layout),
        "above": red["below_text_top"],
        "rule_below": red["rule_below"],
        "rule": red["rule_points"],
        "colour": red["colour"],
    }


def _closing(paper: Paper) -> list[tuple[str, str]]:
    copies, printed = copies_line(paper), printed_words(paper)
    return [*([(copies, "")] if copies else []), *([printed] if any(printed) else [])]


def _attachment(attachment: Attachment, layout: Standard, *, label: str) -> dict[str, Any]:
    return {"label": label, "title": attachment.title, "blocks": blocks_of(attachment.blocks, layout)}


def blocks_of(blocks: Sequence[Block], layout: Standard) -> list[dict[str, Any]]:
    return [_block(block, number, layout) for block, number in counted(blocks)]


def _block(block: Block, number: str, layout: Standard) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "words": f"{number}{text_of(block.content)}"}
        case Paragraph():
            return {"kind": "paragraph", "words": text_of(block.content)}
        case Ranking():
            return _table(block.as_table(), layout)
        case PaperTable():
            return _table(block, layout)
        case Picture():
            return _picture(block, layout)


def _table(found: PaperTable, layout: Standard) -> dict[str, Any]:
    whole = sum(head.width for head in found.heads)
    room = layout.page.text_width * POINTS_PER_MM
    fitting = [max(1, int(room * head.width / whole / (layout.sizes["table"] * 0.7)) - 1) for head in found.heads]
    return {
        "kind": "table",
        "title": found.title,
        "heads": [head.title for head in found.heads],
        "widths": [head.width for head in found.heads],
        "numeric": [head.numeric for head in found.heads],
        "rows": [
            [breakable(text_of(cell), most) for cell, most in zip(row, fitting, strict=True)] for row in found.rows
        ],
        "note": found.note,
    }


def breakable(text: str, most: int) -> str:
    """A word without spaces may be broken where it would run out of its column."""
    return _LONG_WORD.sub(lambda found: _parted(found[0], most), text)


def _parted(word: str, most: int) -> str:
    return "\u200b".join(word[start : start + most] for start in range(0, len(word), most))


def _picture(block: Picture, layout: Standard) -> dict[str, Any]:
    drawing = drawing_of(block.figure)
    return {
        "kind": "picture",
        "drawing": drawing,
        "width": drawing.width_on(layout.page),
        "alt": words_for(block),
    }


def texts_by_role(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every text of the document with the role of its letters."""
    red_head = [data["red_head"]["words"]] if data["red_head"] else []
    found: dict[str, list[str]] = {
        "title": [data["title"], *red_head, *(item["title"] for item in data["attachments"])],
        "heading": [item["label"] for item in data["attachments"]],
        "second": [],
        "text": [
            data["number"],
            data["recipients"],
            *(words for line in data["attachment_lines"] for words in line.values()),
            *(words for words, _right in data["signature"]),
            *(words for line in data["closing"] for words in line),
        ],
        "page_number": ["— 0123456789"],
    }
    for blocks in (data["blocks"], *(item["blocks"] for item in data["attachments"])):
        for role, words in _block_texts(blocks):
            found[role].append(words)
    return found


def _block_texts(blocks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block["kind"]:
            case "heading":
                yield HEADING_ROLES[block["level"] - 1], block["words"]
            case "paragraph":
                yield "text", block["words"]
            case "table":
                yield from (("heading", words) for words in (block["title"], *block["heads"]))
                yield from (("text", words) for row in block["rows"] for words in row)
                yield "text", block["note"]
            case "picture":
                yield from (("heading", words) for words in block["drawing"].words())
