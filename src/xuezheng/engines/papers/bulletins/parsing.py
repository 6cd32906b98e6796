"""A template's YAML read and checked: everything that is wrong is said at once, with its line."""

from collections.abc import Collection
from typing import Any, Literal, Protocol, cast

import yaml
from django.utils.translation import gettext as _

from xuezheng.engines.papers.bulletins.mistakes import Mistake, Notes, TemplateIsMistaken
from xuezheng.engines.papers.bulletins.nodes import (
    Node,
    choice_of,
    condition_in,
    count_of,
    fields_of,
    flag_of,
    items_of,
    names_of,
    node_of,
    phrase_in,
    text_of,
)
from xuezheng.engines.papers.bulletins.template import (
    ChartBlock,
    Head,
    MapBlock,
    RankingBlock,
    Said,
    Section,
    TableBlock,
    Template,
    TemplateAttachment,
    TemplateBlock,
    TextBlock,
)

PERIODS = ("quarter", "month", "year")
DEEPEST, MOST_ROWS = 4, 500
KINDS = ("text", "ranking", "table", "chart", "map", "heading")


def template_of(
    text: str, *, indicators: Collection[str] | None = None, words: Collection[str] | None = None
) -> Template:
    """Refuses (TemplateIsMistaken) with every mistake. `indicators` and `words` are those known, where they are to be checked."""
    notes = Notes()
    found = _template(node_of(text), notes)
    if not notes.mistakes:
        notes.mistakes += _unknown(found, indicators=indicators, words=words)
    if notes.mistakes:
        raise TemplateIsMistaken(notes.mistakes)
    return found


def _unknown(template: Template, *, indicators: Collection[str] | None, words: Collection[str] | None) -> list[Mistake]:
    asked = template.indicators() if indicators is not None else {}
    named = template.words() if words is not None else {}
    strange = [
        Mistake(line=line, reason=_("there is no indicator “%(code)s”.") % {"code": code})
        for code, line in asked.items()
        if code not in (indicators or ())
    ]
    known = ", ".join(sorted(words or ()))
    return strange + [
        Mistake(
            line=line,
            reason=_("the word {%(name)s} is not known; there are: %(known)s.") % {"name": name, "known": known},
        )
        for name, line in named.items()
        if name not in (words or ())
    ]


def _template(node: Node, notes: Notes) -> Template:
    found = fields_of(
        node, notes, needed={"code", "name", "periods", "head", "sections"}, allowed={"attachments", "source"}
    )
    return Template(
        code=text_of(found.get("code"), notes),
        name=dict(names_of(found.get("name"), notes)),
        periods=choice_of(found.get("periods"), notes, options=PERIODS),
        head=_head(found["head"], notes) if "head" in found else Head(title=(), line=1),
        blocks=_blocks(found.get("sections"), notes, depth=1),
        attachments=tuple(_attachment(item, notes) for item in items_of(found.get("attachments"), notes)),
        source=text_of(found.get("source"), notes),
    )


def _head(node: Node, notes: Notes) -> Head:
    found = fields_of(
        node,
        notes,
        needed={"title"},
        allowed={"red_head", "number", "recipients", "signature", "sealed", "copies", "printed_by"},
    )
    phrases: dict[str, Any] = {
        name: phrase_in(found.get(name), notes) for name in ("title", "red_head", "number", "signature", "printed_by")
    }
    lists: dict[str, Any] = {
        name: tuple(phrase_in(item, notes) for item in items_of(found.get(name), notes))
        for name in ("recipients", "copies")
    }
    return Head(**phrases, **lists, sealed=flag_of(found.get("sealed"), notes), line=_line(node))


def _attachment(node: Node, notes: Notes) -> TemplateAttachment:
    found = fields_of(node, notes, needed={"title", "blocks"}, allowed={"when"})
    return TemplateAttachment(
        title=phrase_in(found.get("title"), notes),
        blocks=_blocks(found.get("blocks"), notes, depth=1),
        line=_line(node),
        when=condition_in(found.get("when"), notes),
    )


def _blocks(node: Node | None, notes: Notes, *, depth: int) -> tuple[TemplateBlock, ...]:
    read = (_block(item, notes, depth=depth) for item in items_of(node, notes))
    return tuple(block for block in read if block is not None)


def _block(node: Node, notes: Notes, *, depth: int) -> TemplateBlock | None:
    named = {str(key.value) for key, _value in node.value} if isinstance(node, yaml.MappingNode) else set[str]()
    kinds = [kind for kind in KINDS if kind in named]
    if len(kinds) != 1:
        notes.add(node, _("a block has just one of the fields %(kinds)s.") % {"kinds": ", ".join(KINDS)})
        return None
    kind = kinds[0]
    if kind == "heading":
        return _section(node, notes, depth=depth)
    found = fields_of(node, notes, needed={kind}, allowed={"when"})
    when = condition_in(found.get("when"), notes)
    return READERS[kind](found[kind], notes, when=when, line=_line(node))


def _section(node: Node, notes: Notes, *, depth: int) -> Section | None:
    found = fields_of(node, notes, needed={"heading", "blocks"}, allowed={"when"})
    if depth > DEEPEST:
        notes.add(node, _("headings have %(most)s levels and no more.") % {"most": DEEPEST})
        return None
    return Section(
        heading=phrase_in(found.get("heading"), notes),
        blocks=_blocks(found.get("blocks"), notes, depth=depth + 1),
        line=_line(node),
        when=condition_in(found.get("when"), notes),
    )


def _text(node: Node, notes: Notes, *, when: Any, line: int) -> TextBlock:
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return TextBlock(sentences=tuple(_said(item, notes) for item in items), when=when, line=line)


def _said(node: Node, notes: Notes) -> Said:
    if not isinstance(node, yaml.MappingNode):
        return Said(phrase=phrase_in(node, notes), line=_line(node))
    found = fields_of(node, notes, needed={"say", "when"}, allowed={"else"})
    return Said(
        phrase=phrase_in(found.get("say"), notes),
        when=condition_in(found.get("when"), notes),
        otherwise=phrase_in(found["else"], notes) if "else" in found else None,
        line=_line(node),
    )


def _ranking(node: Node, notes: Notes, *, when: Any, line: int) -> RankingBlock:
    found = fields_of(node, notes, needed={"title", "indicator"}, allowed={"first", "lowest", "note"})
    return RankingBlock(
        title=phrase_in(found.get("title"), notes),
        indicator=text_of(found.get("indicator"), notes),
        first=count_of(found.get("first"), notes, most=MOST_ROWS),
        lowest=flag_of(found.get("lowest"), notes),
        note=phrase_in(found.get("note"), notes),
        when=when,
        line=line,
    )


def _table(node: Node, notes: Notes, *, when: Any, line: int) -> TableBlock:
    found = fields_of(node, notes, needed={"title", "indicators"}, allowed={"over", "changes", "note"})
    over = choice_of(found.get("over"), notes, options=("places", "periods"))
    return TableBlock(
        title=phrase_in(found.get("title"), notes),
        indicators=_codes(found.get("indicators"), notes),
        over=cast("Literal['places', 'periods']", over),
        changes=flag_of(found.get("changes"), notes),
        note=phrase_in(found.get("note"), notes),
        when=when,
        line=line,
    )


def _chart(node: Node, notes: Notes, *, when: Any, line: int) -> ChartBlock:
    found = fields_of(node, notes, needed={"title", "indicators"}, allowed={"kind", "about"})
    kind = choice_of(found.get("kind"), notes, options=("bars", "lines"))
    codes = _codes(found.get("indicators"), notes)
    if kind == "bars" and len(codes) > 1:
        notes.add(found["indicators"], _("bars show one indicator; lines show several."))
    return ChartBlock(
        title=phrase_in(found.get("title"), notes),
        indicators=codes,
        kind=cast("Literal['bars', 'lines']", kind),
        about=phrase_in(found.get("about"), notes),
        when=when,
        line=line,
    )


def _map(node: Node, notes: Notes, *, when: Any, line: int) -> MapBlock:
    found = fields_of(node, notes, needed={"title", "indicator", "parent"}, allowed={"level", "about"})
    level = choice_of(found.get("level"), notes, options=("county", "city", "below"))
    return MapBlock(
        title=phrase_in(found.get("title"), notes),
        indicator=text_of(found.get("indicator"), notes),
        parent=phrase_in(found.get("parent"), notes),
        level=cast("Literal['city', 'county', 'below']", level),
        about=phrase_in(found.get("about"), notes),
        when=when,
        line=line,
    )


def _codes(node: Node | None, notes: Notes) -> tuple[str, ...]:
    codes = tuple(text_of(item, notes) for item in items_of(node, notes))
    if node is not None and not codes:
        notes.add(node, _("at least one indicator is wanted here."))
    return codes


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


class BlockReader(Protocol):
    def __call__(self, node: Node, notes: Notes, *, when: Any, line: int) -> TemplateBlock: ...


READERS: dict[str, BlockReader] = {
    "text": _text,
    "ranking": _ranking,
    "table": _table,
    "chart": _chart,
    "map": _map,
}
