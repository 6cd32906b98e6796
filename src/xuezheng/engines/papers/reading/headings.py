"""A task's heading: on a line of its own, as the first sentence, or derived from the first clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.brackets import Bracket
from xuezheng.engines.papers.reading.paragraphs import Paragraph
from xuezheng.engines.papers.reading.script import Passage

OWN_LINE, LEAD_SENTENCE, DERIVED_CLAUSE = "own_line", "lead_sentence", "derived_clause"
_LONGEST_LEAD, _LONGEST_LINE = 45, 80
_SHORTEST_SET, _LONGEST_SET = 6, 36
_TITLES = re.compile(r"》(?:[、，]|和|及|与|以及)《")
_PUNCTUATION = "。：；，、"


@dataclass(frozen=True, kw_only=True)
class Heading:
    passage: Passage
    kind: str

    @property
    def on_own_line(self) -> bool:
        return self.kind == OWN_LINE


def heading_of(paragraph: Paragraph, brackets: Sequence[Bracket], *, followed: bool) -> Heading:
    """`followed`: other paragraphs say what the task is."""
    body = paragraph.body
    ends = [bracket.passage.start - body.start for bracket in brackets]
    said = body.sub(0, min(ends, default=len(body)))
    stop = said.folded.find("。")
    first = said.sub(0, stop if stop >= 0 else len(said))
    rest = body.folded[len(first) :].strip(_PUNCTUATION)
    only_brackets = not _beyond(body, first, brackets)
    if followed and only_brackets and len(first) <= _LONGEST_LINE:
        return Heading(passage=first.stripped(_PUNCTUATION), kind=OWN_LINE)
    apart = _set_apart(paragraph, first)
    if apart:
        return Heading(passage=apart, kind=LEAD_SENTENCE)
    if stop >= 0 and rest and not only_brackets and _is_lead(first):
        return Heading(passage=first.stripped(_PUNCTUATION), kind=LEAD_SENTENCE)
    if only_brackets and len(first) <= _LONGEST_LEAD and "，" not in first.folded and paragraph.marker:
        return Heading(passage=first.stripped(_PUNCTUATION), kind=LEAD_SENTENCE)
    return Heading(passage=_first_clause(first), kind=DERIVED_CLAUSE)


def _beyond(body: Passage, first: Passage, brackets: Sequence[Bracket]) -> str:
    """What the paragraph says after its first sentence, brackets aside."""
    text, end = "", first.end
    for bracket in [one for one in brackets if one.passage.start >= end]:
        text += body.script.folded[end : bracket.passage.start]
        end = bracket.passage.end
    text += body.script.folded[end : max(end, body.end)]
    return text.strip(_PUNCTUATION)


def _is_lead(first: Passage) -> bool:
    return len(first) <= _LONGEST_LEAD and "；" not in first.folded


def _set_apart(paragraph: Paragraph, first: Passage) -> Passage | None:
    """加强统筹：… or a heading with blanks after it."""
    text = first.folded
    colon = text.find("：")
    if paragraph.marker and 4 <= colon <= 30 and not re.search("[，；（]", text[:colon]):
        return first.sub(0, colon)
    for blank in paragraph.blanks:
        place = blank - (paragraph.marker.length if paragraph.marker else 0)
        if paragraph.marker and 5 <= place <= 40 and not re.search("[，。；：]", text[:place]):
            return first.sub(0, place)
    return _before_blank(first) if paragraph.marker else None


_WORD = re.compile("[一-鿿”》）]")


def _before_blank(first: Passage) -> Passage | None:
    """One blank between words, where no mark stands before it: the heading was set bold and ends there."""
    text = first.folded
    stop = re.search(r"[，；：、]|\d(?=[\d万]*[个名所门节套人台间期场])", text)
    for place in range(_SHORTEST_SET, min(stop.start() if stop else 0, _LONGEST_SET)):
        apart = first.start + place in first.script.blanked
        if apart and _WORD.match(text[place - 1]) and _WORD.match(text[place]):
            return first.sub(0, place)
    return None


def _first_clause(first: Passage) -> Passage:
    text = first.folded
    ends = [place for place in (_comma(text), text.find("；")) if place > 0]
    titles = _TITLES.search(text)
    if titles:
        ends.append(titles.start() + 1)
    return first.sub(0, min(ends, default=len(text))).stripped("：；，、。")


def _comma(text: str) -> int:
    """The first comma that stands in no bracket or quotation."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "（〔《“") - (sign in "）〕》”")
        if sign == "，" and depth <= 0:
            return place
    return -1
