"""Shares: 达到90%, 三分之二以上; one figure that several things share stands for each of them (均达到)."""

import re
from collections.abc import Iterator, Sequence

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.targets.found import RATIO, Found, target_of
from xuezheng.engines.papers.reading.targets.quantities import Quantity, percentages_in, proportions_in
from xuezheng.engines.papers.reading.targets.sentences import Sentence

_RATE = re.compile(r"(?:的?(?:比例|占比|比率|覆盖面|[一-鿿]{2}率))$")
_ALL = re.compile(r"(?:均|都|全部|分别均|各自|同时)(?:应|要|须|需|能)?(?:为|是|(?:保持|稳定|维持|巩固)在?)?$")
_SO_MANY = re.compile("率(?:均|都)?(?:达到?|实现)?(?P<many>[两二三四五])个$")
_NAMED_AFTER = re.compile("[一二两三四五六七八九十]个$")
"""入学率和巩固率两个100%"""
_LISTED = re.compile("、|和|以及|及(?!以上)|与")
_MOST = 5
_JUST_A_RATE = re.compile(r"[^，\d]{2,24}率")


def ratios_of(sentence: Sentence) -> Iterator[Found]:
    quantities = percentages_in(sentence)
    for quantity in quantities:
        if _is_condition(sentence, quantity):
            continue
        start, end = sentence.clause_at(quantity.start)
        alone = sum(start <= other.start <= end for other in quantities) == 1
        names = _sharing(sentence, start, quantity) if alone else []
        names = names or _respective(sentence, start, quantity, quantities)
        so_many = _SO_MANY.search(sentence.plain[start : quantity.start])
        names = names or [""] * int(number_of(so_many["many"]) or 1 if so_many else 1)
        for name in names:
            yield target_of(RATIO, quantity, indicator=name)
    for quantity in proportions_in(sentence):
        yield target_of(RATIO, quantity)


_WEIGHT = re.compile("的?(?:权重|分值)|(?:计入|折算)")
"""按20%的权重计入: how much it weighs; 五个100%目标 is a name."""
_WHO_FAIL = re.compile(
    r"(?:[、和或][^，、\d]{1,12}(?:低于|不足|少于|未达到)\d[\d.]*%)*的(?!水平|比例|标准|目标|要求|范围|速度)[一-鿿]{1,8}"
)


def _is_condition(sentence: Sentence, quantity: Quantity) -> bool:
    """通过率低于80%的市暂停申报: whom something befalls."""
    start, _end = sentence.clause_at(quantity.start)
    said = sentence.plain[start : quantity.start]
    if _WEIGHT.match(sentence.plain, quantity.end) or (_NAMED_AFTER.search(said) and not _SO_MANY.search(said)):
        return True
    fails = quantity.comparator_raw in ("低于", "不足", "少于", "未达到")
    return fails and bool(_WHO_FAIL.match(sentence.plain, quantity.end))


_RESPECTIVELY = re.compile(
    "^(?P<subject>[^，\\d]*?)分别[^，\\d]{0,6}(?:\\d[\\d.]*%?[以上左右]{0,2}[、和及与]?(?:以及)?)*$"
)
_ITEM, _SHORT_ITEM = 2, 4


def _respective(sentence: Sentence, start: int, quantity: Quantity, all_of: Sequence[Quantity]) -> list[str]:
    """城镇和农村学校联网率分别达到90%和80%: the share that this figure is of."""
    said = _RESPECTIVELY.match(sentence.plain[start : quantity.start])
    alike = [other for other in all_of if start <= other.start <= sentence.clause_at(start)[1]]
    if said is None or quantity not in alike:
        return []
    first, *others = _LISTED.split(said["subject"])
    if len(others) + 1 != len(alike) or min(map(len, others)) < _ITEM:
        return []
    size = len(others[0]) if len(others) > 1 else len(first) if len(first) <= _SHORT_ITEM else _ITEM
    items = [first[-size:], *others[:-1], others[-1][:size]]
    return [first[:-size] + items[alike.index(quantity)] + others[-1][size:]]


def _of_the_list(sentence: Sentence, start: int) -> int:
    """联网率，持证率，配备率均达到: the clauses before that name a share and no figure belong to it."""
    for begins, ends in reversed([clause for clause in sentence.clauses if clause[1] < start]):
        if not _JUST_A_RATE.fullmatch(sentence.plain, begins, ends):
            break
        start = begins
    return start


def _sharing(sentence: Sentence, start: int, quantity: Quantity) -> list[str]:
    """拥有甲、乙、丙比例均达到90%: three shares."""
    first = _of_the_list(sentence, start)
    said = sentence.plain[first : quantity.start]
    all_of = _ALL.search(said)
    if all_of is None:
        return []
    subject = said[: all_of.start()]
    if first < start:
        return subject.split("，")
    rate = _RATE.search(subject)
    pieces = [piece for piece in _LISTED.split(subject) if piece]
    if not all(_RATE.search(piece) for piece in pieces):
        pieces = [piece for piece in _LISTED.split(subject[: rate.start()] if rate else subject) if piece]
    else:
        rate = None
    if not 2 <= len(pieces) <= _MOST or min(len(piece) for piece in pieces) < 2:
        return []
    return [piece + (rate[0] if rate else "") for piece in pieces]
