"""An official document as plain values: what stands in it, nothing of how it looks. Every writer takes this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuezheng.engines.papers.charts import Figure
from xuezheng.engines.papers.writing.tables import Head


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A figure in the text that keeps where it comes from; the web version leads there."""

    text: str
    reference: str = ""


Part = str | Slot
Content = str | Sequence[Part]
"""Words with figures between them."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Counted by the writers: 一、（一）1.（1） for the levels 1 to 4."""

    level: int
    content: Content

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"headings have the levels 1 to 4, not {self.level}")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    content: Content


@dataclass(frozen=True, kw_only=True)
class PaperTable:
    """A row as long as the heads; the head stands on every page the table reaches."""

    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Content]]
    note: str = ""

    def __post_init__(self) -> None:
        uneven = [place for place, row in enumerate(self.rows, start=1) if len(row) != len(self.heads)]
        if not self.heads or uneven:
            raise ValueError(f"table “{self.title}”: rows {uneven} have not the {len(self.heads)} cells of the head")


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """`place` is 0 where there is no value to rank by."""

    place: int
    name: Content
    value: Content


@dataclass(frozen=True, kw_only=True)
class Ranking:
    title: str
    heads: tuple[str, str, str]
    """Of place, name and value."""
    rows: Sequence[Ranked]
    note: str = ""

    def as_table(self) -> PaperTable:
        widths = (8, 30, 20)
        heads = [
            Head(title=title, width=width, numeric=place == 2)
            for place, (title, width) in enumerate(zip(self.heads, widths, strict=True))
        ]
        rows = [(str(row.place or "—"), row.name, row.value) for row in self.rows]
        return PaperTable(title=self.title, heads=heads, rows=rows, note=self.note)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart or a map; its title, description and note are drawn with it."""

    figure: Figure


UNWRITABLE = dict.fromkeys(
    code
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n"
)

Block = Heading | Paragraph | PaperTable | Ranking | Picture


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """On pages of its own, counted where there are several."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The lines at the foot of the last page: to whom copies go, who printed it and when."""

    copies: Sequence[str] = ()
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`red_head` is the issuing mark in red, with its rule below the number; empty leaves both out.
    `sealed` puts the date where a seal has room."""

    title: str
    blocks: Sequence[Block]
    red_head: str = ""
    number: str = ""
    recipients: Sequence[str] = ()
    attachments: Sequence[Attachment] = ()
    signature: str = ""
    dated: date | None = None
    sealed: bool = False
    closing: Closing | None = None


def parts_of(content: Content) -> tuple[Part, ...]:
    return (content,) if isinstance(content, str) else tuple(content)


def text_of(content: Content) -> str:
    return legible("".join(part if isinstance(part, str) else part.text for part in parts_of(content)))


def legible(text: str) -> str:
    """Without control characters, which no Word file may hold and no font can show."""
    return text.translate(UNWRITABLE)
