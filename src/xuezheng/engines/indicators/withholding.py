"""Which values of a table of people are withheld when they are published: those on few records, and those that would tell them.

Cells form sums: a whole is the sum of its parts, along the tree (a city of its counties) and along each division (all of urban
and rural). A sum in which a single cell is withheld tells it by subtraction, and so do several that are small together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cell = tuple[str, str]
"""unit_path and dims, as values have them."""
WHOLE = "whole."


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


def withheld_parts(counts: Mapping[str, int], *, whole: int, least: int) -> set[str]:
    """Of the parts of one sum, by their name: those that are not told beside a whole that is."""
    cells: dict[Cell, int] = {(f"{WHOLE}{number}.", ""): count for number, count in enumerate(counts.values())}
    held = withheld({**cells, (WHOLE, ""): max(whole, least)}, least=least)
    return {name for number, name in enumerate(counts) if (f"{WHOLE}{number}.", "") in held}


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
