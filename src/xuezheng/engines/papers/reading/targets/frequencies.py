"""How often something is done, or how much of it in a time: 每季度通报, 每年不少于2次, 每天不少于1小时."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.found import CARDINALITY, COUNT, FREQUENCY, Found
from xuezheng.engines.papers.reading.targets.quantities import AT_LEAST, AT_MOST, EXACTLY
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import either, listed

_PERIODS = {"季": "季度", "年度": "年", "半个月": "半月"}
_EVERY = re.compile(
    r"""每(?:个|一)?(?P<period>工作日|季度|学期|学年|半个?月|半年|双月|双周|旬|[两二三23]年|[两二三2-9]周
        |[两二三四2-6]个?月|年度|日|天|周|月|季|年)
    |(?:按|逐)(?P<by>季度|月|周|季|学期)
        (?=通报|调度|报送|发布|更新|监测|公布|归集|汇总|上报|填报|推送|检查|巡检|考核)
    |(?P<once>一年|一学期|一季度|一月)(?=(?:至少|不少于)?(?:开展|组织|进行|召开|举办|安排)?[一二两三四\d]次)
    |(?:^|(?<=[，、；]))(?P<named>[月周])(?=[一-鿿]{2,8}(?:不少于|至少|不低于)\d+次)
    |(?<=[一-鿿])(?<!每)(?<!个)(?P<monthly>[月周])(?=(?:更新|推送|发布|开展|组织)\d+次)
    |(?<![每\d一二三])(?P<years>[两三]年)(?=[一-鿿]{2,4}[一1]次)
    |(?P<mean>[年月周日])均(?=[一-鿿]{0,10}(?:不少于|至少|不低于)\d+(?:次|场|期|小时|天))
    |(?P<halves>上[、和及]?下半年)(?=各)""",
    re.VERBOSE,
)
_TIMES = re.compile(r"(?P<value>\d+|[一二两三四五六七八九十]+)(?P<unit>次|场|期|遍)(?P<more>以上)?")


def frequencies_of(sentence: Sentence, counted: Sequence[Found]) -> Iterator[Found]:
    """每季度 with a verb of reporting; how many times, where the clause says it."""
    verbs, least = re.compile(either(listed("targets", "reporting"))), re.compile("不少于|至少|不低于|不短于|达到?")
    yield from _by_the_slash(sentence, counted)
    for match in _EVERY.finditer(sentence.plain):
        start, end = sentence.clause_at(match.start())
        if held := list(_held_in_each(sentence, match, counted, start, end)):
            yield from held
            continue
        rest = sentence.plain[match.end() : end]
        if rest.startswith("24小时"):
            continue
        times = _times(sentence.plain, match, end)
        more = list(_more_times(sentence.plain, times, counted, end))
        counts = ("次", "场", "期", "遍", *((times["unit"],) if times else ()))
        limit = times.end() if times else end
        others = [
            one for one in counted if match.start() <= one.start < limit and one.unit not in counts and one not in more
        ]
        alike = [
            one for one in counted if times and match.end() <= one.start < times.end() and one.unit == times["unit"]
        ]
        seen = others and others[0].kind == COUNT and _INSPECTS.match(sentence.plain, match.end())
        if (
            (others and not _ONCE.search(rest) and not seen)
            or not (verbs.search(rest) or times or match["by"])
            or _FROM.match(sentence.plain, match.end())
            or rest.startswith("零报告")
        ):
            continue
        enough = times and (times["more"] or least.search(sentence.plain, match.start(), times.start("value")))
        most = times and _AT_MOST.search(sentence.plain, match.start(), times.start("value"))
        comparator = AT_LEAST if enough else AT_MOST if most else EXACTLY
        comparator = alike[0].comparator if len(alike) == 1 and comparator == EXACTLY else comparator
        period = "半年" if match["halves"] else str(match[match.lastgroup or 0]).removeprefix("一")
        values = [one.value for one in alike] if len(alike) > 1 else [number_of(times["value"]) if times else 1]
        per = _PERIODS.get(period, period)
        for value in values:
            yield Found(
                kind=FREQUENCY, start=match.start(), end=times.end() if times else _seen_until(match, seen, others),
                value=value,
                unit=f"{_said_unit(times)}/{per}",
                comparator=comparator, comparator_raw=match[0],
            )  # fmt: skip
        more += _in_other_kinds(sentence, counted, times, end) if times and enough else []
        for one in more:
            alike_too = comparator if one.comparator == EXACTLY else one.comparator
            yield replace(one, kind=FREQUENCY, unit=f"{one.unit}/{per}", comparator=alike_too, core=True)


_INSPECTS = re.compile("(?:自动|人工|定期|全面|随机)?(?:巡检|巡查|监测|扫描|检查|抽查|排查|探测)")
"""每日巡检网站50个: how often they are looked at."""


def _seen_until(match: re.Match[str], seen: object, others: Sequence[Found]) -> int:
    return others[0].end if seen else match.end()


_PER = re.compile("/(?:人|生|师|校|班)?[·.]?(?P<period>季度|学期|学年|年|月|周|天|日|季|次)")


def _by_the_slash(sentence: Sentence, counted: Sequence[Found]) -> Iterator[Found]:
    """不少于2次/月"""
    for one in counted:
        per = _PER.match(sentence.plain, one.noun_at or one.end)
        if per and one.kind == COUNT:
            period = _PERIODS.get(per["period"], per["period"])
            yield replace(one, kind=FREQUENCY, unit=f"{one.unit}/{period}", noun_at=per.end(), core=True)


_HOLDER = re.compile("人均[一-鿿]{2,6}$|每(?:[名位所个家支间]?[一-鿿]{1,8}|[生人校班县])$")
_MONEY = re.compile("(?:津贴|补助|补贴|工资)(?:标准)?$")


def _held_in_each(
    sentence: Sentence, match: re.Match[str], counted: Sequence[Found], start: int, end: int
) -> Iterator[Found]:
    """每位教师每学期上传课件不少于5个、微课不少于2节; 每人每月30G; 补助标准每月不低于400元; 每周分别不少于2课时、3课时."""
    period = match["period"]
    said = sentence.plain[start : match.start()]
    inside = [one for one in counted if match.end() <= one.start < end and one.kind in (COUNT, CARDINALITY)]
    held = period in _SHORT_PERIODS and _HOLDER.search(said)
    paid = period == "月" and _MONEY.search(said) and all(one.unit.startswith("元") for one in inside)
    timed = any(one.unit.split("/")[0] in (*_RHYTHMS, "元") for one in inside[:1])
    if (held and not timed) or paid or _are_parted(sentence, match, inside):
        for one in inside:
            yield replace(
                one, kind=FREQUENCY, unit=f"{one.unit.split('/')[0]}/{_PERIODS.get(period, period)}", core=True
            )


def _are_parted(sentence: Sentence, match: re.Match[str], inside: Sequence[Found]) -> bool:
    alike = len(inside) > 1 and {one.unit for one in inside} <= {inside[0].unit} & _LENGTHS
    return alike and "分别" in sentence.plain[match.end() : inside[0].start]


_LENGTHS = {"课时", "学时", "小时", "分钟", "次", "节", "天"}
_SHORT_PERIODS = ("天", "日", "周", "月", "学期")
_AT_MOST = re.compile("不超过|不多于|不高于|不大于|不长于|最多|至多")
_AND = re.compile("[一-鿿（）]{0,14}(?:、|和|及|与|以及)(?:(?!每)[一-鿿]){0,8}")


def _more_times(text: str, times: re.Match[str] | None, counted: Sequence[Found], end: int) -> Iterator[Found]:
    """每年开展1次演练和2次检查: the period holds for the second too."""
    place = times.end() if times else end
    for one in counted:
        alike = times and one.unit in (times["unit"], *_RHYTHMS)
        if place <= one.start < end and alike and _AND.fullmatch(text, place, one.start):
            yield one
            place = one.end


_KIND = re.compile(
    "[省市县区校]级|[一-鿿]{0,4}(?:小学|初中|高中|学校|院校|高校|阶段|幼儿园|中职)"
    "|(?:副?校长|园长|书记|中层干部|教师)[一-鿿]{0,4}"
)


def _in_other_kinds(sentence: Sentence, counted: Sequence[Found], times: re.Match[str], end: int) -> Iterator[Found]:
    """市级每年不少于2次，县级不少于4次; 听课不少于60节，下校不少于40天: the period holds for the next clause too."""
    start, _stop = sentence.clause_at(end + 1)
    if start <= end:
        return
    for one in counted:
        said = sentence.plain[start : one.start]
        of_a_kind = one.unit == times["unit"] and _KIND.fullmatch(said)
        alike = one.unit in (*_RHYTHMS, "课时", "天") and (one.value or 0) <= _OFTEN_ENOUGH and _alike().fullmatch(said)
        if one.comparator == AT_LEAST and start <= one.start and (of_a_kind or alike):
            yield one


@cache
def _alike() -> re.Pattern[str]:
    making = either(listed("targets", "making"))
    return re.compile(rf"(?!全年|年度|年内|累计|共)(?:(?!{making})[一-鿿（）]){{2,12}}")


_OFTEN_ENOUGH = 60
_RHYTHMS = ("次", "场", "期", "节", "堂")
_ONCE = re.compile("(?:一|1)[次遍]$")
"""每日对900个网站巡检一遍: how often, whatever there are."""
_FROM = re.compile("[^，每]{0,6}(?:缩短|提高|提升|增加|压缩|调整|提速|加密|改)(?:为|到|至)")
"""由每月一次缩短为每日一次: how often it was is no target."""
_LESSONS = re.compile(
    r"(?:播出|播放|播发|展播|开设|开课|开展|开齐|安排|直播|授课|上课|互动|同上|共上|上课|上(?=\d|不少于|至少)|上传|录制|推送|提交|更新|发布|听课)[^，]{0,20}?"
    r"(?P<value>\d+|[一二两三四五六七八九十]+)(?P<unit>节|堂|条|篇)(?P<more>以上)?"
)
_AT_ONCE = re.compile(
    r"(?:[一-鿿]{0,10}(?:不少于|至少|不低于|达到?|保持在))?(?P<value>\d+)(?P<unit>份|篇|条|节|堂|件)(?P<more>以上)?"
)
_LEARNT = re.compile(r"(?:(?!每|人均|名|位)[^，]){0,24}?(?P<value>\d+)(?P<unit>学时)(?P<more>以上)?")
"""每周播发不少于6学时"""
_LASTS = re.compile(
    r"(?:(?:(?!每)[^，、]){0,20}?(?:(?P<least>不少于|不低于|不短于|至少[一-鿿]{0,4}?|达到?)|不超过|不多于|不高于|不长于"
    r"|(?<=保证)|(?<=确保)|(?<=开放)|(?<=服务)|(?<=安排)|(?<=睡眠)|(?<=锻炼)|(?<=活动)|(?<=时间)))"
    r"(?P<value>\d+(?:\.\d+)?|[一两二三])个?(?P<unit>小时|分钟|工作日|天|日|月)(?P<more>以上)?"
)
"""每天锻炼不少于1小时"""
_AT_LENGTH = re.compile(r"(?P<value>\d+(?:\.\d+)?)个?(?P<unit>小时|分钟|天)(?P<more>以上)?")
"""每天1小时以上"""
_HOURS = re.compile(r"[^，]{0,12}?(?P<value>\d+|[一二两三四五六七八九十]+)(?P<unit>课时)(?P<more>以上)?")


def _said_unit(times: re.Match[str] | None) -> str:
    return times["unit"] if times and times["unit"] != "遍" else "次"


def _times(text: str, every: re.Match[str], end: int) -> re.Match[str] | None:
    """每学期…3次; 每周开课2节, while 每年评选50节 is an amount."""
    often = every["period"] in _OFTEN or (every["period"] or "").endswith(("周", "个月"))
    if often and (at_once := _AT_ONCE.match(text, every.end())):
        return at_once
    times = _TIMES.search(text, every.start(), end)
    hours = _HOURS.match(text[:end], every.end()) if every["period"] else None
    lessons = _LESSONS.search(text, every.end(), end) if often else None
    lessons = lessons or (_LEARNT.match(text[:end], every.end()) if often else None)
    lasting = _AT_LENGTH.match(text[:end], every.end()) or _LASTS.match(text[:end], every.end())
    told = [one for one in (times, lessons, lasting) if one]
    return min(told, key=lambda one: one.start("value")) if told else hours


_OFTEN = ("工作日", "日", "天", "周", "月", "学期", "学年")
