"""Until when: 到2018年, 2018年底前, 6月底前, 上半年, “十四五”末."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.sentences import Sentence

_YEAR, _MONTH, _BEFORE = r"(?P<year>20\d\d)年", r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月", r"(?:之前|以前|前)"
_PLANS = {"十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """`iso` is None where only a span of time is named (全年). `binding`: a day by which something is done."""

    start: int
    end: int
    raw: str
    iso: str | None
    binding: bool


def _month_end(year: int, month: int) -> str:
    year = year or 1  # of no use without a year; see _deadline
    return date(year, month, monthrange(year, month)[1]).isoformat()


def _of_month(parts: dict[str, str | None], year: int) -> str | None:
    month = int(number_of(parts["month"] or "") or 0)
    named = int(parts.get("year") or year or 1)
    if not 1 <= month <= 12:
        return None
    day = parts.get("day")
    if day:
        last = monthrange(named, month)[1]
        return date(named, month, int(day)).isoformat() if 1 <= int(day) <= last else None
    part = parts.get("part") or ""
    if part.startswith(("中旬", "上旬", "初")):
        return date(named, month, 20 if part.startswith("中旬") else 10).isoformat()
    if parts.get("before") and not part:
        return (date(named, month, 1) - timedelta(days=1)).isoformat()
    return _month_end(named, month)


def _of_year(parts: dict[str, str | None], year: int) -> str:
    return _month_end(int(parts.get("year") or year), 12)


def _of_half(parts: dict[str, str | None], year: int) -> str:
    return _month_end(int(parts.get("year") or year), 6 if parts["half"] == "上" else 12)


def _of_quarter(parts: dict[str, str | None], year: int) -> str:
    return _month_end(int(parts.get("year") or year), _QUARTERS[parts["quarter"] or "四"])


def _of_plan(parts: dict[str, str | None], _year: int) -> str:
    return _month_end(_PLANS[parts["plan"] or "十三"], 12)


def _unstated(_parts: dict[str, str | None], _year: int) -> None:
    return None


Reader = Callable[[dict[str, "str | None"], int], "str | None"]
_UNTIL = r"(?:到|至|截至|截止|力争在|力争|在|于)?"
_THIS = rf"(?:{_YEAR}|今年|本年|(?P<next>明年|次年))?"
_ENDS = r"(?P<part>底|末|中旬|上旬|下旬|初)"
_DONE = (
    r"(?:计划|拟|再|要|力争|基本|全部|全面|在[^，]{2,16}?)*(?:完成|建成|建设|新建|实现|启动|覆盖|新增|达到|推广|遴选|培育|评选"
    r"|改造|更新|培训|配备|升级|开展|组织|认定|打造|接入|投入|选派|举办|实施|引进|组建|推进|支持|创建|[一-鿿]{2}\d|各)(?!了)"
)
"""2021年建设80间: what a year is for; 2021年度, 2021年印发的 say which one is meant."""
_FORMS: tuple[tuple[str, Reader, bool], ...] = (
    (rf"{_UNTIL}(?:{_YEAR})?{_MONTH}(?P<day>\d{{1,2}})日(?P<before>{_BEFORE})", _of_month, True),
    (rf"{_UNTIL}{_THIS}{_MONTH}份?{_ENDS}(?P<before>{_BEFORE})?", _of_month, True),
    (rf"{_UNTIL}{_THIS}{_MONTH}份?(?P<before>{_BEFORE})", _of_month, True),
    (rf"(?:到|至|截至|截止|力争){_YEAR}{_MONTH}", _of_month, True),
    (rf"{_UNTIL}{_YEAR}(?:年?底|末|内)(?:{_BEFORE})?", _of_year, True),
    (rf"{_UNTIL}{_YEAR}{_BEFORE}", _of_year, True),
    (rf"(?:到|至|截至|截止){_YEAR}(?![一-鿿]*月)", _of_year, True),
    (rf"{_UNTIL}(?:今|本|(?P<next>明|次))?年(?:度)?(?:底|末|内)(?:{_BEFORE})?", _of_year, True),
    (rf"{_UNTIL}{_THIS}(?P<half>上|下)半年(?:底|末)?(?:{_BEFORE})?", _of_half, True),
    (rf"{_UNTIL}{_THIS}第?(?P<quarter>[一二三四1-4])季度(?:底|末|内)?(?:{_BEFORE})?", _of_quarter, True),
    (r"(?:到|至)?“?(?P<plan>十[二三四五])五”?(?:期)?末", _of_plan, True),
    (rf"(?:于|在){_THIS}{_MONTH}份?(?![\d一-鿿]*日)", _of_month, False),
    (rf"(?:于|在)(?:{_YEAR})?{_MONTH}(?P<day>\d{{1,2}})日", _of_month, True),
    (
        rf"(?:(?<=[，；、。])|^)(?:{_YEAR}|今年)?{_MONTH}份?(?=(?:正式|全面|基本)?(?:完成|建成|上线|印发|出台|投入))",
        _of_month,
        True,
    ),
    (rf"(?:从|自)?(?:{_YEAR}|今年)?{_MONTH}份?(?:\d{{1,2}}日)?起", _unstated, False),
    (rf"(?<=[，；]){_MONTH}份?(?=[一-鿿])(?![底末前初中上下内起至到日]|\d)", _unstated, False),
    (r"全年", _unstated, False),
    (rf"(?:^|(?<=^[一二三四五六七八九十]是)){_YEAR}(?=，)", _of_year, False),
    (rf"(?:^|(?<=其中)|(?<=[，、；])){_YEAR}(?={_DONE})", _of_year, False),
    (rf"(?<=[率比例]){_YEAR}(?=要?(?:达到?|提[高升][到至]|不低于|超过))", _of_year, False),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Reader, bool], ...]:
    return tuple((re.compile(form), reader, binding) for form, reader, binding in _FORMS)


_PLAIN_MONTH = re.compile(rf"(?:{_YEAR}|今年|本年)?{_MONTH}份?(?:(?P<day>\d{{1,2}})日)?")


def limit_of(folded: str, year: int | None) -> str | None:
    """The day that a column or a bracket names as its time limit: 2022年6月, 6月底前, 3月至10月."""
    for form, reader, binding in _forms():
        match = form.search(folded)
        if match and binding and (year or match.groupdict().get("year")):
            return reader(match.groupdict(), year or 0)
    months = list(_PLAIN_MONTH.finditer(folded))
    named = next((found["year"] for found in reversed(months) if found["year"]), year)
    return _of_month({**months[-1].groupdict(), "year": str(named)}, int(named)) if months and named else None


_MAY_SAY = re.compile("[年月季末]")


def deadlines_in(sentence: Sentence, year: int | None, *, annual: bool = True) -> list[Deadline]:
    """The time limits of a sentence, in order; each holds for what follows it.

    `annual`: the plan is for one year, so that its bare year tells nothing.
    """
    found: list[Deadline] = []
    if not _MAY_SAY.search(sentence.text):
        return found
    for form, reader, binding in _forms():
        for match in form.finditer(sentence.text):
            if not _is_taken(sentence, match, found):
                parts = match.groupdict()
                of_year = (year or 0) + bool(parts.get("next"))
                found.append(_deadline(sentence, match, reader(parts, of_year), binding, year))
    bare = [one for one in found if _BARE_YEAR.fullmatch(one.raw) and not sentence.goes_on]
    useless = bare if annual and {one.raw for one in bare} == {f"{year}年"} else []
    return sorted((one for one in found if one not in useless), key=lambda one: one.start)


_BARE_YEAR = re.compile(r"20\d\d年")
"""2021年， in a plan of 2021 says no more than its title does."""


_OPENING = 4
_LEADS_IN = re.compile(r"[^\d；]*(?:\d\.\d[^\d；]*)?，")
BEFORE = -9
"""The place of a time limit that was said in an earlier part of the sentence."""


_OF_YEARS = re.compile(
    r"(?:到|至|截至|截止|力争)*(?:20\d\d年(?!\d{1,2}月|[一二三四五六七八九十]+月|第?[一二三四]季|[上下]半年)|“?十[二三四五]五)"
)
"""6月底前…；…；… says of its first part only when it is done."""


def carried(deadlines: Sequence[Deadline], before: str = "") -> Deadline | None:
    """到2027年，…；…；…: a limit that opens a sentence, and is its only one, holds after its semicolons too.

    `before`: what the sentence says up to the limit; without figures it only leads in.
    """
    if len(deadlines) != 1 or deadlines[0].iso is None:
        return None
    if deadlines[0].start > _OPENING and not _LEADS_IN.fullmatch(before):
        return None
    if deadlines[0].start != BEFORE and not _OF_YEARS.match(deadlines[0].raw):
        return None
    return replace(deadlines[0], start=BEFORE, end=BEFORE)


_YEARS_APART = re.compile(
    r"(?P<years>20\d\d(?:年[底末]?)?(?:[、和及]20\d\d(?:年[底末]?)?)+)(?:前|[要将应再])*，?[^，。；\d]{0,14}分别"
)


def respective(sentence: Sentence, places: Sequence[int]) -> dict[int, Deadline]:
    """2020年、2021年分别完成30%、70%: each year holds for the figure of its place in the row."""
    found: dict[int, Deadline] = {}
    for match in _YEARS_APART.finditer(sentence.plain):
        _start, end = sentence.clause_at(match.end())
        within = [place for place in places if match.end() <= place < end]
        years = list(re.finditer(r"(?P<year>20\d\d)年?[底末]?", match["years"]))
        if len(within) == len(years):
            start, until = match.span("years")
            for place, year in zip(within, years, strict=True):
                iso = _month_end(int(year["year"]), 12)
                found[place] = Deadline(start=start, end=until, raw=year[0], iso=iso, binding=True)
    return found


def _deadline(sentence: Sentence, match: re.Match[str], iso: str | None, binding: bool, year: int | None) -> Deadline:
    """Without a year of its own and of the plan a limit names no day."""
    dated = iso if year or match.groupdict().get("year") or match.groupdict().get("plan") else None
    raw = sentence.passage.sub(match.start(), match.end()).written
    return Deadline(start=match.start(), end=match.end(), raw=raw, iso=dated, binding=binding)


def _is_taken(sentence: Sentence, match: re.Match[str], found: Sequence[Deadline]) -> bool:
    start, end = match.span()
    cut = start > 0 and sentence.text[start - 1] in "0123456789一二两三四五六七八九十几每"
    both = _BOTH_HALVES.search(sentence.text, max(0, start - 2), end)
    return (
        cut
        or both is not None
        or _FROM_THEN.match(sentence.text, end) is not None
        or (sentence.text[start] in "至到" and _FROM_A_YEAR.search(sentence.text, 0, start) is not None)
        or _in_name(sentence, start)
        or any(one.start < end and start < one.end for one in found)
    )


_FROM_THEN = re.compile("起|开始(?!前)")
_FROM_A_YEAR = re.compile(r"20\d\d年(?:\d{1,2}月)?$")
"""2019年至2021年 is a span, not by a day."""
_BOTH_HALVES = re.compile("上[、和及]?下半年")
"""上、下半年各一次 is twice a year, not by a day."""


def _in_name(sentence: Sentence, place: int) -> bool:
    return any(start < place < end for start, end in sentence.names)


_BRACKET = re.compile("（[^（）]*）")


def _aside(sentence: Sentence, limit: Deadline, place: int) -> bool:
    """2000所（其中2019年300所）: what a bracket says of its own figures holds for no other."""
    for bracket in _BRACKET.finditer(sentence.text):
        if bracket.start() < limit.start < bracket.end():
            figures = re.search(r"\d", sentence.text[limit.end : bracket.end()])
            return figures is not None and not bracket.start() < place < bracket.end()
    return False


def deadline_for(deadlines: Sequence[Deadline], sentence: Sentence, place: int) -> Deadline | None:
    """The last one said before in the same clause, or in it after, or before it."""
    start, end = sentence.clause_at(place)
    deadlines = [one for one in deadlines if not _aside(sentence, one, place)]
    within = [one for one in deadlines if start <= one.start < end]
    before = [one for one in deadlines if one.start <= place]
    said = [one for one in within if one.start <= place]
    return said[-1] if said else within[0] if within else before[-1] if before else None
