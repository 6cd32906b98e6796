"""Lines of the source: what is furniture of a page (page numbers, running heads, pictures) and what is text.

Furniture is taken out before anything else is read, so that a sentence may run over a page break.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from xuezheng.engines.papers.reading.markers import CHAPTER, Marker, marker_at
from xuezheng.engines.papers.reading.script import Passage, Script, folded
from xuezheng.engines.papers.reading.tables import Cell, table_cells

_DASH = "-—–－―─~～·.•"
_PAGE_NUMBER = re.compile(
    rf"[{_DASH}]+\d{{1,3}}[{_DASH}]+|(?:第?\d{{1,3}}页|共\d{{1,3}}页)(?:[，/]?(?:共|第)\d{{1,3}}页)?|\d{{1,3}}/\d{{1,3}}页?"
    r"|\d{1,3}|[Pp]age\d{1,3}(?:of\d{1,3})?"
)
_NUMBERED_HEAD = re.compile(
    rf"(?P<head>[^，。；：]{{2,36}})(?:[{_DASH}]+\d{{1,3}}[{_DASH}]+|第\d{{1,3}}页(?:共\d{{1,3}}页)?)"
)
_HEADED_NUMBER = re.compile(
    rf"(?:[{_DASH}]+\d{{1,3}}[{_DASH}]+|第\d{{1,3}}页(?:共\d{{1,3}}页)?)(?P<head>[^，。；：]{{2,36}})"
)
_PICTURE = re.compile(r"〔image：.*〕|〔图片.*〕")
_SENTENCE_END = "。！？；：）〕”》"
_REPEATED_HEAD, _SHORTEST_TITLE, _FEWEST_CHAPTERS = 40, 5, 2


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text. `gap`: an empty line stands before it; `turned`: page furniture stood before it."""

    passage: Passage
    indented: bool
    gap: bool
    turned: bool
    blanks: tuple[int, ...] = ()
    """Places within the line, counted without blanks, where several blanks stood."""
    cell: Cell | None = None
    """Set where the line is a cell of a table."""
    chapter: Marker | None = None
    """Set where the line is a chapter's heading that has no number."""

    @cached_property
    def marker(self) -> Marker | None:
        return self.chapter or (self.cell.marker if self.cell else marker_at(self.folded))

    @property
    def folded(self) -> str:
        return self.passage.folded

    @property
    def width(self) -> float:
        return width(self.folded)


@dataclass(frozen=True, kw_only=True)
class _Raw:
    start: int
    text: str
    bare: str
    cell: Cell | None = None

    @property
    def breaks_page(self) -> bool:
        return "\f" in self.text


def width(text: str) -> float:
    """In full characters: letters and digits take half."""
    return sum(0.5 if ord(sign) < 0x100 else 1.0 for sign in text)


def lines_of(text: str) -> list[Line]:
    raws = list(_tabled(text, list(_raw_lines(text))))
    furniture = _furniture(raws)
    kept = [raw for place, raw in enumerate(raws) if raw.bare and place not in furniture]
    script = _script(text, kept)
    lines, position = [], 0
    before = _before(raws, furniture)
    for raw in kept:
        passage = script.passage(position, position + len(raw.bare))
        position = passage.end
        gap, turned = before[raw.start]
        lines.append(
            Line(
                passage=passage,
                indented=_indented(raw.text),
                gap=gap,
                turned=turned,
                blanks=_blanks(raw.text),
                cell=raw.cell,
            )
        )
    return lines if any(line.marker and line.marker.level == CHAPTER for line in lines) else _chaptered(lines)


_BARE_CHAPTER = re.compile(
    r"(?:工作|总体|基本)?思路|指导思想|总体要求|(?:总体|主要|核心|工作|年度)目标(?:任务)?|(?:重点|主要|工作|目标)任务|重点工作"
    r"|(?:保障|工作|主要|重点)措施|(?:组织|工作)保障|(?:工作|有关)要求"
)


def _chaptered(lines: list[Line]) -> list[Line]:
    """Where no chapter has a number, the usual names of chapters on lines of their own are headings."""
    named = [place for place, line in enumerate(lines) if not line.cell and _BARE_CHAPTER.fullmatch(line.folded)]
    if len(named) < _FEWEST_CHAPTERS:
        return lines
    for order, place in enumerate(named, start=1):
        lines[place] = replace(lines[place], chapter=Marker(level=CHAPTER, printed="", value=order, length=0))
    return lines


def _raw_lines(text: str) -> Iterator[_Raw]:
    start = 0
    for piece in text.split("\n"):
        yield _Raw(start=start, text=piece, bare=_bare(piece))
        start += len(piece) + 1


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]", "", text)


def _tabled(text: str, raws: Sequence[_Raw]) -> Iterator[_Raw]:
    """Each cell of a table as a line of its own, its header left out."""
    cells = table_cells(text, [(raw.start, raw.text) for raw in raws])
    for place, raw in enumerate(raws):
        if place not in cells:
            yield raw
        for cell in cells.get(place, ()):
            said = cell.text_in(text)
            yield _Raw(start=cell.parts[0][0], text=said, bare=_bare(said), cell=cell)


def _script(text: str, kept: Sequence[_Raw]) -> Script:
    places = [raw.start + offset for raw in kept for offset, sign in enumerate(raw.text) if not _is_blank(sign)]
    blanked = (order for order, place in enumerate(places) if place and text[place - 1] in " \t\u3000")
    return Script(written="".join(text[place] for place in places), places=places, blanked=frozenset(blanked))


def _is_blank(sign: str) -> bool:
    return sign.isspace() or sign in "\u200b\ufeff"


def _indented(text: str) -> bool:
    """Two full characters are the rule (GB/T 9704); one half-width blank is a converter's trace and says nothing."""
    lead = text[: len(text) - len(text.lstrip())].replace("\f", "")
    return sum(2 if sign == "\u3000" else 4 if sign == "\t" else 1 for sign in lead) >= 2


def _blanks(text: str) -> tuple[int, ...]:
    found, seen, run = [], 0, 0
    for sign in text.strip():
        if _is_blank(sign):
            run += 2 if sign in "\u3000\t" else 1
            continue
        if run >= 2:
            found.append(seen)
        seen, run = seen + 1, 0
    return tuple(found)


def _before(raws: Sequence[_Raw], furniture: set[int]) -> dict[int, tuple[bool, bool]]:
    """For each line of text, whether an empty line and whether furniture stood before it."""
    found, gap, turned = {}, False, False
    for place, raw in enumerate(raws):
        turned = turned or place in furniture or raw.breaks_page
        if raw.bare and place not in furniture:
            found[raw.start] = gap, turned
            gap, turned = False, False
        elif not raw.bare:
            gap = True
    return found


def _furniture(raws: Sequence[_Raw]) -> set[int]:
    numbers = {place for place, raw in enumerate(raws) if not raw.cell and _is_page_number(folded(raw.bare))}
    pictures = {place for place, raw in enumerate(raws) if _PICTURE.fullmatch(folded(raw.bare))}
    return numbers | pictures | _running_heads(raws, numbers)


def _is_page_number(text: str) -> bool:
    """Alone, or beside a running head on its line."""
    forms = (_PAGE_NUMBER, _NUMBERED_HEAD, _HEADED_NUMBER)
    return any(form.fullmatch(text) for form in forms)


def _running_heads(raws: Sequence[_Raw], numbers: set[int]) -> set[int]:
    """Short lines that come again beside page numbers or page breaks, the first one being the title itself perhaps."""
    texts = [place for place, raw in enumerate(raws) if raw.bare and not raw.cell]
    seen: Counter[str] = Counter(_likeness(raws[place].bare) for place in texts)
    heads: set[int] = set()
    opened = next((place for place in texts if _is_chapter(raws[place].bare)), len(raws))
    title = "".join(raws[place].bare for place in texts if place < opened)
    for order, place in enumerate(texts):
        bare = raws[place].bare
        titled = place > opened and len(bare) > _SHORTEST_TITLE and (bare in title or _PUBLICATION.search(bare))
        if not (titled or seen[_likeness(bare)] > 1) or not _may_be_head(bare):
            continue
        neighbours = texts[max(0, order - 1) : order + 2]
        if any(near in numbers or raws[near].breaks_page for near in neighbours):
            heads.add(place)
    return heads


_PUBLICATION = re.compile(r"^[^，。；：、（）]*(?:公报|汇编|简报|专刊|政报|文件|工作要点)$")


def _is_chapter(bare: str) -> bool:
    marker = marker_at(folded(bare))
    return marker is not None and marker.level == CHAPTER


def _likeness(bare: str) -> str:
    return re.sub(r"\d", "0", bare)


def _may_be_head(bare: str) -> bool:
    text = folded(bare)
    if len(text) > _REPEATED_HEAD or text[-1] in _SENTENCE_END or "：" in text or marker_at(text):
        return False
    return not _PAGE_NUMBER.fullmatch(text)
