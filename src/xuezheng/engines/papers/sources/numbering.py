"""Automatic numbers of a Word document: what stands before a paragraph on paper though no character of it is in the text.

Lists are counted as Word counts them: instances of one abstract list share their counters, a level restarts after a higher
one, an instance may begin anew (ISO/IEC 29500-1, 17.9).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from xuezheng.engines.papers.sources.markup import attribute, child, children, descendants
from xuezheng.engines.papers.sources.numerals import written

LEVELS = 9
BLANK = re.compile(r"%([1-9])")
CLOSED = tuple("、．，。：）】〕》-—")
"""After these the text follows at once on paper, whatever tab Word sets there."""
BULLET = "•"
WHOLE = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class Level:
    """How one level of a list is numbered. `restart`: the level (from 1) that restarts it; 0 none; -1 any higher one."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int = -1
    legal: bool = False


@dataclass(frozen=True, kw_only=True)
class List:
    """An instance: the abstract list it belongs to, its levels, and where it begins anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(kw_only=True)
class Counters:
    """The state while a document is read from its beginning to its end."""

    lists: Mapping[str, List]
    values: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next_number(self, number_id: str, level: int) -> str:
        """Count one paragraph; what stands before its text."""
        found = self.lists.get(number_id)
        if found is None or level not in found.levels:
            return ""
        values = self.values.setdefault(found.abstract, {})
        if number_id not in self.begun:
            self.begun.add(number_id)
            for place, start in found.starts.items():
                values[place] = start - 1
        values[level] = values.get(level, found.levels[level].start - 1) + 1
        _restart(values, found, level)
        return _shown(found, level, values)


def _restart(values: dict[int, int], found: List, level: int) -> None:
    for deeper in range(level + 1, LEVELS):
        restart = found.levels[deeper].restart if deeper in found.levels else -1
        if restart == -1 or level < restart:
            values.pop(deeper, None)


def _shown(found: List, level: int, values: dict[int, int]) -> str:
    own = found.levels[level]
    if own.number_format == "bullet":
        return BULLET + " " if own.text.strip() else ""

    def fill(blank: re.Match[str]) -> str:
        place = int(blank[1]) - 1
        other = found.levels.get(place, Level())
        value = values.setdefault(place, other.start)  # a level passed over counts as begun
        return written(value, "decimal" if own.legal and other.number_format != "none" else other.number_format)

    text = BLANK.sub(fill, own.text)
    return text + _gap(text, own.suffix)


def _gap(text: str, suffix: str) -> str:
    return "" if not text or suffix == "nothing" or text.endswith(CLOSED) or text[-1].isspace() else " "


def read_lists(root: etree._Element | None) -> dict[str, List]:
    """The instances of numbering.xml by their number."""
    if root is None:
        return {}
    abstracts = {attribute(item, "abstractNumId"): item for item in children(root, "abstractNum")}
    styled = {attribute(child(item, "styleLink"), "val"): item for item in abstracts.values()}
    found = {}
    for number in children(root, "num"):
        name = attribute(child(number, "abstractNumId"), "val")
        linked = attribute(child(abstracts.get(name), "numStyleLink"), "val")
        abstract = styled.get(linked, abstracts.get(name)) if linked else abstracts.get(name)
        found[attribute(number, "numId")] = _list(number, name, abstract)
    return found


def style_levels(root: etree._Element | None) -> dict[tuple[str, str], int]:
    """The level that belongs to a style within an instance, where the level names its style and the style no level."""
    if root is None:
        return {}
    abstracts = {attribute(item, "abstractNumId"): item for item in children(root, "abstractNum")}
    found = {}
    for number in children(root, "num"):
        abstract = abstracts.get(attribute(child(number, "abstractNumId"), "val"))
        for level in children(abstract, "lvl"):
            style = attribute(child(level, "pStyle"), "val")
            if style:
                found[attribute(number, "numId"), style] = _whole(attribute(level, "ilvl"), 0)
    return found


def _list(number: etree._Element, name: str, abstract: etree._Element | None) -> List:
    levels = {_whole(attribute(item, "ilvl"), 0): _level(item) for item in children(abstract, "lvl")}
    starts = {}
    for override in children(number, "lvlOverride"):
        place = _whole(attribute(override, "ilvl"), 0)
        if (own := child(override, "lvl")) is not None:
            levels[place] = _level(own)
        if (start := child(override, "startOverride")) is not None:
            starts[place] = _whole(attribute(start, "val"), 1)
    return List(abstract=name, levels=levels, starts=starts)


def _level(item: etree._Element) -> Level:
    formats = descendants(item, "numFmt")  # a custom format stands beside its fallback, which comes last
    legal = child(item, "isLgl")
    return Level(
        start=_whole(attribute(child(item, "start"), "val"), 1),
        number_format=attribute(formats[-1], "val") if formats else "decimal",
        text=attribute(child(item, "lvlText"), "val"),
        suffix=attribute(child(item, "suff"), "val") or "tab",
        restart=_whole(attribute(child(item, "lvlRestart"), "val"), -1),
        legal=legal is not None and attribute(legal, "val") not in {"0", "false", "off"},
    )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if WHOLE.fullmatch(text) else otherwise
