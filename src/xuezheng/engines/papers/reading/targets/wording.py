"""What a target is about: its words, the indicator, whom it concerns and at which level of administration."""

import re
from collections.abc import Sequence

from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.targets.context import told_in_full, with_event
from xuezheng.engines.papers.reading.targets.deadlines import Deadline
from xuezheng.engines.papers.reading.targets.found import CARDINALITY, COUNT, COVERAGE, DATE, RATIO, ZERO, Found
from xuezheng.engines.papers.reading.targets.phrases import amount_of, share_of, state_of, thing_of
from xuezheng.engines.papers.reading.targets.sentences import Sentence

_CONCERNED = re.compile(
    r"(?:全省|全市|全县|全区|全国|全校|各级各类|各级|所有|全部|全体|各类|各地|各|省级|市级|县级|国家级|[东中西]+部地区)*"
    r"(?:的|、|和|及|义务教育阶段|义务教育|城乡|城镇|农村|乡镇|乡村|城区|县域|公办|民办|薄弱|贫困地区|边远|普通|规模以上|具备条件的?|有条件的?"
    r"|[一二三四五六七八九小初高]{1,2}(?:年级|中)?(?:及?以上)?的?|初中|高中|小学|骨干|专任|任课|管理|技术|学科|(?:中小学|职业院校|高校)(?=教师|校长|学生|师生)|中等|高等|职业|技工|特殊教育|试点|示范"
    r"|本科|高职|（[^（）]{1,12}）)*"
    r"(?:中等职业学校|职业院校|职业学校|义务教育学校|中小学校?|高等学校|高校|幼儿园|学校|院校|教学点|教师|学生|师生|校长|园长|家长|干部|地区|省份"
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
_OTHER_FIGURES = re.compile(
    r"(?:分别|均|都)?(?:达到?|不低于|不少于|不超过|超过)?\d[\d.]*[一-鿿]{1,2}(?:以上|以内)?(?:、|$)"
)
_OTHERS_AFTER = re.compile(r"[、和及][^，]*\d[^，]*$")
_GOES_ON = re.compile("[、和及与](?![^，]*%[^，]{0,6}的)[^，]*\\d[\\d.]*%")
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


def indicator_of(sentence: Sentence, found: Found, words: str) -> str:
    """The words of the figure, with what the clauses before name where they say little of themselves."""
    words = words or _first_words(sentence)
    if found.kind != COUNT:
        return words
    start, _end = sentence.clause_at(found.end - 1)
    return with_event(sentence, start, words) if found.indicator else told_in_full(sentence, start, words)


_SUBJECT = re.compile("^(?:[^，。；\\d]|(?<=[A-Za-z])\\d){2,24}")
_MOVES = re.compile("(?:分别|均|都)?(?:提[高升]|增[加长]|下降|降低|上升|达到?)$")


def _first_words(sentence: Sentence) -> str:
    """支出进度6月底前不低于50%，9月底前不低于75%: the sentence's subject, where a figure stands alone in its clause."""
    subject = _SUBJECT.match(sentence.text)
    return _MOVES.sub("", subject[0]) if subject else ""


def words_of(sentence: Sentence, found: Found, deadlines: Sequence[Deadline]) -> str:
    """What the figure is about, in the words of its own clause."""
    if found.indicator:
        return found.indicator
    start, end = sentence.clause_at(found.end - 1)
    clause = sentence.text[start:end]
    moved = next((origin for origin in sentence.origins if start <= origin[0] < found.start <= origin[1]), None)
    before = re.sub(
        r"^(?:.*：|[”》）、，]+|（(?!.*）)|[一二三四五六七八九十]是)",
        "",
        _told(_without_deadline(sentence, start, moved[0] if moved else found.start, deadlines)),
    )
    after = sentence.text[found.noun_at if found.noun_at is not None else found.end : end]
    after = re.sub(
        r"[、和及]\d[\d.]*%[一-鿿]{0,8}?的?[一-鿿（）]{2,8}?(?=完成|达到|建成|实现|拥有|开通)",
        "",
        after.removeprefix("的"),
    )
    if found.kind == RATIO and before and _GOES_ON.match(after):
        after = ""
    if found.kind == RATIO:
        return share_of(before if re.search(r"率|比例|比|占", before) or not after else before + after)
    if found.kind == COUNT:
        return amount_of(_COMPARED_WITH.sub("", before), after)
    if found.kind == DATE:
        return after or clause
    if found.kind in (COVERAGE, ZERO):
        return state_of(_without_deadline(sentence, start, end, deadlines) or clause)
    if found.kind == CARDINALITY:
        before = _OTHER_FIGURES.sub("", _EACH_ON.sub("", before))
        after = _OTHERS_AFTER.sub("", after)
    return (before + after).removeprefix("并") or clause


def _told(before: str) -> str:
    """Without the figures of others in the same clause: 教师应用率达到95%、学生应用率 is about the students."""
    first, *others = re.split(
        r"(?:分别|均|都)?(?:达到|达|不[低高]于|超过|保持在|提高到|提升到)?\d[\d.]*(?:%|[：∶]\d[\d.]*)(?:以[上内])?(?:左右)?(?:[、和及与]|以及)?",
        before,
    )
    if others and re.fullmatch("的?[一-鿿（）]{2,16}[和及与、]", others[-1]):
        return ""
    return others[-1] if others and others[-1] else re.sub("(?:分别|均|都)$", "", first)


def _without_deadline(sentence: Sentence, start: int, end: int, deadlines: Sequence[Deadline]) -> str:
    lead = ""
    for deadline in deadlines:
        if start <= deadline.start < end:
            lead = sentence.text[start : deadline.start]
            start = max(start, deadline.end)
    return sentence.text[start:end].strip(_STOPS) or lead.strip(_STOPS)


def scope_of(sentence: Sentence, found: Found, told: str) -> str | None:
    """Whom the figure's own words speak of, else its clause before it, else what is counted, else the clauses before."""
    start, end = sentence.clause_at(found.start)
    own = _last_named(told) if found.indicator or found.kind == COUNT else ""
    own = own or (_first_named(told) if found.kind == RATIO else "")
    return (
        own
        or _last_named(_own_part(sentence.text[start : found.start], found))
        or _reported(sentence.text[start:end])
        or (_counted(told) if found.kind in (COUNT, DATE) else "")
        or _first_named(sentence.text[found.end : end] if found.kind != COUNT else "")
        or _last_named(sentence.text[:start] if found.kind in (RATIO, CARDINALITY) else "")
        or _first_named(sentence.text[start:end])
        or _whole(sentence.text[start:end])
    ) or None


_ALL_THOSE = re.compile("^(?:所有|全部|全体)")
_FIGURE_AND_NOUN = re.compile(r"\d[\d.]*[万亿]?[一-鿿](?:（[^（）]*）|[^，、和及（）])*(?:[、和及]|以及)")
_REPORTED = re.compile("[对向](?P<whom>各[一-鿿（）、]{1,16}?)(?=[“的《]|进行|开展|工作)")
_LONGEST_NOUN = 12
_EACH_ON = re.compile("^.*(?=每(?:[个名所位家校县市区省人生班镇园期间]))")
_SIZE = re.compile("^(?:累计|每|培训|录制)|[总数]量$|[数量率额]$|次$|时间$")


def _own_part(before: str, found: Found) -> str:
    """Without the items of a list before: 形成30个区域和60个学校示范案例."""
    return _FIGURE_AND_NOUN.sub("", before) if found.kind == COUNT else before


def _named(match: re.Match[str] | None) -> str:
    return _ALL_THOSE.sub("", match[0].lstrip("的、和及")) if match else ""


def _last_named(text: str) -> str:
    named = list(_CONCERNED.finditer(text))
    return _named(named[-1]) if named else ""


def _first_named(text: str) -> str:
    return _named(_CONCERNED.search(text))


def _whole(text: str) -> str:
    return _named(_WHOLE.search(text))


def _reported(clause: str) -> str:
    said = _REPORTED.search(clause)
    return said["whom"].rstrip("、") if said else ""


def _counted(told: str) -> str:
    noun = re.split("的|(?<!参)与", thing_of(told))[0].strip("“”").removesuffix("建设")
    return noun if 1 < len(noun) <= _LONGEST_NOUN and not _SIZE.search(noun) else ""


def level_of_issuer(issuer: str) -> str | None:
    return next((level for level, pattern in _LEVELS if pattern.search(issuer)), None)


def level_of(sentence: Sentence, found: Found, issued_at: str | None) -> str | None:
    start, end = sentence.clause_at(found.start)
    clause = sentence.text[start:end]
    narrower = next((level for level, pattern in _NARROWER if pattern.search(clause)), None)
    return narrower or issued_at
