"""Numbers that open a paragraph: 一、（一）1.（1）① and their variants, one level each."""

import re
from dataclasses import dataclass

from xuezheng.engines.papers.reading.numerals import number_of

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_STEP = r"[1-9]\d?"
_TIMES = r"月(?![度报考])|日(?![常益])|年(?![度级轻终])|季度|学期|周(?!边)|天"
_THINGS = (
    r"个(?![性人体案别])|所(?![有属在])|台(?!账)|[套间批次]|项(?!目)|门(?![户类])|名(?![师校家])|期(?![末中间])|场(?![景所馆地])"
    r"|[县省](?![级域区市校内直])|[市区](?![级域区县校内直场块])"
)
_NO_AMOUNT = rf"(?=[一-鿿“《])(?![万亿倍米版元亩]|公里|平方|小时|百分点|时代|行动|以上|左右|{_TIMES}|{_THINGS})"
"""2.1 and 2.1.1 number an outline; 1.5倍 at the head of a wrapped line does not, and 2.6月底前… is the second item."""
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
    (
        ITEM,
        re.compile(
            rf"(?P<printed>(?P<value>\d{{1,3}}))(?P<mark>[.、])(?!\d(?!\d{{2,3}}{_COUNTED}|0?0%|(?<=[56])G(?!B|bps)|\d?(?:{_TIMES}|{_THINGS})))"
        ),
    ),
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
