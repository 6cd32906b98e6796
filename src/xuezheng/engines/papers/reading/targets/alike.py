"""One figure for each of several things that are listed before it: 校长、园长各100名."""

import re

from xuezheng.engines.papers.reading.targets.phrases import thing_of
from xuezheng.engines.papers.reading.targets.quantities import Quantity
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import listed

_EACH = re.compile("各(?:不少于|不低于|至少|达到?|约)?$")
_SINCE = re.compile(r".*\d[\d.]*[万亿]?[一-鿿]{1,2}(?:以上|左右)?[、和及与，]?")
_LINKS = re.compile("、|以及|和|及|(?<!参)与")
_RESPECTIVE = re.compile(r"[、和]\d")
"""甲、乙、丙各30个、20个、10个: a figure for each."""
_SHORTEST, _MOST = 2, 6


def things_alike(sentence: Sentence, quantity: Quantity) -> list[str]:
    """The things listed, in the document's words; none where the list is open (等) or has one item only.

    甲班、乙班各2期 stays one: what is told is how often.
    """
    start, _end = sentence.clause_at(quantity.start)
    said = sentence.plain[start : quantity.start]
    each = _EACH.search(said)
    if (
        each is None
        or _RESPECTIVE.match(sentence.plain, quantity.noun_at)
        or quantity.unit in listed("targets", "editions")
    ):
        return []
    since = _SINCE.match(said[: each.start()])
    begin = since.end() if since else 0
    row = said[begin : each.start()]
    items = _LINKS.split(row)
    if not 1 < len(items) <= _MOST or "等" in row or min(len(thing_of(item)) for item in items) < _SHORTEST:
        return []
    places = [0, *(match.end() for match in _LINKS.finditer(row))]
    written = sentence.text[start + begin : start + each.start()]
    return [thing_of(written[place : place + len(item)]) or item for place, item in zip(places, items, strict=True)]
