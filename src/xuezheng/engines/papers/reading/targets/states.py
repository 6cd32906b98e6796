"""States to be reached: all of them (全覆盖), none (不发生), by a day (年底前完成)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.deadlines import Deadline
from xuezheng.engines.papers.reading.targets.found import COVERAGE, DATE, ZERO, Found
from xuezheng.engines.papers.reading.targets.quantities import AT_LEAST, EXACTLY
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import either, listed

_NOT_A_STATE = r"(?!、[一-鿿]{2,4}(?:开展|推进|实施|落实|提供)|项目|工程|计划|活动|行动|试点|率|面|范围|目标责任)"
_REACHES = "(?:扩大|扩展|延伸|推广|拓展)[到至]"
_ZERO = re.compile(
    r"""不发生(?!”)|未发生|不出现|(?:无|没有)(?:任何|重大|重特大|较大|一般)[一-鿿]{2,12}(?:事件|事故|问题)
    |零(?:重大|重特大|责任)[一-鿿]{0,8}(?:事故|事件)|零(?:数据|信息|用户)(?:泄露|泄漏|篡改)|零(?:发生|事故|泄露|泄漏|泄密|失误|差错|投诉|违规|伤亡|中断|宕机|扣分)
    |(?P<persons_left>零(?:辍学|失学))|(?:杜绝|坚决防止)[^，]{0,20}(?:发生|事件|事故)
    |(?:事件|事故|案件|投诉|泄露|违规)(?:数|率)?为(?:零|0(?![\d.]))
    |(?P<none_left>(?:动态)?清零(?!行动|工程|专项))|“零(?:事故|发生|事件)”""",
    re.VERBOSE,
)
_LEFT = {"none_left": "个", "persons_left": "人"}


_WORKS = "(?:建设|改造|升级|更新|安装|配备|整改|验收|测评|备案|培训|轮训|治理|接入|迁移|对接|部署|检测|评估|扩容|核查|普查|摸底)"
_LOOKED_AT = "(?:普查|检查|排查|督查|测评|检测|扫描|走访|轮训|摸底|评估|体检|核查)"


@cache
def _all() -> re.Pattern[str]:
    verbs = "(?:限期|按期|如期|及时|按时|逐一)?" + either(listed("targets", "covering"))
    return re.compile(
        rf"(?P<full>全覆盖{_NOT_A_STATE})|(?P<whole>全(?:接入|联通|连通|开通|普及|达标|贯通|联网|入网))"
        rf"|(?P<wholly>全部(?:实现|完成)?{verbs})|(?P<every>(?:所有|全部(?=[一-鿿]{{0,6}}(?:学校|中小学|高校|院校|幼儿园|教学点|教师|教职工|学生|师生|校长|园长|人员|干部|县|市|区|乡镇|班级|教室|单位))|(?<!完成)全部(?=[一-鿿]{{0,6}}(?:事项|系统|项目)))(?P<those>[一-鿿（）、]{{2,24}}?)(?:都|均|全部)?{verbs})"
        r"|(?P<unto>(?:覆盖|配备|延伸|普及|服务|送|落实)到(?:每一?[所个名间位家]|各个)[一-鿿]{2,10}(?=，|$))"
        r"|(?P<parts>[一-鿿]{2,12}全部[、，](?=[一-鿿]{2,8}\d[\d.]*%))"
        rf"|(?P<done>完成[^，\d]{{0,24}}?(?:全部|所有)[一-鿿（）]{{2,16}}的[一-鿿]{{2,12}}(?=，|$))"
        rf"|(?P<finished>(?<!前)完成(?:全[省市县区校])?(?:全部|所有)[一-鿿（）]{{2,20}}?{_WORKS}(?:工作|任务)?(?=，|$))"
        rf"|(?P<once>对(?:所有|全部|全体)[^，\d]{{2,20}}?{_LOOKED_AT}(?:了?[一1][遍次轮])?(?=，|$))"
        rf"|(?P<persons>(?<!加快实现)(?<!逐步实现)[一-鿿]{{2,10}}全员(?:参加|接受|完成)?[一-鿿]{{0,6}}?(?:培训|轮训|研修)[一1][遍轮次](?=，|$))"
        rf"|(?P<every_one>(?:每一|各)[所个名位间家][^，。\d]{{2,14}}?都(?:有|能|建有|配有|拥有|开设|接入|配备|享有)(?!每)[^，\d]{{2,20}}(?=，|$))"
        r"|(?P<popular>(?:学校|学生|师生|教师|教室|班级|校园)(?:基本|已)?全面普及(?=，|$))"
        rf"|(?P<linked>[与和同](?:全部|所有|全国|全省|全市|各)[^，。]{{2,30}}?(?:全面|全部)?(?:互联互通|互通|对接|联通|连通|贯通)(?!率))"
        rf"|(?P<served>对(?:所有|全部|全体)[^，。\d]{{2,20}}的(?:集中|统一|动态|实时|常态化|全面)?(?:监控|监测|监管|管理|服务|覆盖)(?!平台|系统))"
        rf"|(?P<list>(?:接入|覆盖|纳入|接通|惠及|连通|联通|{_REACHES})(?:全部|所有)[一-鿿（）、]{{1,14}}[和及、](?=(?:不少于|不低于|超过)?\d[\d.]*%))"
        r"|(?P<everywhere>(?:实现|做到|达到|确保)(?:校校|班班|人人|县县|村村|师师|生生|处处)(?:都)?(?:有|配|建有|开设|用上|通上)[一-鿿]{2,12})"
        r"|(?P<span>全(?:学段|学科|区域|域|年级|领域|时段)覆盖|覆盖全(?:学段|学科|年级|领域)|全员覆盖)"
        r"|(?P<grades>覆盖[一-鿿]{2,8}[至到][一-鿿]{2,10}各(?:学科|年级|学段))"
        r"|(?P<kinds>覆盖(?:(?:各|所有|全部)(?:学科|年级|学段|版本)[、和]?)+(?![一-鿿、]{0,12}的|[一-鿿]))"
        r"|(?P<all_over>覆盖全[国省市县区](?:中小学校?|初中|高中|小学|高校|院校|学校|幼儿园|教师|学生|师生|乡镇|街道|社区|行政村)(?=，|$))"
        r"|(?P<through>覆盖[一-鿿、]{2,16}(?:全部|所有)[一-鿿]{0,4}(?:学科|年级|学段|学校|班级|教师|学生)(?![一-鿿]{0,12}的))"
        rf"|(?P<staff>(?<!加快)(?<!逐步)(?<!推动)实现[^，]{{0,16}}全员(?:培训|轮训|覆盖))|(?P<fully>实现[^，]{{0,20}}全面覆盖)"
        rf"|(?P<both>(?:所有|全部|全国|全省|全市|全县|全区|各)[一-鿿（）、]{{2,24}}(?:都|均)(?:已|要|应|须)?(?:拥有|具备|开通|接入|建成|建有|配备|明确|设有|配有|纳入|联通|达标|参与|参加|完成|实现|达到|通过|使用|应用|建立|设立|开展))"
        rf"|(?P<each>(?:接入|覆盖|纳入|接通|惠及|{_REACHES})(?:全[国省市县区])?(?:全部|所有|全体)(?![一-鿿（）]{{2,12}}的))"
    )


def coverage_of(sentence: Sentence, counted: Sequence[Found]) -> Iterator[Found]:
    """One for each clause that says so and counts nothing itself."""
    told: dict[tuple[int, int], int] = {}
    for match in _all().finditer(sentence.plain):
        clause = sentence.clause_at(match.end() - 1)
        others = [one for one in counted if clause[0] <= one.start < clause[1] and one.core]
        apart = (
            match["list"]
            or match["parts"]
            or (match["full"] and sentence.plain.startswith(("（", "、", "和"), match.end()))
        )
        if others and not (apart and all(one.start >= match.end() for one in others)):
            continue
        if clause in told and not _another(sentence.plain[told[clause] : match.start()], match):
            continue
        told[clause] = match.end()
        raw = (
            match[0][-2:]
            if match["each"]
            else "所有"
            if match["every"] or match["both"] or match["served"] or match["list"] or match["everywhere"]
            else match[0]
            if len(match[0]) <= 4
            else match[0][:2]
        )
        found = Found(
            kind=COVERAGE, start=match.start(), end=match.end(), value=100, unit="%", comparator=AT_LEAST, comparator_raw=raw
        )  # fmt: skip
        several = _SEVERAL.search(sentence.plain, clause[0], match.start()) if match["full"] else None
        yield from [found] * int(number_of(several["many"]) or 1 if several else 1)


_SEVERAL = re.compile("(?P<many>[两二三四五])个$")
"""宽带、设备两个全覆盖"""


def _another(between: str, match: re.Match[str]) -> bool:
    """互联网全覆盖、网络教学环境全覆盖 are two; 所有学校实现全覆盖 is one."""
    if match.lastgroup == "each":
        return re.search("[、和及与][一-鿿]{2,}$", between) is not None
    return match.lastgroup in ("full", "whole") and between.startswith(("、", "和", "及")) and len(between) > 3


def zeros_of(sentence: Sentence) -> Iterator[Found]:
    for match in _ZERO.finditer(sentence.text):
        yield Found(
            kind=ZERO, start=match.start(), end=match.end(), value=0, unit=_LEFT.get(match.lastgroup or "", "起"),
            comparator=EXACTLY, comparator_raw=match[0]
        )  # fmt: skip


def dates_of(sentence: Sentence, deadlines: Sequence[Deadline], others: Sequence[Found]) -> Iterator[Found]:
    """A day by which something is finished, where nothing else is measured by it."""
    for place, deadline in enumerate(deadlines):
        if not deadline.binding or deadline.iso is None or deadline.start < 0:
            continue
        limit = deadlines[place + 1].start if place + 1 < len(deadlines) else len(sentence.text)
        start, end = sentence.clause_at(deadline.start)
        verbs = _verbs_by(deadline.raw)
        match = _named(verbs.search(sentence.plain, deadline.end, end), sentence, deadline)
        if match is None and end - deadline.end <= 1:
            start, end = deadline.start, _finished_by(sentence, deadline, end + 1) or limit
            match = _named(verbs.search(sentence.plain, deadline.end, end), sentence, deadline)
        if match and not any(start <= one.start < end and one.core for one in others):
            yield Found(
                kind=DATE, start=deadline.start, end=match.end(), value=1, unit="项", comparator=EXACTLY,
                comparator_raw="前" if deadline.raw.endswith("前") else deadline.raw, noun_at=match.end(),
            )  # fmt: skip


_FINISHES = re.compile("完成|建成|印发|出台|发布|上线|报送|上报|组建|成立|开通|投入使用|启动")


def _finished_by(sentence: Sentence, deadline: Deadline, place: int) -> int | None:
    """年底前，完成平台改造，应用率达到80%: the first clause says what is finished, whatever is measured after it."""
    _start, end = sentence.clause_at(place)
    said = deadline.raw.endswith("前") and _FINISHES.search(sentence.plain, place, end)
    return end if said else None


_STATES = re.compile(
    "(?:更加|进一步|不断|日趋|日益|逐步|基本|初步|全面)(?:完善|形成|建立|健全|落实)$"
    "|取得[一-鿿]{0,8}(?:进展|突破|成效|成果)$|(?:机制|模式|格局|氛围|意识|水平|环境|生态|合力|局面|目标)(?:的(?:目标|要求))?$"
)
"""基本形成…格局 by a day: nobody can say when that is finished."""


_BY_A_YEAR = re.compile("(?:到|至|截至|截止|力争)(?:在|于)?20\\d\\d年(?:年?[底末])?")
_DONE_BY_A_YEAR = re.compile("完成|建成|印发|出台|发布|上线|开通|投入使用|制定|启用|组建|成立")
_FAR = re.compile(
    "(?:体系|布局|结构|高地|队伍|强国|强省|强市|现代化|进展|突破|成效|转型|变革|行列|力量|优势|地位|竞争力|影响力)(?:的?[一-鿿]{2,4})?$"
)
"""到2030年，建成…体系: a year to look forward to, and nothing that is handed over."""
_THEN = re.compile("年?[底末]")
_GOES_ON = re.compile("(?:集中|统一)?(?:开展|组织|举办|召开|评选|评估|测评)")
"""年底开展评估 says when, 年底前 until when."""


@cache
def _verbs_by(deadline_raw: str) -> re.Pattern[str]:
    if _BY_A_YEAR.fullmatch(deadline_raw):
        return _DONE_BY_A_YEAR
    return re.compile(either(listed("targets", "finishing")))


def _named(verb: re.Match[str] | None, sentence: Sentence, deadline: Deadline) -> re.Match[str] | None:
    if verb is None:
        return None
    start, end = sentence.clause_at(verb.start())
    said = sentence.plain[start:end]
    far = _BY_A_YEAR.fullmatch(deadline.raw) or said[: verb.start() - start].endswith("基本")
    if _STATES.search(said) or (far and _FAR.search(said)):
        return None
    return None if _THEN.fullmatch(deadline.raw) and _GOES_ON.match(sentence.plain, deadline.end) else verb
