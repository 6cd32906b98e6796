"""Which cells of a table of counts are not told: the small ones, and those from which a small one could be reckoned.

A pure rule on plain values. A line is all cells that agree in every dimension but one; its total may be known from a coarser
table. So are the units of a county, or of a city, in a table that tells units apart. So no line may hold back a single cell, nor
cells that are small together.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from xuezheng.kernel.scope.acting import ancestors_of

CATALOG = Path(__file__).parent / "catalog" / "suppression.yaml"


@cache
def least_count() -> int:
    return int(yaml.safe_load(CATALOG.read_text(encoding="utf-8"))["least_count"])


def held_back(
    keys: Sequence[tuple[object, ...]],
    counts: Sequence[int],
    *,
    least: int,
    unit_at: int | None = None,
    paths: Sequence[str] = (),
) -> set[int]:
    """Places of the cells that are not told. `unit_at` says which dimension is the unit, `paths` where each cell's unit lies."""
    held = {place for place, count in enumerate(counts) if count < least}
    lines = _lines(keys) if unit_at is None else [*_lines(keys), *_lines_of_tree(keys, unit_at, paths)]
    while added := {more for line in lines if (more := _one_more(line, held, counts, least=least)) is not None}:
        held |= added
    return held


def _lines(keys: Sequence[tuple[object, ...]]) -> list[list[int]]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for dimension in range(len(key)):
            found[(dimension, *key[:dimension], *key[dimension + 1 :])].append(place)
    return list(found.values())


def _lines_of_tree(keys: Sequence[tuple[object, ...]], unit_at: int, paths: Sequence[str]) -> list[list[int]]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, (key, path) in enumerate(zip(keys, paths, strict=True)):
        others = (*key[:unit_at], *key[unit_at + 1 :])
        for above in ancestors_of(path)[:-1]:
            found[(above, *others)].append(place)
    return list(found.values())


def _one_more(line: list[int], held: set[int], counts: Sequence[int], *, least: int) -> int | None:
    """The smallest cell still told, where what is held back could be reckoned from it."""
    hidden = [place for place in line if place in held]
    told = [place for place in line if place not in held]
    if not hidden or not told or (len(hidden) > 1 and sum(counts[place] for place in hidden) >= least):
        return None
    return min(told, key=lambda place: (counts[place], place))
