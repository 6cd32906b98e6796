"""The marks on a document: which words became what, drawn flat so that any two may overlap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from xuezheng.modules.plans.document import DocumentParagraph, bracket_around, paragraphs_in
from xuezheng.modules.plans.drafts import Span
from xuezheng.modules.plans.models import Responsibility
from xuezheng.modules.plans.queries.structure import Card, Structure


@dataclass(frozen=True, kw_only=True)
class Mark:
    """`tone` is its colour, `part` what it became, `card` where that is shown."""

    span: Span
    tone: str
    part: str
    card: str
    uncertain: bool = False


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words under one mark, or under none. `first`: where the mark begins, which is where links lead."""

    text: str
    start: int
    mark: Mark | None = None
    first: bool = False


@dataclass(frozen=True, kw_only=True)
class ShownParagraph:
    kind: str
    pieces: tuple[Piece, ...]


def marked_document(
    text: str, structure: Structure, *, titles: Sequence[str], findings: Iterable[Mark] = ()
) -> list[ShownParagraph]:
    marks = [*marks_of(structure, text), *findings]
    owner = _painted(len(text), marks)
    headings = {card.part.span_start for card in structure.cards if card.kind == "section"}
    bare_titles = {_bare(title) for title in titles if title}
    begun: set[int] = set()
    shown = []
    for paragraph in paragraphs_in(text):
        kind = "title" if any(_bare(paragraph.text) in title for title in bare_titles) else "text"
        kind = (
            "heading"
            if any(paragraph.start <= place < paragraph.end for place in headings if place is not None)
            and len(paragraph.text) < 60
            else kind
        )
        shown.append(ShownParagraph(kind=kind, pieces=tuple(_pieces(paragraph, owner, marks, begun))))
    return shown


def marks_of(structure: Structure, text: str) -> Iterator[Mark]:
    for card in structure.cards:
        yield from _of_heading(card)
        yield from _of_units(card, text)
        for target in card.targets:
            yield from _mark(
                target.span_start, target.span_end, "n" if target.core else "o", f"target-{target.id}", card
            )
        for milestone in card.milestones:
            yield from _mark(milestone.span_start, milestone.span_end, "m", f"milestone-{milestone.id}", card)


def _of_heading(card: Card) -> Iterator[Mark]:
    part = card.part
    if card.kind == "task":
        start = part.span_start if part.number_printed else part.heading_start
        yield from _mark(start, part.heading_end, "t", card.key, card)
    elif card.kind == "goal":
        yield from _mark(part.span_start, part.span_end, "g", card.key, card)


def _of_units(card: Card, text: str) -> Iterator[Mark]:
    """The whole bracket is one mark, since its units belong together; names nobody has decided stand out in it."""
    for _bracket, group in groupby(card.rows, key=lambda row: row.bracket):
        rows = [row for row in group if row.span_start is not None and row.span_end is not None]
        if not rows:
            continue
        inner = min(_start(row) for row in rows), max(row.span_end or 0 for row in rows)
        span = bracket_around(text, inner)
        yield Mark(span=span, tone="u", part=f"unit-{rows[0].id}", card=card.key)
        for row in rows:
            if not row.is_resolved:
                name = (_start(row), row.span_end or 0)
                yield Mark(span=name, tone="u", part=f"unit-{row.id}", card=card.key, uncertain=True)


def _start(row: Responsibility) -> int:
    return row.span_start or 0


def _mark(start: int | None, end: int | None, tone: str, part: str, card: Card) -> Iterator[Mark]:
    if start is not None and end is not None and start < end:
        yield Mark(span=(start, end), tone=tone, part=part, card=card.key)


def _painted(length: int, marks: Sequence[Mark]) -> list[int]:
    """For each character the mark it shows: of several that cover it the shortest."""
    owner = [-1] * (length + 1)
    for place in sorted(range(len(marks)), key=lambda place: marks[place].span[0] - marks[place].span[1]):
        start, end = marks[place].span
        owner[start:end] = [place] * (min(end, length) - start)
    return owner


def _pieces(
    paragraph: DocumentParagraph, owner: Sequence[int], marks: Sequence[Mark], begun: set[int]
) -> Iterator[Piece]:
    """Within a piece the source is unbroken, so that the n-th character selected is the n-th of the source."""
    signs = [
        (sign, place, place - number)
        for number, (sign, place) in enumerate(zip(paragraph.text, paragraph.places, strict=True))
    ]
    for (number, _run), group in groupby(signs, key=lambda sign: (owner[sign[1]], sign[2])):
        words = list(group)
        first = number >= 0 and number not in begun
        begun.add(number)
        yield Piece(
            text="".join(sign for sign, _place, _run in words),
            start=words[0][1],
            mark=marks[number] if number >= 0 else None,
            first=first,
        )


def _bare(text: str) -> str:
    return "".join(text.split())
