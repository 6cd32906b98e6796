"""Names of units in a list: where one ends, what is said after it, and which part each plays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import WrittenUnit
from xuezheng.engines.papers.reading.words import either, listed

_OPEN, _CLOSE = "（〔《“", "）〕》”"
_MARKS = "、，；。：/ "
_LINKS = re.compile("以及|会同|联合|和|及|与|暨|商")
_OPEN_LIST = re.compile(r"等(?=$|(?:各|相关|有关|部门|单位|处室|司局|科室)|(?:\d+|[一二两三四五六七八九十]+)[所家个])")
_ROLES = {
    "牵头": "lead",
    "主办": "lead",
    "配合": "support",
    "参与": "support",
    "参加": "support",
    "协助": "support",
    "协同": "support",
}
OPEN_LIST = "等"


@dataclass(frozen=True, kw_only=True)
class Listed:
    units: tuple[WrittenUnit, ...]
    qualifier: str | None


@cache
def _qualifier() -> re.Pattern[str]:
    duty = (
        r"(?:按照?|结合|根据|依)(?:各自|本地|自身)?(?:职责|职能|分工|实际)(?:分工)?(?:分别|共同|认真|抓好)*"
        r"(?:负责|落实|推进|实施|组织实施|做好|配合)?"
    )
    return re.compile(rf"(?:{duty}|{either(listed('assignment', 'qualifiers'))})$")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(listed('units', 'endings'))}|[（〔][^（）〔〕]*[）〕])$")


@cache
def _place() -> re.Pattern[str]:
    """A name that opens with a place and is not finished: 各省, 各市（州）, 自治区."""
    places = either(listed("units", "places"))
    return re.compile(rf"(?:各|有关|相关|全省各|全市各|地方)*(?P<place>(?:{places}){{1,2}})(?:（[^（）]*）)?")


@cache
def _further() -> re.Pattern[str]:
    """What such a name goes on with: another place, though not 省直, 市属, 区级."""
    return re.compile(rf"(?P<place>{either(listed('units', 'places'))})(?!直(?!辖|管)|级|属)(?P<bracket>（)?")


_ZONE = re.compile(r"[一-鿿]{1,8}?(?:示范区|实验区|试验区|开发区|新区|兵团)")


_COUNTED = re.compile("[一-鿿]{2,}[一二三四五六]")
_SECOND = re.compile("[一二三四五六](?:处|科|司)")
_OPEN_KIND = re.compile("单位|部门|处室|科室|司局|学校|院系|企业")


def _shares_ending(before: str, after: str) -> bool:
    """基教一、二处; 有关处室、单位"""
    if _COUNTED.fullmatch(before) and _SECOND.fullmatch(after):
        return True
    return before.startswith(listed("units", "generic")) and bool(_OPEN_KIND.fullmatch(after))


def _goes_on(before: Passage, after: Passage) -> bool:
    """各市、县教育局 is one name; 各县（市、区）、市教育局 are two, since a city is above its counties."""
    if _shares_ending(before.folded, after.folded):
        return True
    one, other = _place().fullmatch(before.folded), _further().match(after.folded)
    if one and before.folded.startswith("各") and _ZONE.match(after.folded):
        return not after.folded.endswith(("事业局", "管委会", "发展局"))
    if other and _ZONE.fullmatch(before.folded):
        return True
    if one is None or other is None:
        return False
    return bool(other["bracket"]) or _rank(other["place"]) <= _rank(one["place"])


def _rank(place: str) -> int:
    if place in ("省", "自治区", "直辖市", "兵团"):
        return 3
    if place == "县级市":
        return 1
    if place.endswith(("市", "州", "盟", "地市")):
        return 2
    return 1 if place.endswith(("县", "区", "旗")) else 0


def ends_like_unit(folded: str) -> bool:
    return bool(_ending().search(folded))


def listed_units(passage: Passage, *, role: str) -> Listed:
    """Units of a list as written; marks between units are no part of their names."""
    rest, last = _without_qualifiers(passage.stripped(_MARKS))
    units: list[WrittenUnit] = []
    said: list[str] = []
    for group in _groups(rest):
        inner, words = _without_qualifiers(group)
        said += words
        part = _role_of(words) or role
        for piece in _names(inner):
            name, closed = _without_open_list(piece)
            said += [] if closed else [OPEN_LIST]
            units.extend(_unit(one, part) for one in name)
    said += last
    of_all = _role_of(last)
    if of_all:
        final = max((group.start for group in _groups(rest)), default=rest.start)
        inside = rest.sub(final - rest.start).span
        units = [replace(unit, role=of_all) if unit.span.start >= inside.start else unit for unit in units]
    return Listed(units=tuple(units), qualifier="、".join(dict.fromkeys(said)) or None)


def _unit(passage: Passage, role: str) -> WrittenUnit:
    """Brackets within a name take their full form, whatever the text has."""
    if passage.folded.startswith("由") and len(passage) > 2:
        passage = passage.sub(1)
    name = passage.written.translate(str.maketrans("()", "（）"))
    return WrittenUnit(name=name, role=role, span=passage.span)


def _role_of(said: Sequence[str]) -> str | None:
    return next((role for word in said for key, role in _ROLES.items() if key in word), None)


def _without_qualifiers(passage: Passage) -> tuple[Passage, list[str]]:
    match = _qualifier().search(passage.folded)
    if match is None or match.start() == 0:
        return passage, []
    return passage.sub(0, match.start()).stripped(_MARKS), [match[0]]


def _groups(passage: Passage) -> Iterator[Passage]:
    """Parts between commas: each may say of its own units that they lead or support."""
    yield from _split(passage, "，；")


def _names(passage: Passage) -> Iterator[Passage]:
    pieces = list(_split(passage, "、/"))
    held: Passage | None = None
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        whole = held.through(piece) if held else piece
        held = None
        if following and _goes_on(piece, following):
            held = whole
        else:
            yield from _unlinked(whole)


def _split(passage: Passage, marks: str) -> Iterator[Passage]:
    depth, start, text = 0, 0, passage.folded
    for place, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if sign in marks and depth <= 0:
            yield from _kept(passage.sub(start, place))
            start = place + 1
    yield from _kept(passage.sub(start))


def _kept(passage: Passage) -> Iterator[Passage]:
    bare = passage.stripped(_MARKS)
    if len(bare):
        yield bare


_SUBJECTS = re.compile(r".*(?:广电|电信)\|(?![省市县区州]|[一-鿿]{2}[省市县区])[一-鿿]+(?:局|厅|委|委员会)")
"""文化广电和旅游局: what the office is for, not a broadcaster and an office."""


_OFFICE = re.compile("(?:办公室|[处科司局厅部委办])$")
"""实验室与设备管理处 is one office: 与 links two only after a whole name."""


def _unlinked(passage: Passage) -> Iterator[Passage]:
    """科技处和财务处 are two; 学位与研究生教育处 and 各地教育行政部门和语委 are one."""
    text = passage.folded
    if not text.startswith(listed("units", "generic")) and "地方" not in text:
        for match in _LINKS.finditer(text):
            left, right = text[: match.start()], text[match.end() :]
            if _SUBJECTS.fullmatch(left + "|" + right) or (match[0] == "与" and not _OFFICE.search(left)):
                continue
            if len(left) > 1 and len(right) > 1 and ends_like_unit(left) and ends_like_unit(right):
                yield passage.sub(0, match.start())
                yield from _unlinked(passage.sub(match.end()))
                return
    yield from _at_blanks(passage)


def _at_blanks(passage: Passage) -> Iterator[Passage]:
    """Names set apart by blanks only."""
    text = passage.folded
    for place in range(2, len(text) - 1):
        if text[place] in _OPEN:
            continue
        if passage.start + place in passage.script.blanked and ends_like_unit(text[:place]) and ends_like_unit(text):
            yield passage.sub(0, place)
            yield from _at_blanks(passage.sub(place))
            return
    yield passage


def _without_open_list(passage: Passage) -> tuple[list[Passage], bool]:
    match = _OPEN_LIST.search(passage.folded)
    if match is None or match.start() == 0:
        return [passage], True
    names = [passage.sub(0, match.start())]
    after = passage.sub(match.end())
    if after.folded.startswith(listed("units", "generic")):
        names.append(after)
    return names, False
