"""Paragraphs out of lines: printed lines are joined again, whether wrapped at the page's width or not.

Texts taken from PDF and OFD break at every printed line, often without the indent that would tell a paragraph's start. What
remains is the width: a line shorter than the page that ends a sentence ends its paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.brackets import opens_assignment
from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.markers import CHAPTER, ITEM, PART, Marker, marker_at
from xuezheng.engines.papers.reading.script import Passage

_SENTENCE_END = "。！？；：）〕!"
_CLOSED_AFTER_STOP = re.compile(r"。[（〔][^。]{0,6}(?:单位|部门|处室|科室|司局)[^。]*[）〕]$")
_SLACK, _INDENT = 2.5, 2.0
"""Printed lines end a little early, since marks may not open a line; a first line loses its indent on top."""


_NARROWEST, _WIDEST, _FEWEST_BROKEN = 14, 60, 2
_SHORT_HEADING, _CLAUSES = 26, 3


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph: the marker it opens with, and the passage including it."""

    passage: Passage
    marker: Marker | None
    blanks: tuple[int, ...] = ()
    column: str = ""
    """What the cell of a table is for."""

    @property
    def body(self) -> Passage:
        """Without the marker."""
        return self.passage.sub(self.marker.length if self.marker else 0)

    @property
    def number(self) -> str:
        """The number as printed, in the signs of the source."""
        if self.marker is None:
            return ""
        at = self.passage.folded.find(self.marker.printed)
        return self.passage.sub(at, at + len(self.marker.printed)).written


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the lines of a document are set. `page` is the width of a full line, None where lines are not wrapped."""

    page: float | None
    indents: bool
    gaps: bool
    headed: bool
    """Most numbered tasks have a heading on a line of its own."""

    def is_full(self, before: Sequence[Line]) -> bool:
        """Whether the last of a paragraph's lines so far reaches the margin."""
        indent = _INDENT if len(before) == 1 else 0.0
        return self.page is not None and before[-1].width > self.page - _SLACK - indent


def layout_of(whole: Sequence[Line]) -> Layout:
    lines = [line for line in whole if line.cell is None]
    marked = [line for line in lines if line.marker]
    indented = sum(line.indented for line in marked)
    gaps = sum(line.gap and not line.turned for line in lines)
    return Layout(
        page=_page(lines),
        indents=bool(marked) and indented >= 0.6 * len(marked),
        headed=_headed(lines),
        gaps=0 < gaps < 0.5 * len(lines),
    )


def _headed(lines: Sequence[Line]) -> bool:
    items = [line for line in lines if line.marker and line.marker.level == ITEM]
    return bool(items) and sum(line.folded[-1] == "。" for line in items) >= 0.6 * len(items)


def _page(lines: Sequence[Line]) -> float | None:
    """The width at which sentences are broken again and again, and which hardly any line passes."""
    broken = [line.width for line in lines if not _ends(line) and line.width >= _NARROWEST and not _stands_alone(line)]
    if len(broken) < _FEWEST_BROKEN:
        return None
    page = max(broken, key=lambda width: (sum(abs(other - width) <= 1 for other in broken), width))
    full = sum(abs(width - page) <= _SLACK for width in broken)
    beyond = sum(line.width > page + _SLACK for line in lines)
    return page if page <= _WIDEST and full >= 0.5 * len(broken) and beyond <= 0.05 * len(lines) else None


def _stands_alone(line: Line) -> bool:
    """A heading or a line of units, which end without a mark wherever they end."""
    heading = line.marker is not None and not any(sign in "，。：；" for sign in line.folded)
    return heading or opens_assignment(line.folded)


def paragraphs_of(lines: Sequence[Line], layout: Layout) -> list[Paragraph]:
    found: list[list[Line]] = []
    for line in lines:
        if found and _continues(found[-1], line, layout):
            found[-1].append(line)
        else:
            found.append([line])
    return [_paragraph(part) for part in found]


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    cell, passage = lines[0].cell, lines[0].passage.through(lines[-1].passage)
    if cell or lines[0].chapter:
        return Paragraph(passage=passage, marker=lines[0].marker, column=cell.column if cell else "")
    return Paragraph(passage=passage, marker=marker_at(passage.folded), blanks=lines[0].blanks)


def _continues(before: Sequence[Line], line: Line, layout: Layout) -> bool:
    last = before[-1]
    if line.cell or last.cell or line.chapter or last.chapter:
        return False
    if _is_bare_marker(before) or _fills_bracket(before, line, layout):
        return True
    if opens_assignment(line.folded):
        return False
    if layout.page is None:
        return _continues_sentence(before, line, layout)
    if layout.indents:
        return _continues_indented(before, line, layout)
    return _continues_by_width(before, line, layout)


_HELD_OPEN = "，、（〔《“"


def _continues_sentence(before: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Where lines have no common width: a sentence is plainly not over, over a page's turn or at an indented text's margin."""
    last = before[-1]
    if line.indented or line.marker or _ends(last):
        return False
    if last.folded[-1] in _HELD_OPEN or (line.turned and not _is_short_heading(before)):
        return True
    if opens_assignment(before[0].folded):
        return False
    if "。" in last.folded or (before[0].marker is None and "，" in last.folded):
        return last.width > _NARROWEST
    return layout.indents and any(one.indented for one in before) and not _is_heading(before)


def _is_bare_marker(before: Sequence[Line]) -> bool:
    """A number alone on its line belongs to what follows."""
    if len(before) != 1:
        return False
    marker = before[0].marker
    return marker is not None and marker.length == len(before[0].folded)


def _ends(line: Line) -> bool:
    return line.folded[-1] in _SENTENCE_END and not _PLACES.search(line.folded)


_PLACES = re.compile("[市县区州盟旗]（[市县区旗州盟、]{1,9}）$")
"""试点县（区） at a line's end ends no sentence."""


def _continues_indented(before: Sequence[Line], line: Line, layout: Layout) -> bool:
    if line.indented or (_heads(line) and (_ends(before[-1]) or _names_units(before))):
        return False
    if layout.is_full(before):
        return True
    return not (_ends(before[-1]) or _is_heading(before) or line.marker)


def _names_units(before: Sequence[Line]) -> bool:
    """责任单位：… is all that the paragraph says, or what it says last."""
    return opens_assignment(before[0].folded) or opens_assignment(_tail(before).rsplit("。", 1)[-1])


def _heads(line: Line) -> bool:
    """A heading of its own, which some offices print at the margin."""
    return line.marker is not None and line.marker.level in (CHAPTER, PART, ITEM) and _stands_alone(line)


def _continues_by_width(before: Sequence[Line], line: Line, layout: Layout) -> bool:
    last, full = before[-1], layout.is_full(before)
    over = _ends(last) or not full or _is_heading(before) or _names_units(before)
    if line.marker and over:
        return False
    if layout.gaps and line.gap and not line.turned and _ends(last):
        return False
    if full:
        return not (_closes(before) or (layout.headed and _is_headed(before)))
    return not (_ends(last) or _is_heading(before))


def _is_headed(before: Sequence[Line]) -> bool:
    """A number and one whole sentence: a heading that happens to fill its line."""
    text = "".join(line.folded for line in before)
    marker = marker_at(text)
    return marker is not None and marker.level == ITEM and text.endswith("。") and text.count("。") == 1


def _is_heading(before: Sequence[Line]) -> bool:
    """So far a number and words without a sentence's end; three clauses and more are a sentence that goes on."""
    text = "".join(line.folded for line in before)
    return marker_at(text) is not None and "。" not in text and text.count("，") < _CLAUSES


def _is_short_heading(before: Sequence[Line]) -> bool:
    """A heading on a line of its own, the last of its page."""
    text = "".join(line.folded for line in before)
    return _is_heading(before) and len(text) <= _SHORT_HEADING and not re.search("[，；：、]$", text)


def _closes(before: Sequence[Line]) -> bool:
    """A bracket after the full stop closes its paragraph even on a full line."""
    return _CLOSED_AFTER_STOP.search(_tail(before)) is not None


def _is_open(before: Sequence[Line]) -> bool:
    """A bracket was opened a little before and has not closed yet."""
    tail = _tail(before)
    opened = sum((sign in "（〔") - (sign in "）〕") for sign in tail)
    return opened > 0 and "。" not in tail[max(tail.rfind("（"), tail.rfind("〔"), 0) :]


def _fills_bracket(before: Sequence[Line], line: Line, layout: Layout) -> bool:
    """In printed lines anything may; elsewhere what follows a page's turn, the bracket itself, or what first ends one."""
    if line.indented or line.marker or not _is_open(before):
        return False
    if layout.page or line.turned or before[-1].folded[-1] in "（〔":
        return True
    marks = [sign for sign in line.folded if sign in "（〔）〕。"]
    return bool(marks) and marks[0] in "）〕"


def _tail(before: Sequence[Line]) -> str:
    return "".join(line.folded for line in before)[-160:]
