"""Milestones: named things that come into being (出台…计划, 建成…平台, 完成…验收), found by verb and noun."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Milestone
from xuezheng.engines.papers.reading.targets import Place
from xuezheng.engines.papers.reading.targets.sentences import sentences_of
from xuezheng.engines.papers.reading.words import either, listed

_TITLES = re.compile(r"(?:[、，和及与]|以及)?《(?P<title>[^《》]{3,80})》(?:（[^（）]{1,12}）)?")
_MEETING = re.compile(r"召开(?P<what>(?:20\d\d年)[^，、]{2,30}会议?)$")
_REACHED = re.compile(r"(?P<verb>基本实现|全面实现)(?P<what>[^，\d%]{4,30}(?<!全覆盖)(?<!目标)(?<!的基础上))$")
_ONLINE = re.compile(
    r"(?P<what>[^，、\d]{3,24}(?:平台|系统|APP|客户端))(?P<verb>上线|投入使用|投入运行)(?:运行|使用|试运行)?$"
)
_AMOUNT = re.compile(r"\d+(?:个|所|门|项|套|家|名|类|种)|\d+/\d+|\d%|分之")
_COMPOSED = re.compile("由[^，]{2,30}(?:组成|构成|牵头)的")
"""组建由40名专家组成的委员会: one thing, whatever it consists of."""
_TITLED = re.compile("若干(?:措施|意见|规定|政策)$")
_SHORTEST = 4
_SPEECH = re.compile(
    r"^(?:[和及]|与(?!.*(?:对接|互联|互通))|[一两二三四][次批期份轮个项]|完备|统一的|面向|适宜|适合|所有)|以.*为|全部|^“?十[一二三四五]五”?规划$|^立项|等专项|建设期满"
)
_LEAD_IN = re.compile(
    r"^(?:并|要|应|将|在[^，]{2,12}(?=开辟|建设|建成|设立|开通)|由[^，]{2,12}|从而|逐步|尽快|适时|继续|积极|及时|全面|加快)+"
)


@cache
def _issuing() -> re.Pattern[str]:
    verbs, texts = either(listed("milestones", "issuing")), either(listed("milestones", "texts"))
    return re.compile(rf"(?P<verb>{verbs})(?P<what>[^，、]*?[^，]{{2,60}}?{texts})(?:等)?$")


@cache
def _issuing_titles() -> re.Pattern[str]:
    return re.compile(rf"(?P<verb>{either(listed('milestones', 'issuing'))})(?=《)")


@cache
def _founding() -> re.Pattern[str]:
    verbs, things = either(listed("milestones", "founding")), either(listed("milestones", "things"))
    return re.compile(
        rf"(?P<verb>{verbs})(?P<what>[^，、]{{2,40}}?{things})”?(?:（[^（）]*）)?(?P<rest>系统|建设|可行性论证|主体建设)?$"
        rf"|(?P<whole>基本建成|建成)(?P<system>[^，、]{{3,30}}体系)$"
    )


@cache
def _finishing() -> re.Pattern[str]:
    verbs, works = either(listed("milestones", "finishing")), either(listed("milestones", "works"))
    return re.compile(rf"(?P<verb>{verbs})(?P<what>[^，]{{3,60}}?{works}(?:和[^，、]{{2,10}})?)$")


def milestones_of(places: Sequence[Place]) -> list[Milestone]:
    """Each thing once, where it is first named: goals name in short what tasks repeat."""
    found: list[Milestone] = []
    for place in places:
        earlier = list(found)
        for milestone in _told_in_full(list(_milestones_in(place))):
            told = [one.deliverable for one in found if one.task_or_goal == place.ref]
            if milestone.deliverable not in told and not any(_alike(milestone, one) for one in earlier):
                found.append(milestone)
    return found


def _told_in_full(named: Sequence[Milestone]) -> Iterator[Milestone]:
    """Without those that a heading names in short and the body in full."""
    for order, one in enumerate(named):
        signs = set(re.sub('[“”"]', "", one.deliverable))
        if not any(signs < set(later.deliverable) for later in named[order + 1 :]):
            yield one


def _alike(one: Milestone, other: Milestone) -> bool:
    ours, theirs = (re.sub('（[^（）]*）|\\([^()]*\\)|[“”"]', "", said.deliverable) for said in (one, other))
    if ours in theirs or theirs in ours:
        return True
    pairs, others = _pairs(ours), _pairs(theirs)
    return len(pairs & others) >= 0.6 * len(pairs | others)


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _milestones_in(place: Place) -> Iterator[Milestone]:
    verb = ""
    for passage in place.passages:
        goes_on = passage.folded.startswith(("、《", "和《"))
        for sentence in sentences_of(passage):
            for start, end in sentence.clauses:
                clause = sentence.passage.sub(start, end)
                found = list(_in_clause(clause, verb if goes_on else ""))
                verb = found[-1][0] if found and "《" in clause.folded else verb if goes_on else ""
                yield from (_milestone(place.ref, *one) for one in found)
                goes_on = False


Named = tuple[str, Passage, Passage]
"""Verb, deliverable and the words that say so."""


def _in_clause(clause: Passage, carried: str) -> Iterator[Named]:
    titles = list(_titles(clause, carried))
    if titles:
        yield from titles
        return
    lead = _LEAD_IN.match(clause.folded)
    bare = clause.sub(lead.end() if lead else 0)
    said = _TITLED.sub("", bare.folded)
    if _AMOUNT.search(_COMPOSED.sub("", said)) or re.search(either(listed("milestones", "vague")), said):
        return
    yield from _plain(bare)


def _titles(clause: Passage, carried: str) -> Iterator[Named]:
    start = _issuing_titles().search(clause.folded)
    if start is None and not (carried and clause.folded.startswith(("、《", "和《"))):
        return
    verb, position = (start["verb"], start.end()) if start else (carried, 0)
    opened = start.start() if start else 0
    while match := _TITLES.match(clause.folded, position):
        title = clause.sub(match.start("title"), match.end("title"))
        yield verb, title, clause.sub(opened, match.end()).stripped("、，和")
        position, opened = match.end(), match.end()


def _plain(clause: Passage) -> Iterator[Named]:
    text = clause.folded
    for pattern in (_MEETING, _REACHED, _finishing(), _issuing(), _founding(), _ONLINE):
        match = pattern.search(text)
        if match is None or not _opens_clause(text, match):
            continue
        groups = match.groupdict()
        verb = groups.get("verb") or groups.get("whole") or "召开"
        name = "what" if groups.get("what") else "system"
        composed = _COMPOSED.match(match[name])
        what = clause.sub(match.start(name) + (composed.end() if composed else 0), match.end(name))
        if len(what) > _SHORTEST and not _SPEECH.search(what.folded):
            for part, said in _single(what, clause.sub(match.start(), match.end()), split=pattern is _founding()):
                yield verb, _without_work(part), said
        return


def _single(what: Passage, said: Passage, *, split: bool) -> Iterator[tuple[Passage, Passage]]:
    """建立甲数据库和乙数据库: two things."""
    things = listed("milestones", "things")
    for match in re.finditer("和|及|与", what.folded) if split else ():
        left, right = what.sub(0, match.start()), what.sub(match.end())
        if left.folded.endswith(things) and right.folded.endswith(things):
            yield left, said.sub(0, left.end - said.start)
            yield right, right
            return
    yield what, said


def _opens_clause(text: str, match: re.Match[str]) -> bool:
    """The verb stands at the clause's start, or after a short subject."""
    return match.start() <= 12 and not re.search(
        "落实|贯彻|按照|依据|根据|参加|指导|督促|支持|鼓励|引导|全部|所有|各|均", text[: match.start()]
    )


def _without_work(what: Passage) -> Passage:
    """省级教育管理数据中心建设 is about the centre."""
    bare = what.folded.removesuffix("建设")
    whole = bare != what.folded and bare.endswith((*listed("milestones", "things"), "工程", "期"))
    return what.sub(0, len(bare)) if whole else what


def _milestone(ref: str, verb: str, what: Passage, said: Passage) -> Milestone:
    return Milestone(task_or_goal=ref, verb=verb, deliverable=what.written, text=said.written, span=said.span)
