"""Numbers that open a paragraph: 一、（一）1.（1）① and their variants, one level each."""

import re
from dataclasses import dataclass

from xuezheng.engines.papers.reading.numerals import number_of

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_STEP = r"[1-9]\d?"
_NO_AMOUNT = r"(?=[一-鿿“《])(?![万亿倍米版元亩]|公里|平方|小时|个百分点|时代|行动|以上|左右)"
"""2.1 and 2.1.1 number an outline; 1.5倍 at the head of a wrapped line does not."""
_COUNTED = "[年人名所个项家门堂节号]"
"""11.2020年… and 3.100所… open with a year or an amount of three signs, which no decimal fraction has."""
CHAPTER, PART, ITEM, POINT, RING = 1, 2, 3, 4, 5
ENUMERATED = 0
"""一是, 第一: counted in the running text; the level says nothing about the outline."""


@dataclass(frozen=True, kw_only=True)
class Marker:
    """`printed` is the number as it is cited (一, （一）, 1, 一是), `length` what stands in the text, marks included."""

    level: int
    printed: str
    value: int
    length: int
    mark: str = ""


_FORMS = (
    (ENUMERATED, re.compile(rf"(?P<printed>(?P<value>{_CHINESE})是)[，：]?")),
    (ENUMERATED, re.compile(rf"(?P<printed>第(?P<value>{_CHINESE}))[，、：]")),
    (CHAPTER, re.compile(rf"第(?P<printed>(?P<value>{_CHINESE}))(?P<mark>部分|章|篇)[：、]?")),
    (CHAPTER, re.compile(rf"(?P<printed>(?P<value>{_CHINESE}))(?P<mark>[、.，])(?![一二三四五六七八九十]、)")),
    (PART, re.compile(rf"(?P<printed>（(?P<value>{_CHINESE})）)(?P<mark>、?)")),
    (PART, re.compile(rf"第(?P<printed>(?P<value>{_CHINESE}))(?P<mark>节)[：、]?")),
    (ITEM, re.compile(rf"(?P<printed>{_STEP}\.{_STEP}\.(?P<value>{_STEP}))(?P<mark>[.、]?)(?![\d.%]){_NO_AMOUNT}")),
    (PART, re.compile(rf"(?P<printed>{_STEP}\.(?P<value>{_STEP}))(?P<mark>[.、]?)(?![\d.%]){_NO_AMOUNT}")),
    (ITEM, re.compile(rf"(?P<printed>(?P<value>\d{{1,3}}))(?P<mark>[.、])(?!\d(?!\d{{2,3}}{_COUNTED}))")),
    (ITEM, re.compile(r"(?:任务|第)(?P<printed>(?P<value>\d{1,3}))(?P<mark>[：、]|项：)")),
    (POINT, re.compile(r"(?P<printed>（(?P<value>\d{1,3})）)(?P<mark>[、.]?)")),
    (POINT, re.compile(r"(?P<printed>(?P<value>\d{1,3})）)(?P<mark>[、.]?)")),
)
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def marker_at(folded: str) -> Marker | None:
    """The number that this line or paragraph opens with, in folded signs."""
    if not folded:
        return None
    if folded[0] in _RINGS:
        return Marker(level=RING, printed=folded[0], value=_RINGS.index(folded[0]) + 1, length=1)
    for level, form in _FORMS:
        match = form.match(folded)
        if match:
            value = number_of(match["value"])
            parts = match.groupdict()
            return Marker(
                level=level,
                printed=match["printed"],
                value=int(value or 0),
                length=match.end(),
                mark=parts.get("mark") or "",
            )
    return None
