"""Which values of a table of people are withheld when they are published: those on few records, and those that would tell them.

Cells form sums: a whole is the sum of its parts, along the tree (a city of its counties) and along each division (all of urban
and rural). A sum in which a single cell is withheld tells it by subtraction, and so do several that are small together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuezheng.engines.indicators.parts import county_of

Cell = tuple[str, str]
"""unit_path and dims, as values have them."""


@dataclass(frozen=True)
class Sum:
    whole: Cell
    parts: tuple[Cell, ...]


def withheld(counts: Mapping[Cell, int], *, least: int) -> set[Cell]:
    """Cells that are not told. `counts` are all cells of one indicator and period, at every level."""
    held = {cell for cell, count in counts.items() if count < least}
    sums = sums_of(list(counts))
    while more := {cell for each in sums if (cell := _one_more(each, held, counts, least=least)) is not None}:
        held |= more
    return held


def singles_withheld(counts: Mapping[str, int], *, least: int) -> frozenset[str]:
    """Of single units by path. Each is a part of its county, or of what it hangs on, whose own value is told."""
    by_whole: dict[str, dict[Cell, int]] = defaultdict(dict)
    for path, count in counts.items():
        if count:
            by_whole[whole_of(path)][path, ""] = count
    held: set[str] = set()
    for whole, parts in by_whole.items():
        if min(parts.values()) < least:
            cells = {(f"{whole}{number}.", ""): count for number, count in enumerate(parts.values())}
            found = withheld({**cells, (whole, ""): max(sum(parts.values()), least)}, least=least)
            held |= {path for number, (path, _dims) in enumerate(parts) if (f"{whole}{number}.", "") in found}
    return frozenset(held)


def whole_of(path: str) -> str:
    county = county_of(path)
    return county if county != path else path.rstrip(".").rpartition(".")[0] + "."


def sums_of(cells: Sequence[Cell]) -> list[Sum]:
    found: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    known = set(cells)
    for path, dims in cells:
        above = path.rstrip(".").rpartition(".")[0] + "."
        if (above, dims) in known:
            found[(above, dims), ""].append((path, dims))
        stated = [part for part in dims.split(";") if part]
        for part in stated:
            coarser = (path, ";".join(other for other in stated if other != part))
            if coarser in known:
                found[coarser, part.partition("=")[0]].append((path, dims))
    return [Sum(whole=whole, parts=tuple(parts)) for (whole, _along), parts in found.items()]


def _one_more(each: Sum, held: set[Cell], counts: Mapping[Cell, int], *, least: int) -> Cell | None:
    """The smallest part still told, where what is withheld could be reckoned from it."""
    hidden = [part for part in each.parts if part in held]
    told = [part for part in each.parts if part not in held]
    if each.whole in held:
        return None if hidden or not told else min(told, key=lambda part: (counts[part], part))
    if not hidden or (len(hidden) > 1 and sum(counts[part] for part in hidden) >= least):
        return None
    if told:
        return min(told, key=lambda part: (counts[part], part))
    # A whole of one part is that part under another name; with records in no part, it does not tell it.
    return each.whole if len(hidden) == 1 and counts[each.whole] == counts[hidden[0]] else None
