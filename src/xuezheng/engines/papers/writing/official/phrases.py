"""The small set phrases around a document's text: numbers of headings and attachments, dates, recipients, copies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

from xuezheng.engines.papers.reading.numerals import chinese_of
from xuezheng.engines.papers.writing.official.paper import Attachment, Block, Heading, Paper
from xuezheng.engines.papers.writing.standard import POINTS_PER_MM, Standard

UNDATED = date(2012, 7, 1)
"""What an undated document says of its making: the day the standard came into force."""
HEADING_ROLES = ("heading", "second", "text", "text")
"""The letters of headings, by their level from 1."""


def counted(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the number it bears; only headings bear one, and a higher heading begins the lower count anew."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block, ""
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (4 - block.level)
        yield block, heading_number(block.level, counts[block.level - 1])


def heading_number(level: int, number: int) -> str:
    forms = {1: f"{chinese_of(number)}、", 2: f"（{chinese_of(number)}）", 3: f"{number}.", 4: f"（{number}）"}
    return forms[level]


def written_date(day: date) -> str:
    """Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def recipients_line(recipients: Sequence[str]) -> str:
    return f"{'、'.join(name.rstrip('：:、，') for name in recipients)}："


@dataclass(frozen=True, kw_only=True)
class AttachmentLine:
    lead: str
    number: str
    title: str


def attachment_lines(attachments: Sequence[Attachment]) -> list[AttachmentLine]:
    """The note below the text: no stop after a name, a number only where there are several."""
    several = len(attachments) > 1
    return [
        AttachmentLine(
            lead="" if place > 1 else "附件：",
            number=f"{place}." if several else "",
            title=item.title.rstrip("。；"),
        )
        for place, item in enumerate(attachments, start=1)
    ]


def attachment_label(place: int, *, of: int) -> str:
    return "附件" if of == 1 else f"附件{place}"


def copies_line(paper: Paper) -> str:
    if not (paper.closing and paper.closing.copies):
        return ""
    return f"抄送：{'，'.join(name.rstrip('，。') for name in paper.closing.copies)}。"


def printed_words(paper: Paper) -> tuple[str, str]:
    """Who printed it, and when."""
    closing = paper.closing
    if closing is None:
        return "", ""
    return closing.printed_by, f"{written_date(closing.printed_on)}印发" if closing.printed_on else ""


def width_of(text: str) -> float:
    """In Chinese characters; a Latin letter or digit takes half of one."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


@dataclass(frozen=True, kw_only=True)
class SignaturePlace:
    """Characters left free at the right."""

    signature: float
    date: float


def signature_place(paper: Paper, *, unsealed: float, sealed: float) -> SignaturePlace:
    """With a seal the name stands centred over the date; without one the date begins two characters after the name,
    and where it would then end beyond its own place, the name moves left instead (GB/T 9704, 7.3.5)."""
    name, day = width_of(paper.signature), width_of(written_date(paper.dated)) if paper.dated else 0
    if paper.sealed:
        date_right = max(sealed, (name - day) / 2)
        return SignaturePlace(signature=date_right - (name - day) / 2, date=date_right)
    date_right = max(unsealed, unsealed + name - 2 - day)
    return SignaturePlace(
        signature=unsealed if not day else max(unsealed, date_right + day + 2 - name), date=date_right
    )


def signature_lines(paper: Paper, layout: Standard) -> list[tuple[str, float]]:
    """Name and date, each with the characters left free at its right."""
    place = signature_place(
        paper, unsealed=layout.signature["from_right"], sealed=layout.signature["sealed_from_right"]
    )
    lines = [(paper.signature, place.signature)] if paper.signature else []
    return [*lines, (written_date(paper.dated), place.date)] if paper.dated else lines


def red_head_size(text: str, layout: Standard) -> float:
    """As large as it may be and still stand on one line."""
    room = layout.page.text_width * POINTS_PER_MM
    return min(layout.sizes["red_head"], int(room / max(1, width_of(text))))
