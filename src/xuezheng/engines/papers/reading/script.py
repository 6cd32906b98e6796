"""The text as the grammar sees it: without blanks, one form for each punctuation mark, and the way back to the source.

Kept apart because every rule matches on it, and none may lose where in the source a character stood.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xuezheng.engines.papers.reading.structure import Span, Words

_FORMS = {
    **{chr(0xFF01 + number): chr(0x21 + number) for number in range(94)},
    **dict(zip("[]【】﹝﹞［］{}", "〔〕〔〕〔〕〔〕〔〕", strict=True)),
    **dict(zip("〈〉«»﹤﹥", "《》《》《》", strict=True)),
    **dict(zip("「」『』", "“”‘’", strict=True)),
    **dict(zip("｡﹪﹒•", "。%.·", strict=True)),
}
_FULL = dict(zip(",;:()!?", "，；：（）！？", strict=True))
_FOLDED = {ord(one): _FULL.get(other, other) for one, other in {**_FORMS, **_FULL}.items()}
_GROUPED = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
"""A comma between digits groups thousands; it separates nothing."""


_STOP = re.compile(r"(?<=[一-鿿%）》”])(?<![一二三四五六七八九十])(?<!（[一-鿿]）)(?<!（[一-鿿]{2}）)\.(?!\d)")
"""A half-width full stop after words, not after a number that counts."""
_ANGLED = re.compile(r"<([^<>。；]{0,60}[一-鿿][^<>。；]{0,60})>")


def folded(written: str) -> str:
    """The same number of characters, each in the one form that the rules are written in."""
    text = written.translate(_FOLDED)
    if '"' in text:
        pieces = text.split('"')
        text = pieces[0] + "".join("“”"[place % 2] + piece for place, piece in enumerate(pieces[1:]))
    if "." in text:
        text = _STOP.sub("。", text)
    if "<" in text:
        text = _ANGLED.sub(r"《\1》", text)
    return _GROUPED.sub(",", text)


@dataclass(frozen=True, kw_only=True)
class Script:
    """Characters that carry meaning, as written and folded, each with its place in the source."""

    written: str
    places: Sequence[int]
    blanked: frozenset[int] = frozenset()
    """Characters before which blanks stood on the same line."""
    folded: str = field(default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", folded(self.written))

    def passage(self, start: int = 0, end: int | None = None) -> "Passage":
        return Passage(script=self, start=start, end=len(self.written) if end is None else end)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of the script. `start` and `end` count characters of the script, `span` those of the source."""

    script: Script = field(repr=False, compare=False)
    start: int
    end: int

    @cached_property
    def folded(self) -> str:
        return self.script.folded[self.start : self.end]

    @property
    def written(self) -> str:
        return self.script.written[self.start : self.end]

    @property
    def span(self) -> Span:
        places = self.script.places
        if self.start >= self.end:
            place = places[self.start] if self.start < len(places) else (places[-1] + 1 if places else 0)
            return Span(place, place)
        first, last = sorted((places[self.start], places[self.end - 1]))
        return Span(first, last + 1)

    @property
    def words(self) -> Words:
        return Words(text=self.written, span=self.span)

    def __len__(self) -> int:
        return self.end - self.start

    def sub(self, start: int = 0, end: int | None = None) -> "Passage":
        """A part, counted from this passage's own start."""
        stop = self.end if end is None else self.start + min(end, len(self))
        return Passage(script=self.script, start=self.start + start, end=max(stop, self.start + start))

    def stripped(self, marks: str) -> "Passage":
        """Without these marks at either end."""
        text = self.folded
        left = len(text) - len(text.lstrip(marks))
        return self.sub(left, max(left, len(text.rstrip(marks))))

    def found(self, pattern: re.Pattern[str], group: int | str = 0) -> Iterator["Passage"]:
        for match in pattern.finditer(self.folded):
            if match.start(group) >= 0:
                yield self.sub(match.start(group), match.end(group))

    def through(self, other: "Passage") -> "Passage":
        return Passage(script=self.script, start=self.start, end=max(other.end, self.start))
