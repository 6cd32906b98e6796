"""A bulletin's template as values: what is asked for, in which order, under which conditions."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from xuezheng.engines.papers.bulletins.conditions import Both, Check, Condition, Not
from xuezheng.engines.papers.bulletins.slots import Asked, Phrase

Names = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Said:
    """One sentence; `otherwise` stands where the condition is not met."""

    phrase: Phrase
    line: int
    when: Condition | None = None
    otherwise: Phrase | None = None


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    sentences: tuple[Said, ...]
    line: int
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class RankingBlock:
    title: Phrase
    indicator: str
    line: int
    first: int = 0
    """How many are shown; 0 is all."""
    lowest: bool = False
    """Begins with the smallest value."""
    note: Phrase = ()
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class TableBlock:
    """Of the units below, or of the periods until now."""

    title: Phrase
    indicators: tuple[str, ...]
    line: int
    over: Literal["places", "periods"] = "places"
    changes: bool = False
    note: Phrase = ()
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class ChartBlock:
    title: Phrase
    indicators: tuple[str, ...]
    line: int
    kind: Literal["bars", "lines"] = "bars"
    about: Phrase = ()
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class MapBlock:
    """`parent` names the region whose cities or counties are shown, often by a word such as {region}. With the level `below`
    the word {map} names it, so that one template serves provinces and cities; empty leaves the map out."""

    title: Phrase
    indicator: str
    parent: Phrase
    line: int
    level: Literal["city", "county", "below"] = "county"
    about: Phrase = ()
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """Left out with its heading where nothing of it is left."""

    heading: Phrase
    blocks: "tuple[TemplateBlock, ...]"
    line: int
    when: Condition | None = None


TemplateBlock = TextBlock | RankingBlock | TableBlock | ChartBlock | MapBlock | Section


@dataclass(frozen=True, kw_only=True)
class TemplateAttachment:
    title: Phrase
    blocks: tuple[TemplateBlock, ...]
    line: int
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands around the text."""

    title: Phrase
    line: int
    red_head: Phrase = ()
    number: Phrase = ()
    recipients: tuple[Phrase, ...] = ()
    signature: Phrase = ()
    sealed: bool = False
    copies: tuple[Phrase, ...] = ()
    printed_by: Phrase = ()


@dataclass(frozen=True, kw_only=True)
class Template:
    code: str
    name: Names
    periods: str
    head: Head
    blocks: tuple[TemplateBlock, ...]
    attachments: tuple[TemplateAttachment, ...] = ()
    source: str = ""

    def indicators(self) -> dict[str, int]:
        """Every code the template asks for, with the line it first stands in."""
        found: dict[str, int] = {}
        for code, line in _asked_for(self):
            found[code] = min(line, found.get(code, line))
        return found

    def words(self) -> dict[str, int]:
        """Every name ({unit}) likewise."""
        found: dict[str, int] = {}
        for name, line in _names(self):
            found[name] = min(line, found.get(name, line))
        return found


def _asked_for(found: Any) -> Iterator[tuple[str, int]]:
    if isinstance(found, Asked):
        if found.kind != "word":
            yield found.code, found.line
    elif isinstance(found, Check | Both | Not):
        yield from found.codes().items()
    else:
        yield from _own(found)
        for part in _parts(found):
            yield from _asked_for(part)


def _own(found: Any) -> Iterator[tuple[str, int]]:
    """What a block asks for itself, beside its texts."""
    match found:
        case RankingBlock() | MapBlock():
            yield found.indicator, found.line
        case TableBlock() | ChartBlock():
            yield from ((code, found.line) for code in found.indicators)


def _names(found: Any) -> Iterator[tuple[str, int]]:
    if isinstance(found, Asked):
        if found.kind == "word":
            yield found.code, found.line
        return
    for part in _parts(found):
        yield from _names(part)


def _parts(found: Any) -> Iterator[Any]:
    if isinstance(found, tuple):
        yield from found
    elif is_dataclass(found):
        yield from (getattr(found, item.name) for item in fields(found))
