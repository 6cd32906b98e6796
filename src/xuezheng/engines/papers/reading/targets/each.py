"""One for each: 每校至少1名, 各1个, 各级各类学校 … 明确一名, and slogans of that form (一人一空间)."""

import re
from collections.abc import Iterator
from functools import cache

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.found import CARDINALITY, Found, target_of
from xuezheng.engines.papers.reading.targets.holders import COUNTER, TOLD_APART, short_holder
from xuezheng.engines.papers.reading.targets.quantities import AT_LEAST, AT_MOST, EXACTLY, Quantity
from xuezheng.engines.papers.reading.targets.sentences import BLANK, Sentence
from xuezheng.engines.papers.reading.words import either, listed

_SLOGAN = re.compile(r"一(?P<holder>[人生校县区班家户企市村])一(?P<thing>[一-鿿]{1,3})")
_EACH = re.compile(rf"每(?P<holder>(?:{COUNTER})?[一-鿿]{{0,4}}?)(?:（[^（）]*）)?$")
_EACH_DOING = re.compile("每(?P<holder>[校县市区省班镇园期])(?![级域直属园长])[一-鿿]{2,10}$")
"""每期集中学习不少于5天"""
_HOLDERS = re.compile(
    r"(?:各级各类|各|每|所有)[一-鿿（）、]{0,14}?"
    r"(?P<holder>学校|高校|院校|中小学|幼儿园|校|园|县|市|区|单位|部门|处室|班级|学院)"
)
_OFTEN = re.compile(
    "每(?:个|一)?(?:学年|学期|年度?(?!级)|半年|半个?月|双月|双周|旬|[两二三四2-6]个?月|月|周|季度?|天|日)|(?<=[区校县市园室员师])(?:全年|年内)"
)
_FORMERLY = re.compile(f"[由从](?P<said>[^，]*?)(?:不超过|不低于|不少于)?{BLANK}[^，每]{{0,12}}$")
"""由每生600元提高到720元: who holds the one holds the other."""
_LEAST = ("至少", "不少于", "不低于")
_LESSONS, _WEEKLY = ("节", "堂", "课时", "条", "篇"), re.compile("每(?:[两二三四2-9]?(?:周|个?月)|天|日|个?学期)")
"""每对学校每周2节 is a rhythm rather than a share."""
_TIMES = ("次", "期", "场", "人次")
_RHYTHM = re.compile(
    "每(?:个|一)?(?:季度?|学期|学年|半年|半个?月|双月|双周|旬|[两二三四2-9](?:年|周|个?月)|年度?(?!级)|日|天|周|月)|半年"
)
_AT_EACH_TIME = re.compile("每(?P<holder>次)[一-鿿]{0,8}$")
"""每次不少于2课时"""
_NOT_HELD = ("学时", "课时", "批")
_FEW, _SEVERAL, _HELD_BY_ONE = 3, 10, 100


@cache
def _provided() -> re.Pattern[str]:
    """每个县（市、区）遴选不少于2所: the holder, then what is to be done for it."""
    verbs = either((*listed("targets", "providing"), *_LEAST))
    must = "(?:都|均)?(?:要|应|须)?(?:重点|原则上|力争|继续|再|每年)?"
    others = r"(?:\d+[一-鿿（）]{1,12}(?:、|和|及|与))*"
    said = rf"(?:{verbs}+{others}|至少[一-鿿]{{1,8}})"
    return re.compile(rf"每(?P<holder>(?:{COUNTER})?(?:(?!每)[一-鿿]){{1,8}}?)(?:（[^（）]*）)?{must}{said}$")


@cache
def _provided_with() -> re.Pattern[str]:
    """每间教室配备终端不少于45台: what is counted stands before the comparison."""
    verbs = either(listed("targets", "providing"))
    return re.compile(rf"每(?P<holder>(?:{COUNTER}|间)?[一-鿿]{{0,6}}?)(?:{verbs})[一-鿿、]{{1,10}}$")


@cache
def _such_schools() -> re.Pattern[str]:
    """其他学校配备专职管理员1至2名: schools of a kind, one or two in each."""
    kinds = "(?:其他|其余|一般|普通|规模[较以]?大?上?的?|有条件的?|具备条件的?|完全|中心|市属|区属|直属|各级|各类)"
    holders = "(?P<holder>学校|高校|院校|中小学校?|幼儿园)"
    verbs = either(listed("targets", "appointing"))
    return re.compile(rf"^{kinds}[一-鿿]{{0,6}}?{holders}(?:应|要|须|至少|均|都)*{verbs}[一-鿿（）]{{0,12}}$")


_AT_A_LEVEL = re.compile("(?:^|[，、；])(?P<holder>[省市县区])级[一-鿿]{0,8}(?:机构|部门|馆|中心)[一-鿿]{0,8}$")
"""县级电教机构专职人员不少于5人"""
_ONE_LEADS = re.compile(
    "[一1][所个名位家](?P<holder>[一-鿿]{0,6}(?:学校|高校|园|校|教师|名师|县|区|市))(?:带动?|帮扶|结对|联系|辐射)+$"
)
"""一所城区学校带动1至3所村级学校"""
_COUNTED = re.compile("(?:\\d|[一二两三四五六七八九十]|每)[个所类种门项级][一-鿿]{1,16}各$")
"""4个学科各1个版本 describes, 校长、园长研修班各1期 counts two."""
_DONE_IN_EACH = re.compile(
    "\\d+[个所家][一-鿿]{0,14}?(?P<holder>学校|中学|小学|幼儿园|高校|院校|园|校|省|市|县|区|乡镇)(?:份|区)?(?:（[^（）]*）)?(?:[一-鿿]{0,6}(?:均|都)|各)[一-鿿]{2,4}$"
)
"""10个省份各遴选1个, 40所学校各配备1名"""
_AVERAGE = re.compile("(?P<holder>[人校班县园])均(?!衡)[一-鿿]{0,8}$")
"""人均上示范课2节"""
_EACH_STUDENT, _FOR_A_PUPIL = re.compile("生均[一-鿿]{0,16}(?:[\\d◇][^，]{0,12})?$"), ("元", "平方米", "册", "本", "台")
_EACH_AND_ALL = re.compile("(?P<holder>[县校班村园])(?P=holder)都?(?:有|建有|配有)(?:至少)?$")
"""县县有1个"""
_STUDENT_STANDARD, _STUDENT_FIGURE = re.compile("生均[^，\\d]{2,16}，"), re.compile("生均[^，。]{4,32}，")
_KIND_OF_SCHOOL = re.compile("(?:其中)?(?:小学|初中|高中|普通高中|中职|高职|职高|特教|幼儿园|本科)")
_CLASS_SIZE = re.compile("班额")
_A_FORTUNE = 200_000


@cache
def _sized() -> re.Pattern[str]:
    """1000人以上的学校配备2名: each of those."""
    return re.compile(
        rf"以上的?(?P<holder>学校|高校|幼儿园|单位|班级)(?:应|须|要)?(?:至少)?{either(listed('targets', 'providing'))}$"
    )


@cache
def _named_each() -> re.Pattern[str]:
    """52个边远县至少建成1所: one in each of them."""
    return re.compile(
        rf"\d+[个所][一-鿿]{{0,8}}?(?P<holder>[校县市区省园]|学校)(?:至少|各){either(listed('targets', 'providing'))}?$"
    )


@cache
def _all_with() -> re.Pattern[str]:
    """各设区市评选样板校不少于20所."""
    verbs = either(listed("targets", "providing"))
    holders = "(?:设区|省辖|试点|示范)?(?P<holder>学校|高校|校|省|市州|州市|县区|区县|市|州|县|区)(?:（[^（）]*）)?"
    return re.compile(rf"各{holders}{verbs}[一-鿿“”]{{2,10}}$")


_JUST_THEM = re.compile(
    "(?:^|[，、；])各(?:设区|省辖|直属|试点)?(?P<holder>学校|高校|院校|校|省|市州|县区|区县|市|县|区|园|单位)"
    "(?:（[^（）]*）)?(?![级内域])[一-鿿]{0,8}$"
)
"""各区、各校不少于1次"""
_EACH_HOLDING = re.compile(
    "每[所个名位家项间][一-鿿]{0,4}?(?P<holder>学校|高校|院校|中心校|小学|中学|初中|高中|幼儿园|教师|学生|校长|社区|学区|园区|县|市|区|乡镇|班级|基地|工作室|团队|项目|教室|实验区|示范区|共同体|试点校|实验校|中心|站点|场馆|专业|课程)"
    "[一-鿿]{0,10}$"
)
_EACH_PERSON = re.compile("每(?P<holder>[人生])[一-鿿]{2,10}$")
_EACH_OCCASION = re.compile("每(?P<holder>[场期班门堂套批])[一-鿿、]{2,12}$")
_ALL_OF = re.compile(
    r"(?:各|所有|全部)(?:级各类|设区|省辖|直属|试点|示范|实验|项目)?(?P<holder>学校|高校|院校|中小学|教学点|校|市州|省|市|县|区|乡（镇）|乡镇|乡|镇|街道|单位|部门|学院)(?:（[^（）]*）)?[（）一-鿿]{0,6}?"
    r"(?:至少|不少于|不低于)[一-鿿]{0,4}(?:\d+[一-鿿（）、]{1,12}?(?:、|和|及))*$"
)
"""各设区市至少遴选3个县、30所学校: done by each."""


@cache
def _appointing() -> re.Pattern[str]:
    verbs, least = either(listed("targets", "appointing")), either(_LEAST)
    return re.compile(rf"(?:{verbs}由?(?:{least})?|{least})(?:[1一][名位个人][一-鿿（）]{{2,10}}(?:、|和|及))?$")


_SO_MANY = re.compile(
    r"每(?P<many>\d+万?|(?!一[名个位所间])[一二两三四五六七八九十百千万]+)(?:(?P<counter>[名个位所间])(?P<holder>[一-鿿（）]{1,8}?)|人(?:口)?)(?:至少|应|须|要)?$"
)
_MYRIADS = re.compile("^1?0000$|(?<=\\d)0000$")
_HELD_THERE = re.compile("(?:拥有|配备|配|占有|使用|有)(?:[一-鿿A-Z\\d]{1,12})?$|(?<=[生师人])(?!每)[一-鿿]{2,8}$")
"""每百名学生拥有计算机不少于15台: what is held stands before the comparison."""
_SHARED = re.compile(r"(?:分别|均)(?:达到|达|不少于|不低于)?(?:\d[\d.]*[一-鿿]{1,2}(?:以上)?[、和])*$")
"""分别达到2.3间、2.4间: the second one's words are those of the first."""


_SLASHED = re.compile("/(?P<holder>[班校园县区人生间室台户村])")
"""不超过45人/班"""


def one_for_each(sentence: Sentence, quantity: Quantity) -> Found | None:
    start, _end = sentence.clause_at(quantity.start)
    if at_once := _AT_EACH_TIME.search(sentence.plain[start : quantity.start]):
        return _for_each(quantity, at_once["holder"]) if quantity.comparator != EXACTLY else None
    rhythm = _rhythm_of(quantity.unit)
    if quantity.unit in _NOT_HELD or (rhythm and rhythm.search(sentence.plain, start, quantity.start)):
        return None
    said = _OFTEN.sub("", sentence.plain[start : quantity.start])
    said = _FORMERLY.sub(r"\g<said>", said) if "每" in said else said
    if shared := _among_many(said, quantity):
        return shared
    if quantity.value <= _FEW and said.endswith("各"):
        return _for_each(quantity, _last_noun(said[:-1]), core=False) if _COUNTED.search(said) else None
    holder = _holder_of(sentence, quantity, said, start)
    everybody_has_one = holder == "人" and quantity.chinese and quantity.value == 1 and quantity.unit == "个"
    return _for_each(quantity, holder, core=not everybody_has_one) if holder else None


def _holder_of(sentence: Sentence, quantity: Quantity, said: str, start: int) -> str:
    if counted := _SLASHED.match(sentence.plain, quantity.noun_at) or _DONE_IN_EACH.search(said):
        return short_holder(counted["holder"])
    holder = _told_holder(said, quantity) or _appointing_holder(sentence.plain[: quantity.start], quantity)
    return holder or _holder_before(sentence, quantity, start) or _pupil(sentence, quantity, start)


def _pupil(sentence: Sentence, quantity: Quantity, start: int) -> str:
    """生均拨款标准，小学不低于800元; 班额小学不超过45人: so much for each, though it is said once."""
    small = quantity.unit == "元" and quantity.value < _A_FORTUNE
    kind = _KIND_OF_SCHOOL.match(sentence.plain, start)
    if small and (_STUDENT_FIGURE if kind else _STUDENT_STANDARD).search(sentence.plain, 0, start):
        return "生"
    limited = quantity.unit in ("人", "名") and quantity.comparator == AT_MOST
    return "班" if limited and _CLASS_SIZE.search(sentence.plain, 0, quantity.start) else ""


def _rhythm_of(unit: str) -> re.Pattern[str] | None:
    if unit in _TIMES or unit in listed("targets", "durations"):
        return _RHYTHM
    return _WEEKLY if unit in _LESSONS else None


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"{either((*listed('targets', 'providing'), *_LEAST))}+$")


def _among_many(said: str, quantity: Quantity) -> Found | None:
    """每12名学生配备1台: one for so many."""
    said = _SHARED.sub("", said)
    given = _given().search(said) or _HELD_THERE.search(said)
    until = given.start() if given else len(said)
    match = _SO_MANY.search(said[:until])
    if match is None:
        return None
    many = _MYRIADS.sub("万", str(number_of(match["many"])))
    held = "人" if (match["counter"] or "名") in "名位" else match["counter"]
    return target_of(CARDINALITY, quantity, unit=f"{quantity.unit}/{many}{held}")


def _for_each(quantity: Quantity, holder: str, *, core: bool = True) -> Found:
    return target_of(CARDINALITY, quantity, core=core, unit=f"{quantity.unit}/{holder}")


def _held_plainly(said: str, quantity: Quantity) -> str:
    """By schools of a size or of a kind, by places told by number, by persons on average."""
    few, persons = quantity.value <= _FEW, quantity.unit in ("名", "位", "人")
    match = _sized().search(said)
    match = match or (_named_each().search(said) if few and quantity.comparator_raw else None)
    match = match or (_such_schools().search(said) if few and persons else None)
    if match:
        return short_holder(match["holder"])
    if quantity.unit in _FOR_A_PUPIL and _EACH_STUDENT.search(said):
        return "生"
    if held_by_all := _EACH_AND_ALL.search(said):
        return held_by_all["holder"]
    if persons and (office := _AT_A_LEVEL.search(said)) and quantity.comparator == AT_LEAST:
        return office["holder"]
    if led := _ONE_LEADS.search(said):
        return short_holder(led["holder"])
    average = None if quantity.unit in listed("targets", "durations") else _AVERAGE.search(said)
    return average["holder"] if average else ""


def _provided_to_each(said: str, quantity: Quantity) -> re.Match[str] | None:
    match = _provided_with().search(said)
    if match and (quantity.comparator_raw or short_holder(match["holder"]) in TOLD_APART):
        return match
    return _all_with().search(said) if quantity.comparator_raw else None


def _least_of_each(said: str) -> re.Match[str] | None:
    """各县区特色资源不少于500条, 每门课程选课学生不少于800人, 每场培训教师200人以上."""
    return (
        _JUST_THEM.search(said)
        or _EACH_HOLDING.search(said)
        or _EACH_OCCASION.search(said)
        or _EACH_PERSON.search(said)
    )


def _told_holder(said: str, quantity: Quantity) -> str:
    """每校1名; 每所学校至少配备1名."""
    if held := _held_plainly(said, quantity):
        return held
    match = _provided().search(said) or _provided_to_each(said, quantity)
    match = match or _EACH_DOING.search(said) or _EACH.search(said) or _ALL_OF.search(said)
    match = match or (_least_of_each(said) if quantity.comparator in (AT_LEAST, AT_MOST) else None)
    if match is None:
        return ""
    holder = short_holder(match["holder"])
    told_apart = holder in TOLD_APART or holder != match["holder"] or match.re is _EACH_HOLDING
    return holder if told_apart or quantity.value <= _SEVERAL else ""


_APPOINTED = re.compile(
    "(?:^|[，、；])各(?P<holder>学校|高校|院校|校|市州|县区|区县|市|县|区|单位|部门|学院|处室)(?:（[^（）]*）)?(?:都|均)?(?:应|要|须|需)?"
    "(?:配备|配足|配齐|明确|设立|指定|安排|落实|确定|选配)[一-鿿（）、]{2,16}$"
)
"""各校要配备专职或兼职管理员1名"""


_STAFFED = re.compile(
    "(?:^|，)各(?P<holder>学校|高校|院校|县区|区县|校|市|县|区|单位)(?:（[^（）]*）)?[^，。；]*，"
    "(?:其中)?(?:专职|兼职|专任|专（兼）职|专兼职)[一-鿿]{0,10}$"
)
"""各高校安全经费不低于5%，专职人员不少于3人"""


def _appointing_holder(said: str, quantity: Quantity) -> str:
    """各级各类学校 … 明确一名校领导."""
    few = quantity.value == 1 or (quantity.value <= _FEW and quantity.comparator == AT_LEAST)
    persons = quantity.unit in ("名", "位", "人")
    appointed = _APPOINTED.search(said) if few and persons else None
    if not appointed and persons and quantity.comparator == AT_LEAST and quantity.value <= _SEVERAL:
        appointed = _STAFFED.search(said)
    if appointed:
        return short_holder(appointed["holder"])
    if not few or quantity.unit not in ("名", "位", "人", "个") or not _appointing().search(said[-20:]):
        return ""
    if quantity.unit == "个" and not quantity.comparator_raw:
        return ""
    holders = list(_HOLDERS.finditer(said))
    return short_holder(holders[-1]["holder"]) if holders else ""


_EACH_OF = re.compile("(?:[^每]{0,4})每[所个家校县园]")
_KIND_OF = re.compile("[一-鿿]{0,6}?(?P<holder>学校|高校|院校|幼儿园|中学|小学)[一-鿿]{0,6}")
"""每所本科院校不少于9门，高职院校不少于6门"""


@cache
def _subject() -> re.Pattern[str]:
    verbs = either((*listed("targets", "providing"), *_LEAST))
    return re.compile(
        rf"每(?P<holder>(?:{COUNTER}|间)(?:(?!每)[一-鿿]){{2,8}}?)(?:每(?:学期|学年|年|月|周))?(?:（[^（）]*）)?(?:应|要|须|都|均)?{verbs}[^，]*\d"
    )


def _holder_before(sentence: Sentence, quantity: Quantity, start: int) -> str:
    """每个工作室吸纳成员20名以上，形成课例不少于30节: the second clause speaks of the same."""
    if start == 0 or quantity.comparator != AT_LEAST or quantity.value > _HELD_BY_ONE:
        return ""
    before = sentence.clause_at(start - 1)
    kind = _KIND_OF.fullmatch(sentence.plain[start : quantity.start])
    if kind and _EACH_OF.match(sentence.plain, *before):
        return short_holder(kind["holder"])
    subject = _subject().match(sentence.plain, *before)
    goes_on = re.match("其中|" + either(listed("targets", "providing")), sentence.plain[start : quantity.start])
    return short_holder(subject["holder"]) if subject and goes_on and quantity.unit not in _TIMES else ""


def _last_noun(text: str) -> str:
    match = re.search(r"(?:个|名|所|门)?(?P<noun>[一-鿿]{2})$", text)
    return match["noun"] if match else ""


def slogans_of(sentence: Sentence) -> Iterator[Found]:
    for match in _SLOGAN.finditer(sentence.text):
        holder = "人" if match["holder"] in "人生" else match["holder"]
        yield Found(
            kind=CARDINALITY, start=match.start(), end=match.end(), value=1, unit=f"个/{holder}", comparator=EXACTLY,
            comparator_raw=match[0], core=False, indicator=match[0],
        )  # fmt: skip
