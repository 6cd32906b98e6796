"""Figures with what they measure and how they compare: 500门以上, 不少于3次, 达到70%和50%以上, 三分之二."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import either, listed

AT_LEAST, MORE_THAN, AT_MOST, ABOUT, EXACTLY = ">=", ">", "<=", "~", "="
WITHIN = "内"
"""48小时内: said of a time to answer in."""
PERCENT, POINTS = "%", "百分点"
_CHINESE = "[〇零一二两三四五六七八九十百千万亿]"
_RANGE = r"(?:[-—–~～至到](?P<upper>\d+(?:\.\d+)?))?"
_PERCENTAGES = re.compile(
    rf"(?P<value>\d+(?:\.\d+)?)(?:%?{_RANGE})%|百分之(?P<chinese>{_CHINESE}+)"
    rf"|(?P<parts>{_CHINESE}+)分之(?P<of>{_CHINESE}+)|(?P<half>一半|半数)|(?P<tenths>[一二三四五六七八九1-9])成(?=以上|以下|左右|的|多|学|教|师|接入|达到|达标|建成|完成|实现|开通|配备|通过|开设|中小学|高校|县|乡)"
    r"|(?:(?<=不少于)|(?<=下降)|(?<=减少)|(?<=提高)|(?<=增长)|(?<=上升)|(?<=压减)|(?<=缩减)|(?<=压缩)|(?<=缩短)|(?<=提升)|(?<=增加)|(?<=节约)|(?<=降低)|(?<=完成)|(?<=的)|(?<=占)|(?<=超过)|(?<=达到)|(?<=不低于)|(?<=突破)|(?<=至)|(?<=到)|(?<=[达超近]))(?P<tenth>[一二三四五六七八九])成(?P<fifth>[一二三四五六七八九])?(?=[，、]|$)"
    r"|(?<![\d./])(?P<over>\d{1,2})/(?P<under>\d{1,2})(?=以上|左右|的|[，、]|$)"
)
_PER_MILLE = re.compile(r"(?P<value>\d+(?:\.\d+)?)‰")
_BARE_SHARES = re.compile(
    r"(?:率|比例|占比|比重)(?:分别|均|都)?(?:达到|达|不低于|提[高升][到至]|超过|保持在|为)"
    r"(?P<value>\d{1,2}(?:\.\d+)?|100)(?=以上|左右|[，、和]|$)"
)
"""应用率达到90以上: print has lost the sign."""
_PERCENT_POINTS = re.compile(rf"(?<![\d.])(?P<value>\d+(?:\.\d+)?|{_CHINESE}+){_RANGE}个百分点")


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A figure; `start` to `end` is the figure with its measure and comparing words right beside it."""

    start: int
    end: int
    value: int | float
    unit: str
    comparator: str
    comparator_raw: str
    chinese: bool = False
    noun_at: int = 0
    """Where the words after the measure begin."""


@cache
def _before() -> tuple[tuple[re.Pattern[str], str], ...]:
    groups = (
        ("at_least", AT_LEAST),
        ("more_than", MORE_THAN),
        ("at_most", AT_MOST),
        ("about", ABOUT),
        ("plainly", EXACTLY),
    )
    return tuple(
        (re.compile(f"(?P<word>{either(listed('targets', name))})(?:了|为|约)?$"), sign) for name, sign in groups
    )


@cache
def _after() -> tuple[tuple[re.Pattern[str], str], ...]:
    groups = (("or_more", AT_LEAST), ("some_more", AT_LEAST), ("or_less", AT_MOST), ("or_so", ABOUT))
    return tuple((re.compile(f"(?:{either(listed('targets', name))}){_MULTI}"), sign) for name, sign in groups)


_MULTI = "(?<!多(?=媒体|功能|维|元|样|模态|学科|语种))"
"""1间多媒体教室 is one, not more than one."""
_LONGER = (
    r"(?<=部)(?:门|委|分|署|属|长)|(?<=[省市县区州校])(?:级|属|直)|(?<=人)(?:才|工智能|脸|均|口)"
    r"|(?<=分)[点之]|(?<=个)\d[\d.]*%"
)
"""五部门, 两省级: the measure is the beginning of another word."""


@cache
def _counts() -> re.Pattern[str]:
    measures, carried = either(listed("targets", "measures")), either(listed("targets", "carried"))
    some_more, or_more = either(listed("targets", "some_more")), either(listed("targets", "or_more"))
    return re.compile(
        rf"(?:(?<![\dA-Za-z.第])|(?<=[A-Z][A-Z])(?<!TOP)(?=\d\d))(?:(?P<digits>\d[\d,]*(?:\.\d+)?{_RANGE}[十百千]?[万亿]?)|(?<!{_CHINESE})(?P<chinese>{_CHINESE}+(?:[到至]{_CHINESE}+)?))"
        rf"(?P<more>{some_more})?(?P<more_myriads>万|亿)?(?P<early>{or_more})?"
        rf"(?P<measure>个(?={carried})(?P<carried>{carried})|{measures})(?!{_LONGER})"
    )


_MERGED = re.compile("[^，。；\\d]{0,14}(?:整合|压缩|精简|归并|优化|合并)(?:为|到|至|成)")


def _is_start(text: str, match: re.Match[str]) -> bool:
    """将142个系统整合为30个: what there was is no target."""
    return text[max(0, match.start() - 1) : match.start()] == "将" and _MERGED.match(text, match.end()) is not None


def percentages_in(sentence: Sentence) -> list[Quantity]:
    text = sentence.plain
    found = [_percentage(text, match) for match in _PERCENTAGES.finditer(text) if not _is_start(text, match)]
    found += [_points(sentence.plain, match) for match in _PERCENT_POINTS.finditer(sentence.plain)]
    found += [
        _compared(text, *match.span(), _whole(round(float(match["value"]) / 10, 4)), PERCENT, default=AT_LEAST)
        for match in _PER_MILLE.finditer(text)
    ]
    found += [_bare_share(text, match) for match in _BARE_SHARES.finditer(text)]
    return _shared(sentence.plain, sorted(found, key=lambda one: one.start))


def counts_in(sentence: Sentence) -> list[Quantity]:
    text = sentence.plain
    matches = [match for match in _counts().finditer(text) if not _is_start(text, match)]
    found = [one for match in matches for quantity in _count(text, match) for one in _with_run(text, quantity)]
    found = [_of_a_pair(text, one) for one in found]
    found += [*unmeasured_in(sentence), *doublings_in(sentence), *_years_long(text)]
    shares = [match.span() for match in _PERCENTAGES.finditer(sentence.plain)]
    found = [one for one in found if not any(start < one.end and one.start < end for start, end in shares)]
    return _shared(sentence.plain, sorted(found, key=lambda one: one.start))


_PROPORTION = re.compile(r"(?<![\d：∶.])(?P<one>\d+(?:\.\d+)?)[：∶](?P<other>\d+(?:\.\d+)?)(?![\d：∶])")
_PERSONS_TO_PERSONS = re.compile("(?:师生|生师|员生)比[一-鿿]{0,6}$")
_MACHINES = re.compile(r"机|电脑|终端")


def proportions_in(sentence: Sentence) -> list[Quantity]:
    """生机比达到6:1: so many to one, where the sentence says before that things are compared."""
    text, found = sentence.plain, []
    for match in _PROPORTION.finditer(text):
        start, end = sentence.clause_at(match.start())
        compared = "比" in text[: match.start()] or text.startswith(("比例", "的比例", "配"), match.end())
        if float(match["other"]) and compared and not _is_start(text, match):
            value = round(float(match["one"]) / float(match["other"]), 4)
            start = start if "比" in text[start:end] else 0
            persons = _PERSONS_TO_PERSONS.search(text, start, match.start())
            machines = not persons and _MACHINES.search(text, start, end)
            unit = "人/台" if machines else f"：{match['other']}"
            found.append(_compared(text, match.start(), match.end(), _whole(value), unit, default=AT_LEAST))
    return found


_PERSONS = "(?:教师|学生|师生|学员|家长|用户|孩子|儿童|幼儿|农民|居民)"
_UNMEASURED = re.compile(
    r"(?:(?<![\d.])(?P<value>\d[\d,]*(?:\.\d+)?(?P<more>[余多])?[万亿])|(?:(?<=达到)|(?<=超过)|(?<=突破))(?P<round>[百千]万|亿))"
    rf"(?:(?=以上|左右|以内|[，、]|和|$)|(?P<persons>(?=(?:余|多|以上|左右)?的?(?!名|人)[一-鿿]{{0,4}}{_PERSONS})))"
)
"""1500万教师 counts persons without a measure."""
_PERSONS_SAID = re.compile(f"{_PERSONS}$")
_VISITS = re.compile("人次(?:[日周月年]均|累计|总量|总数)?(?:达到?|突破|超过?|不[少低]于)?$")
_PEOPLE = re.compile(
    "(?:用户|人数|学生|教师|师生|学员|人次|会员|家长)(?:注册|开通)?(?:总?数量?|总量|规模)?"
    "(?:分别|均|都|累计|总计|已|将|力争|努力|稳定|保持)*(?:[由从][\\d◇][\\d.◇]*[万亿]?[人个]?)?(?:达到?|达至|突破|超过?|不[少低]于|在|为|至少|(?:增[加长]?|提[高升]|扩[大展]|上升)[到至])?$"
)
"""注册用户突破100万: who is counted stands right before the comparison."""


_PEOPLE_BEFORE = re.compile("(?:用户|学员|会员)[^，]{0,12}，(?:总数|总量|累计)(?:达到?|突破|超过?)?$")


def _of_people(text: str, start: int, place: int) -> bool:
    return bool(_PEOPLE.search(text[start:place]) or _PEOPLE_BEFORE.search(text[:place]))


_DOUBLED = re.compile(r"翻(?:了)?(?P<times>[一二两三123])番")


_YEARS_LONG = re.compile(
    r"(?:(?<=不少于)|(?<=不低于)|(?<=不短于)|(?<=至少)|(?<=不超过))(?P<value>\d{1,2}|[一两二三四五六七八九十])个?"
    r"(?P<unit>学年|年)(?![级度内前底来间]|一?个?(?:周期|轮|次))"
)


def _years_long(text: str) -> list[Quantity]:
    """备份保留不少于3年"""
    return [
        _compared(text, *match.span(), number_of(match["value"]) or 0, match["unit"], default=EXACTLY)
        for match in _YEARS_LONG.finditer(text)
    ]


def doublings_in(sentence: Sentence) -> list[Quantity]:
    """总量翻一番: twice as much, 翻两番: four times."""
    return [
        _compared(sentence.plain, *match.span(), 2 ** int(number_of(match["times"]) or 1), "倍", default=EXACTLY)
        for match in _DOUBLED.finditer(sentence.plain)
    ]


def unmeasured_in(sentence: Sentence) -> list[Quantity]:
    """用户数突破1000万: the measure is left out where a comparison makes clear that it is an amount."""
    found: list[Quantity] = []
    for match in _UNMEASURED.finditer(sentence.plain):
        start, _end = sentence.clause_at(match.start())
        value = number_of((match["value"] or f"一{match['round']}").replace(match["more"] or " ", "")) or 0
        persons = (
            match["persons"] is not None or _PERSONS_SAID.search(sentence.plain[start : match.start()]) is not None
        )
        unit = (
            "人次"
            if _VISITS.search(sentence.plain[start : match.start()])
            else "人"
            if persons or _of_people(sentence.plain, start, match.start())
            else "个"
        )
        least = AT_LEAST if match["more"] else EXACTLY
        quantity = _compared(sentence.plain, match.start(), match.end(), value, unit, default=least)
        alike = replace(quantity, unit=found[-1].unit) if found else quantity
        if found and _linked(sentence.plain, found[-1], alike):
            found.append(alike)
        elif quantity.comparator_raw or persons:
            found.append(quantity)
    return found


def _percentage(text: str, match: re.Match[str]) -> Quantity:
    if match["value"]:
        value = float(match["value"])
    elif match["chinese"]:
        value = float(number_of(match["chinese"]) or 0)
    elif tenths := match["tenths"] or match["tenth"]:
        value = 10.0 * float(number_of(tenths) or 0) + float(number_of(match["fifth"] or "") or 0)
    elif match["under"]:
        value = round(100 * float(match["over"]) / max(float(match["under"]), 1.0), 2)
    elif match["half"]:
        value = 50.0
    else:
        value = round(100 * float(number_of(match["of"]) or 0) / float(number_of(match["parts"]) or 1), 2)
    return _compared(text, match.start(), match.end(), _whole(value), PERCENT, default=AT_LEAST)


def _bare_share(text: str, match: re.Match[str]) -> Quantity:
    return _compared(text, *match.span("value"), _whole(float(match["value"])), PERCENT, default=AT_LEAST)


def _points(text: str, match: re.Match[str]) -> Quantity:
    value = number_of(match["value"]) or 0
    return _compared(text, match.start(), match.end(), value, POINTS, default=AT_LEAST)


def _count(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    digits = match["digits"]
    upper = match["upper"]
    written = digits or match["chinese"]
    if upper:
        written = re.sub(r"[-—–~～至到].*?(?=[十百千万亿]*$)", "", written)
    lower = _lower_of(written) if match["chinese"] else ""
    written = lower or written
    value = number_of(written)
    if (
        value is None
        or written == "亿"
        or (written + match["measure"] == "万兆" and not _RAISED.search(text, 0, match.start()))
        or _VERSION.fullmatch(written)
        or _is_day(text, match)
    ):
        return
    value *= {"万": 10_000, "亿": 100_000_000}.get(match["more_myriads"] or "", 1)
    unit = (
        "个"
        if match["measure"] in _PLACES
        else _LONG_MEASURES.get(match["measure"], match["carried"] or match["measure"])
    )
    read = _compared(text, match.start(), match.end(), value, unit, default=EXACTLY)
    if match["more"] or match["early"]:
        read = replace(read, comparator=AT_LEAST, comparator_raw=match["more"] or match["early"])
    if upper or lower:
        read = replace(read, comparator=AT_LEAST, comparator_raw=digits or match["chinese"])
    yield replace(read, chinese=match["chinese"] is not None)


_NEIGHBOURS = ("一二", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九")


def _lower_of(written: str) -> str:
    """两三次, 三五个, 七八十人, 三到五个: at least the lower one."""
    first = re.split("[到至]", written)[0]
    if first != written:
        return first
    return written[0] + written[2:] if written[:2] in _NEIGHBOURS and written[2:] in ("", *"十百千万") else ""


_PAIR = re.compile(r"(?<![\d、])(?P<lower>\d)、$")


def _of_a_pair(text: str, quantity: Quantity) -> Quantity:
    """5、6名: at least five."""
    pair = _PAIR.search(text, max(0, quantity.start - 3), quantity.start)
    lower = int(pair["lower"]) if pair else 0
    if not lower or quantity.value != lower + 1 or quantity.comparator_raw:
        return quantity
    start = quantity.start - 2
    return replace(quantity, start=start, value=lower, comparator=AT_LEAST, comparator_raw=text[start : quantity.end])


_RUN = re.compile(r"(?P<first>\d[\d.]*)[、和及](?:\d[\d.]*[、和及])*$")


def _with_run(text: str, quantity: Quantity) -> list[Quantity]:
    """分别不少于4、6、8课时: the measure and the comparison are said once for all."""
    run = _RUN.search(text, max(0, quantity.start - 24), quantity.start)
    if run is None or "分别" not in text[max(0, run.start() - 12) : run.start()]:
        return [quantity]
    first = _compared(text, run.start(), run.end("first"), 0, quantity.unit, default=EXACTLY)
    comparator = quantity.comparator if quantity.comparator_raw else first.comparator
    values = [number_of(written) or 0 for written in re.findall(r"\d[\d.]*", run[0])]
    alike = replace(quantity, comparator=comparator, comparator_raw=first.comparator_raw or quantity.comparator_raw)
    return [replace(alike, value=value) for value in values] + [alike]


def _is_day(text: str, match: re.Match[str]) -> bool:
    """6月15日 is a day, 15日内 a time to answer in."""
    return match["measure"] == "日" and (
        text[: match.start()].endswith(("月", "至", "—", "-")) or text[match.end() :][:1] not in "内、"
    )


_RAISED = re.compile("(?:至|(?<!达)到)$")
"""提升至万兆; 万兆主干网 says of what kind."""
_VERSION = re.compile(r"\d\.0")
"""工程2.0校本研修 names a version."""
_PLACES = ("省", "市", "县", "区", "州")
"""6省 and 六个省 are the same."""
_LONG_MEASURES = {"堂课": "堂", "节课": "节"}


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _compared(text: str, start: int, end: int, value: int | float, unit: str, *, default: str) -> Quantity:
    """With the comparing words that stand right before and after."""
    first, last = start, end
    left, left_sign, right, right_sign = "", "", "", ""
    for pattern, sign in _before():
        match = pattern.search(text, max(0, start - 8), start)
        if match and len(match["word"]) > len(left) and not _ECONOMY.search(text, 0, match.end("word")):
            left, left_sign, first = match["word"], sign, match.start()
    distant = _DISTANT.search(text, max(0, start - 14), start) if not left else None
    if not left and unit == "倍":
        distant = _TIMES_OF.search(text, max(0, start - 20), start)
    if distant:
        left, left_sign = distant["word"], AT_MOST if distant["word"] in _AT_MOST_DISTANT else AT_LEAST
    moved = _MOVED.search(text, max(0, start - 24), start) if not left else None
    if moved:
        left, left_sign = moved["word"], AT_MOST if moved["less"] else AT_LEAST
    limit = _SHARE_OF.search(text, max(0, start - 16), start) if not left and unit == PERCENT else None
    if limit:
        left, left_sign = limit["word"], AT_MOST
    must = _MUST.search(text, max(0, first - 8), first) if left else None
    first = must.start() if must else first
    aside = _ASIDE.match(text, end)
    for pattern, sign in _after():
        match = pattern.match(text, end) or (pattern.match(text, aside.end()) if aside else None)
        if match:
            right, right_sign, last = match[0], sign, match.end()
            break
    if not right and _is_answered_within(text, start, end, unit):
        right, right_sign, last = WITHIN, AT_MOST, end + len(WITHIN)
    return Quantity(
        start=first,
        end=last,
        value=value,
        unit=unit,
        comparator=_sign(left_sign, right_sign, default),
        comparator_raw=f"{left}…{right}" if left and right else left or right,
        noun_at=last,
    )


def _is_answered_within(text: str, start: int, end: int, unit: str) -> bool:
    """48小时内, 通知后2个月内: a time to answer in; 3个月内 alone is a time from now."""
    after = unit == "月" and text[:start].endswith(("后", "后的", "起"))
    return text.startswith(WITHIN, end) and (after or unit in listed("targets", "response_times"))


_MUST = re.compile("(?:原则上|应当|允许|必须|[应要须需得宜能可许准])+$")
"""达标率应不低于95%: the must is no part of the rate."""
_MOVED = re.compile(
    r"(?:提[高升速]|扩[容大展]|升级|增[加至长]|(?P<less>压[缩减]|降低|缩短|减少|精简|控制))(?!到|至)[^，；\d]{1,14}(?P<word>[至到])$"
)
"""扩容出口带宽至60G, 压缩办理时限至3天: what is moved stands between."""
_ECONOMY = re.compile("[节集制]约$")
"""节约1/3 is no 约."""
_SHARE_OF = re.compile("(?P<word>不高于|不超过|不多于|不大于)[一-鿿]{2,10}$")
"""不超过参评作品的10%: what the share is of stands between."""
_ASIDE = re.compile(r"（[一-鿿、]{1,6}）")
"""100篇（件）左右, 3个（含）以上: what a bracket adds to the measure."""
_TIMES_OF = re.compile("(?P<word>达到?)[一-鿿]{2,12}的$")
"""规模达到上年的1.5倍"""
_DISTANT = re.compile(r"(?P<word>至少|至多|最多)[一-鿿]{1,8}$")
_AT_MOST_DISTANT = ("至多", "最多")
"""至少开展3次: the verb stands between."""


def _sign(left: str, right: str, default: str) -> str:
    """以上 after the figure says more than 共 before it; 超过 before it more than 以上 after."""
    if left in (MORE_THAN, AT_MOST) and (left, right) != (AT_MOST, ABOUT):
        return left
    if right:
        return right
    return left if left and not (left == EXACTLY and default == AT_LEAST) else default


def _shared(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """分别达到70%和50%以上: the words before the first and after the last hold for both."""
    found: list[Quantity] = []
    group: list[Quantity] = []
    for quantity in quantities:
        if group and not (_linked(text, group[-1], quantity) or _goes_on(text, group, quantity)):
            found.extend(_alike(group))
            group = []
        group.append(quantity)
    return [*found, *_alike(group)]


def _linked(text: str, before: Quantity, after: Quantity) -> bool:
    between = text[before.end : after.start]
    if between in ("", "或", "或者") and before.comparator_raw and not after.comparator_raw:
        return True
    return (
        before.unit == after.unit
        and between in {"、", "和", "及", "与", "以及"}
        and "分别" in text[max(0, before.start - 12) : before.start]
    )


_LEAST = ("不少于", "不低于", "至少", "不超过")
_LISTED = re.compile("[一-鿿“”（）]{1,10}[、和]")


def _goes_on(text: str, group: Sequence[Quantity], after: Quantity) -> bool:
    """不少于2个县、10所学校: the comparison holds for all that follow in the list, where no other verb stands between."""
    between = text[group[-1].end : after.start]
    plain = not after.comparator_raw and group[0].comparator_raw in _LEAST
    return plain and bool(_LISTED.fullmatch(between)) and not _verbs().search(between)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(either(tuple(verb for verb in listed("targets", "making") if len(verb) > 1)))


def _alike(group: Sequence[Quantity]) -> list[Quantity]:
    """分别达到98%、95%和1%以内: what only the last may not exceed is no bound of the others."""
    if len(group) < 2:
        return list(group)
    left, right = group[0].comparator_raw.split("…")[0], group[-1].comparator_raw.split("…")[-1]
    comparator = group[-1].comparator if group[-1].comparator_raw else group[0].comparator
    if group[0].comparator == AT_LEAST and left and group[-1].comparator == AT_MOST:
        return [*(replace(one, comparator=AT_LEAST, comparator_raw=left) for one in group[:-1]), group[-1]]
    raw = f"{left}…{right}" if left and right and left != right else left or right
    return [replace(one, comparator=comparator, comparator_raw=raw) for one in group]
