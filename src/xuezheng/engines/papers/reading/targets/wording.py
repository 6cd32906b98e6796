"""What a target is about: its words, the indicator, whom it concerns and at which level of administration."""

import re
from collections.abc import Sequence

from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.targets.deadlines import Deadline
from xuezheng.engines.papers.reading.targets.found import COUNT, COVERAGE, DATE, RATIO, ZERO, Found
from xuezheng.engines.papers.reading.targets.phrases import amount_of, share_of
from xuezheng.engines.papers.reading.targets.sentences import Sentence

_CONCERNED = re.compile(
    r"(?:全省|全市|全县|全区|全国|全校|各级各类|各级|所有|全部|全体|各类|各地|各|省级|市级|县级|国家级|[东中西]+部地区)*"
    r"(?:的|、|和|及|义务教育阶段|义务教育|城乡|城镇|农村|乡镇|乡村|城区|县域|公办|民办|薄弱|贫困地区|边远|普通|规模以上|具备条件的?|有条件的?"
    r"|[一二三四五六七八九小初高]{1,2}(?:年级|中)?(?:及?以上)?的?|初中|高中|小学|骨干|专任|任课|管理|技术|学科|(?:中小学|职业院校|高校)(?=教师|校长|学生|师生)|中等|高等|职业|技工|特殊教育|试点|示范"
    r"|本科|高职|（[^（）]{1,12}）)*"
    r"(?:中等职业学校|职业院校|职业学校|义务教育学校|中小学校?|高等学校|高校|幼儿园|学校|院校|教学点|教师|学生|师生|校长|干部|地区|省份"
    r"|县（[^（）]*）|市（[^（）]*）|县区|市县|(?<=各)[县市区])"
    r"(?:（[^（）]{1,12}）)?"
)
_WHOLE = re.compile("全[国省市县区校]")
_LEVELS = (
    ("national", re.compile(r"^(?:中华人民共和国)?(?:教育部|国务院|中央|国家|全国)|部办公厅$")),
    ("school", re.compile(r"大学|学院|学校|中学|小学|幼儿园")),
    ("provincial", re.compile(r"省|自治区|^(?:北京|上海|天津|重庆)市?(?!.{1,4}[区县])|兵团|教育厅")),
    ("city", re.compile(r"市|州|盟")),
    ("county", re.compile(r"县|区|旗")),
)
_NARROWER = (
    ("school", re.compile(r"各级各类学校|校园内|每校|各校|各高校|每所学校")),
    ("city/county", re.compile(r"有条件的地区|各市县|市县两级|各县|各市")),
    ("national", re.compile(r"教育部|全国")),
)
_COMPARED_WITH = re.compile(r"[比较](?:上年|去年|20\d\d年)[底末]?$")
_STOPS = "，。；：、"


def text_of(sentence: Sentence, found: Found, deadline: Deadline | None) -> Passage:
    """The clause with the figure, from its time limit on where that stands just before."""
    start, end = sentence.clause_at(found.end - 1)
    start = min(start, sentence.clause_at(found.start)[0])
    if deadline and deadline.binding and deadline.end == start - 1 == sentence.clause_at(deadline.start)[1]:
        start = deadline.start
    start += len(sentence.text[start:end]) - len(sentence.text[start:end].removeprefix("并"))
    return sentence.passage.sub(start, end).stripped(_STOPS)


def indicator_of(sentence: Sentence, found: Found, deadlines: Sequence[Deadline]) -> str:
    if found.indicator:
        return found.indicator
    start, end = sentence.clause_at(found.end - 1)
    clause = sentence.text[start:end]
    before = re.sub(
        r"^(?:.*：|[”》）、，]+|[一二三四五六七八九十]是)",
        "",
        _told(_without_deadline(sentence, start, found.start, deadlines)),
    )
    after = sentence.text[found.noun_at if found.noun_at is not None else found.end : end]
    after = re.sub(
        r"[、和及]\d[\d.]*%[一-鿿]{0,8}?的?[一-鿿（）]{2,8}?(?=完成|达到|建成|实现|拥有|开通)",
        "",
        after.removeprefix("的"),
    )
    if found.kind == RATIO:
        return share_of(before if re.search(r"率|比例|比|占", before) or not after else before + after)
    if found.kind == COUNT:
        return amount_of(_COMPARED_WITH.sub("", before), after)
    if found.kind == DATE:
        return after or clause
    return clause if found.kind in (COVERAGE, ZERO) else before + after or clause


def _told(before: str) -> str:
    """Without the figures of others in the same clause: 教师应用率达到95%、学生应用率 is about the students."""
    first, *others = re.split(
        r"(?:分别|均|都)?(?:达到|达|不低于|超过|保持在|提高到|提升到)?\d[\d.]*%(?:以上|左右)?(?:[、和及与]|以及)?",
        before,
    )
    return others[-1] if others and others[-1] else re.sub("(?:分别|均|都)$", "", first)


def _without_deadline(sentence: Sentence, start: int, end: int, deadlines: Sequence[Deadline]) -> str:
    for deadline in deadlines:
        if start <= deadline.start < end:
            start = max(start, deadline.end)
    return sentence.text[start:end].strip(_STOPS)


def scope_of(sentence: Sentence, found: Found) -> str | None:
    """Whom the clause speaks of last before the figure, else first after it, else the whole area."""
    start, end = sentence.clause_at(found.start)
    clause = sentence.text[start:end]
    named = list(_CONCERNED.finditer(clause))
    before = [match for match in named if match.start() <= found.start - start]
    match = before[-1] if before else named[0] if named else _WHOLE.search(clause)
    return match[0].lstrip("的、和及") or None if match else None


def level_of_issuer(issuer: str) -> str | None:
    return next((level for level, pattern in _LEVELS if pattern.search(issuer)), None)


def level_of(sentence: Sentence, found: Found, issued_at: str | None) -> str | None:
    start, end = sentence.clause_at(found.start)
    clause = sentence.text[start:end]
    narrower = next((level for level, pattern in _NARROWER if pattern.search(clause)), None)
    return narrower or issued_at
