"""What a short phrase stands for: 培训90人 after 举办园长研修班 counts who is trained there, 项目 the projects named before."""

import re
from functools import cache

from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import either, listed

_SHORT = 4
_LINKS = re.compile("[、和及与]|以及")
_EVENT = "班|培训|轮训|研修|活动|项目|工程|行动|试点|大赛|竞赛|评选|创建|实验|演练|会议"
_DOING = re.compile("(?:专题|集中|全员|本次)?(?:培训|轮训|研修|演练|评选)+$")
_BARE_EVENT = re.compile(f"(?:专题|集中|全员|本次)?(?:{_EVENT})+$")
_WORK = re.compile("(?:的?(?:建设|开发|应用|工作|申报|评选|认定|遴选))+$")


@cache
def _events() -> re.Pattern[str]:
    verbs = either((*listed("targets", "making"), "继续", "持续", "深入", "做好", "参加", "推动", "积极", "大力"))
    return re.compile(rf"^(?:{verbs})+(?P<what>[^，]{{4,48}}?(?:{_EVENT}))(?:工作|建设)?$")


@cache
def _leading() -> re.Pattern[str]:
    verbs = either(
        (*listed("targets", "making"), "继续", "持续", "加快", "深入", "做好", "推动", "加强", "促进", "积极", "大力")
    )
    return re.compile(rf"^(?:{verbs})+")


def told_in_full(sentence: Sentence, start: int, words: str) -> str:
    """With what the clauses before name, where the clause's own words are few."""
    if len(words.strip("“”")) > _SHORT or not start or words.startswith("每"):
        return words
    if _TOTAL.fullmatch(words):
        begins, ends = _before(sentence, start)[0]
        return _leading().sub("", _WITHIN.sub("", _FIGURE.sub("", sentence.text[begins:ends]))) + words
    if not _DOING.fullmatch(words):
        for begins, ends in _before(sentence, start):
            named = _longer(sentence.text[begins:ends], words)
            if named:
                return named
    return with_event(sentence, start, words)


def with_event(sentence: Sentence, start: int, words: str) -> str:
    """培训90人 of a course, 三省 of a trial that a clause before names."""
    for begins, ends in _before(sentence, start):
        event = _events().match(_FIGURE.sub("", _WITH_OTHERS.sub("", sentence.text[begins:ends])))
        if event and not _BARE_EVENT.fullmatch(event["what"]):
            return event["what"].removesuffix(words) + words
    return words


_WITHIN = re.compile("^(?:年内|全年|今年|本年|力争|计划)+")
_TOTAL = re.compile("累计|总数|总量|总计|共计?|数量|达到?")
_FIGURE = re.compile(r"(?:不少于|至少)?\d[\d,.]*[万亿]?[一-鿿]{1,2}(?:以上|左右)?$")
_WITH_OTHERS = re.compile("^(?:继续|持续)?[与同和][^“”]{2,40}?合作")


def _before(sentence: Sentence, start: int) -> list[tuple[int, int]]:
    return [clause for clause in reversed(sentence.clauses) if clause[1] < start]


def _longer(clause: str, words: str) -> str:
    """The phrase of a clause that ends with the same words and says more."""
    bare = _WORK.sub("", clause)
    if not bare.endswith(words):
        return ""
    phrase = _LINKS.split(_leading().sub("", bare))[-1]
    return phrase if len(phrase) > len(words) + 1 else ""
