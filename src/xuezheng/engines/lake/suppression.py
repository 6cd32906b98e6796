"""Which cells of a table of counts are not told: the small ones, and those from which a small one could be reckoned.

A pure rule on plain values. A line is all cells that agree in every dimension but one; its total may be known from a coarser
table. So no line may hold back a single cell, nor cells that are small together.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

CATALOG = Path(__file__).parent / "catalog" / "suppression.yaml"


@cache
def least_count() -> int:
    return int(yaml.safe_load(CATALOG.read_text(encoding="utf-8"))["least_count"])


def held_back(keys: Sequence[tuple[object, ...]], counts: Sequence[int], *, least: int) -> set[int]:
    """Places of the cells that are not told."""
    held = {place for place, count in enumerate(counts) if count < least}
    lines = _lines(keys)
    while added := {more for line in lines if (more := _one_more(line, held, counts, least=least)) is not None}:
        held |= added
    return held


def _lines(keys: Sequence[tuple[object, ...]]) -> list[list[int]]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for dimension in range(len(key)):
            found[(dimension, *key[:dimension], *key[dimension + 1 :])].append(place)
    return list(found.values())


def _one_more(line: list[int], held: set[int], counts: Sequence[int], *, least: int) -> int | None:
    """The smallest cell still told, where what is held back could be reckoned from it."""
    hidden = [place for place in line if place in held]
    told = [place for place in line if place not in held]
    if not hidden or not told or (len(hidden) > 1 and sum(counts[place] for place in hidden) >= least):
        return None
    return min(told, key=lambda place: (counts[place], place))
