"""Sentences and clauses of a goal or task, with the stretches that are names and hold no targets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xuezheng.engines.papers.reading.script import Passage

_NAMES = re.compile(
    r"“(?!全(?:覆盖|接入|联通|连通|贯通|达标)”(?!工程|项目|行动|计划)|[^“”]{0,80}?\d[^“”]{0,80}?，|[^“”]{0,80}?，[^“”]{0,80}?\d|[^“”]{0,40}[比率](?:达到|达|为)?\d[\d.]*[：∶%])[^“”]{0,80}”|《[^《》]{0,100}》|‘[^‘’]{0,60}’"
)
"""A quotation of several clauses with figures says what is aimed at; others are names."""
BLANK = "◇"
_FORBIDDEN = re.compile(
    "不(?P<may>应当|允许|得|宜|应|能|可|许|准|要)(?P<than>超过|超出|超|多于|高于|大于|长于|晚于|突破|低于|少于|小于|短于|早于)"
)
_GROWS = (
    "增|减|缩减|精简|提高|提升|增加|增长|扩大|上升|升|下降|降低|压减|压缩|缩短|减少|降|扩展|扩容|提速|跃升|扩充|拓展|升级|上调|下调|调整"
    "|整合|归并|优化|合并|延长|攀升|扩|提|改|控制|翻"
)
_ORIGIN = re.compile(
    rf"(?<![自缘理事])(?:由|从)(?P<said>[^，。；由从]{{0,30}}?\d[^，。；由从]{{0,14}}?)"
    rf"(?:逐步|大幅|进一步|全面|统一)?(?:{_GROWS})(?:到|至|为|成)(?=[^，。；]{{0,12}}\d|全部|所有|全[省市县区校])"
)
"""由93%提高到98%: where it comes from is no target."""
_FIGURES = re.compile(r"\d[\d,.]*(?:[十百千]?[万亿]+)?(?![\d,.]|年(?!级))")
_STOPS = re.compile(r"[。；!]")


@dataclass(frozen=True)
class Sentence:
    """A sentence; places are counted from its start."""

    passage: Passage
    goes_on: bool = False
    """It follows a semicolon."""

    @cached_property
    def text(self) -> str:
        return self.passage.folded

    @cached_property
    def names(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in _NAMES.finditer(self.text))

    @cached_property
    def plain(self) -> str:
        """The text with quotations, titles and former figures blanked out; 不宜超过 reads 宜不超过."""
        signs = list(_FORBIDDEN.sub(r"\g<may>不\g<than>", self.text))
        for start, end in (*self.names, *self._former):
            signs[start:end] = BLANK * (end - start)
        return "".join(signs)

    @cached_property
    def origins(self) -> tuple[tuple[int, int], ...]:
        """Stretches that tell from where to where something moves, up to the figure it reaches."""
        return tuple(match.span() for match in _ORIGIN.finditer(self.text))

    @property
    def _former(self) -> Iterator[tuple[int, int]]:
        for start, end in self.origins:
            yield from (match.span() for match in _FIGURES.finditer(self.text, start, end))

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Stretches between commas that stand in no bracket and no name."""
        found, start, depth = [], 0, 0
        for place, sign in enumerate(self.plain + "，"):
            depth += (sign in "（〔") - (sign in "）〕")
            if sign == "，" and depth <= 0:
                found.append((start, place))
                start = place + 1
        return tuple(found)

    def clause_at(self, place: int) -> tuple[int, int]:
        return next((clause for clause in self.clauses if clause[0] <= place <= clause[1]), (0, len(self.text)))


def sentences_of(passage: Passage) -> Iterator[Sentence]:
    start, goes_on, text = 0, False, passage.folded
    blocked = [match.span() for match in _NAMES.finditer(text)]
    for match in _STOPS.finditer(text):
        if any(begin < match.start() < end for begin, end in blocked):
            continue
        if match.start() > start:
            yield Sentence(passage.sub(start, match.start()), goes_on)
        start, goes_on = match.end(), match[0] == "；"
    if start < len(text):
        yield Sentence(passage.sub(start), goes_on)
