"""A template filled with one unit's numbers: an official document, ready to be written. No database, no clock."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import override

from xuezheng.engines.papers.bulletins.blocks import chart_of, map_of, ranking_of, table_of
from xuezheng.engines.papers.bulletins.numbers import Numbers
from xuezheng.engines.papers.bulletins.phrases import filled, filled_text, is_met
from xuezheng.engines.papers.bulletins.slots import Phrase
from xuezheng.engines.papers.bulletins.template import (
    ChartBlock,
    MapBlock,
    RankingBlock,
    Section,
    TableBlock,
    Template,
    TemplateBlock,
    TextBlock,
)
from xuezheng.engines.papers.writing.official.paper import (
    Attachment,
    Block,
    Closing,
    Heading,
    Paper,
    Paragraph,
    Part,
)


def bulletin_of(template: Template, numbers: Numbers, *, dated: date | None = None) -> Paper:
    """In Chinese whatever the reader's language, since it is an official document. `dated` is the day of its issue."""
    with override("zh-hans"):
        head = template.head
        return Paper(
            title=filled_text(head.title, numbers),
            red_head=filled_text(head.red_head, numbers),
            number=filled_text(head.number, numbers),
            recipients=_texts(head.recipients, numbers),
            blocks=list(_blocks(template.blocks, numbers, level=1)),
            attachments=[
                Attachment(title=filled_text(item.title, numbers), blocks=list(_blocks(item.blocks, numbers, level=1)))
                for item in template.attachments
                if is_met(item.when, numbers)
            ],
            signature=filled_text(head.signature, numbers),
            sealed=head.sealed,
            dated=dated,
            closing=_closing(template, numbers, dated=dated),
        )


def _texts(phrases: Sequence[Phrase], numbers: Numbers) -> list[str]:
    return [filled_text(phrase, numbers) for phrase in phrases]


def _closing(template: Template, numbers: Numbers, *, dated: date | None) -> Closing | None:
    head = template.head
    if not (head.copies or head.printed_by):
        return None
    return Closing(
        copies=_texts(head.copies, numbers),
        printed_by=filled_text(head.printed_by, numbers),
        printed_on=dated if head.printed_by else None,
    )


def _blocks(blocks: Sequence[TemplateBlock], numbers: Numbers, *, level: int) -> Iterator[Block]:
    for block in blocks:
        if not is_met(block.when, numbers):
            continue
        match block:
            case Section():
                yield from _section(block, numbers, level=level)
            case TextBlock():
                yield from _paragraph(block, numbers)
            case RankingBlock():
                yield ranking_of(block, numbers)
            case TableBlock():
                yield table_of(block, numbers)
            case ChartBlock():
                yield chart_of(block, numbers)
            case MapBlock():
                yield from filter(None, [map_of(block, numbers)])


def _section(section: Section, numbers: Numbers, *, level: int) -> Iterator[Block]:
    inner = list(_blocks(section.blocks, numbers, level=level + 1))
    if inner:
        yield Heading(level=level, content=filled(section.heading, numbers))
        yield from inner


def _paragraph(block: TextBlock, numbers: Numbers) -> Iterator[Paragraph]:
    """The sentences that are said here, one after the other; none leaves no empty paragraph."""
    parts: list[Part] = []
    for said in block.sentences:
        met = is_met(said.when, numbers)
        chosen = said.phrase if met else said.otherwise if met is False else None
        parts += filled(chosen, numbers) if chosen else ()
    if parts:
        yield Paragraph(content=tuple(parts))
