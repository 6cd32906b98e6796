"""Which indicators a target's words may mean: ranked by shared pairs of characters, rare ones counting more. Pure.

Apart from the reading of documents, since it compares two catalogues of words and knows no grammar.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

LEAST = 0.3
"""Below this likeness nothing is suggested: a wrong suggestion costs more than none."""

INCLUDED = re.compile(r"[（(]含[^（()）]*[）)]")
"""What is counted among them says nothing about which indicator is meant."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """An indicator as people may write it."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """`likeness` lies between 0 and 1."""

    code: str
    likeness: float


def suggestions(phrase: str, wordings: Sequence[Wording], *, most: int = 5) -> list[Suggestion]:
    """The likest first; equal ones by code, so that the order is always the same."""
    asked = _pairs(INCLUDED.sub("", phrase))
    if not asked:
        return []
    weights = _weights(wordings)
    found = [
        Suggestion(code=wording.code, likeness=max(_likeness(asked, _pairs(name), weights) for name in wording.names))
        for wording in wordings
    ]
    likely = sorted((item for item in found if item.likeness >= LEAST), key=lambda item: (-item.likeness, item.code))
    return likely[:most]


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters, without what says nothing; Latin words and numbers count whole."""
    plain = re.sub(r"[的数占和与及、，。（）()“”《》\s]|比例|比率|以上|达到|全省|全市|不低于", "", text)
    words = re.findall(r"[A-Za-z]+\d*|\d+[A-Za-z]*", plain)
    chinese = re.sub(r"[0-9A-Za-z.%]", "", plain)
    return frozenset([*words, *(chinese[place : place + 2] for place in range(len(chinese) - 1))])


def _weights(wordings: Iterable[Wording]) -> dict[str, float]:
    """A pair that stands in few indicators tells more: the logarithm of how rare it is."""
    counted = Counter(pair for wording in wordings for pair in frozenset().union(*map(_pairs, wording.names)))
    whole = max(sum(1 for _wording in wordings), 1)
    return {pair: math.log(1 + whole / number) for pair, number in counted.items()}


def _likeness(asked: frozenset[str], offered: frozenset[str], weights: dict[str, float]) -> float:
    """Weight of what is shared, against the weight of both (Dice). Of 100M and 500M neither measures the other."""
    told, meant = _numbers(asked), _numbers(offered)
    if told and meant and not told & meant:
        return 0.0
    unknown = math.log(2)
    both = sum(weights.get(pair, unknown) for pair in asked & offered)
    whole = sum(weights.get(pair, unknown) for pair in asked) + sum(weights.get(pair, unknown) for pair in offered)
    return 2 * both / whole if whole else 0.0


def _numbers(parts: frozenset[str]) -> frozenset[str]:
    return frozenset(part for part in parts if part[0].isdigit())
