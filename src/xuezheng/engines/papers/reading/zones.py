"""Where a document's parts lie: the notice with its heading, the plan itself, and what closes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.dates import DATE, NUMERIC
from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.markers import CHAPTER, ITEM, PART

_ORGAN_ENDS = (
    "部|厅|局|委|委员会|办公室|办公厅|政府|大学|学院|学校|中学|小学|党委|党组|领导小组|处|中心|馆|研究院|教委|"
    "工委|党工委|管委会"
)
ORGAN = re.compile(rf"[^，。；：、《》“”\d]{{2,40}}(?:{_ORGAN_ENDS})")
NUMBER = r"[一-鿿]{2,14}[〔（](?:19|20)\d\d[〕）](?:第)?\d{1,5}号?"
"""教技厅〔2018〕1号, in any bracket."""
ATTACHMENT = re.compile(r"附件(?:\d+|[一二三])?[：.]?")
_ATTACHED = re.compile(r"附件(?:\d+|[一二三])?[：.].*|附件(?:\d+|[一二三])?(?:[^，。；上中内里等]{2,40})?")
_COPIES = re.compile(r"(?:抄送|抄报|主题词)：?.+|(?:分送|报送|校对)：.+")
_PRINTED = re.compile(r".{0,70}印发。?")
DISCLOSURE = re.compile(
    r"[（〔]?(?P<said>此件(?:公开发布|不公开|删减后公开))"
    r"|[（〔]?(?:此件|信息公开选项：|公开方式：)?(?P<option>主动公开|依申请公开|不予公开)"
)
_CLOSING = re.compile(
    r"[（〔]?(?:此件.{2,12}|(?:联系人|信息公开)(?:选项|方式|形式|属性|类别|及电话)?[：）].*)[）〕]?"
    r"|(?:责任编辑|编辑|审核|来源|信息来源|主办单位)[：|】].*"
    r"|(?:打印本页|关闭窗口|分享到|扫一扫|上一篇|下一篇|相关链接|相关附件|附件下载|版权所有)(?:[：|】].*|.{0,12})"
)


@dataclass(frozen=True, kw_only=True)
class Zones:
    """`head` up to the plan's first heading, `body` the plan, `tail` after it."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    tail: tuple[Line, ...]


def zones_of(lines: Sequence[Line]) -> Zones:
    start = _body_start(lines)
    stop = _tail_start(lines, start)
    return Zones(head=tuple(lines[:start]), body=tuple(lines[start:stop]), tail=tuple(lines[stop:]))


def is_organ(folded: str) -> bool:
    return bool(ORGAN.fullmatch(folded))


def is_date(folded: str) -> bool:
    return bool(DATE.fullmatch(folded) or NUMERIC.fullmatch(folded))


def _body_start(lines: Sequence[Line]) -> int:
    """The first heading of the plan; a notice may count its own paragraphs before it."""
    for level in (CHAPTER, PART, ITEM):
        firsts = [place for place, line in enumerate(lines) if _opens(line, level)]
        if firsts:
            first = next((place for place in firsts[1:] if _new_part(lines, firsts[0], place)), firsts[0])
            return _chapter_above(lines, first)
    return next((place for place, line in enumerate(lines) if line.cell and line.marker), len(lines))


def _chapter_above(lines: Sequence[Line], first: int) -> int:
    """1. above 1.1 is its chapter."""
    marker = lines[first].marker
    if marker is None or "." not in marker.printed:
        return first
    above = [place for place in range(first) if _opens(lines[place], ITEM)]
    return above[-1] if above else first


def _opens(line: Line, level: int) -> bool:
    return line.marker is not None and line.marker.level == level and line.marker.value == 1


def _new_part(lines: Sequence[Line], first: int, place: int) -> bool:
    """Between the two a notice was signed or an attachment opened."""
    return any(is_date(line.folded) or ATTACHMENT.fullmatch(line.folded) for line in lines[first + 1 : place])


def _tail_start(lines: Sequence[Line], start: int) -> int:
    for place in range(start + 1, len(lines)):
        if lines[place].cell:
            continue
        text, before = lines[place].folded, lines[place - 1].folded
        if _closes(text):
            return place
        if is_date(text) and (is_organ(before) or before[-1] in "。）〕"):
            return place - 1 if is_organ(before) else place
    return len(lines)


def _closes(text: str) -> bool:
    if _PRINTED.fullmatch(text):
        return bool(DATE.search(text))
    return bool(_COPIES.fullmatch(text) or _CLOSING.fullmatch(text) or _ATTACHED.fullmatch(text))
