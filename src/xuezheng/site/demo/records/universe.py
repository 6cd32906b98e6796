"""All units of one sort that the demonstration's four quarters know, and what is drawn for each of them.

Draws are named: the same name gives the same numbers in every quarter, so that a school that has broadband keeps it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
CITY = 3
"""Segments of a city's path."""
LAST = 3
"""Number of the present quarter; the first is 0."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit on one day."""

    code: str
    path: str
    group: int
    settlement: int


class Universe:
    """`group` is a school's stage or a bureau's level; ranks are drawn within it, so that its shares come out as wanted."""

    def __init__(self, days: Sequence[Sequence[Place]], *, seed: int, mountain: frozenset[str]) -> None:
        known = {place.code: place for day in days for place in day}
        self.codes = sorted(known)
        self.seed, self.size = seed, len(self.codes)
        number = {code: place for place, code in enumerate(self.codes)}
        self.days = [
            np.array([number[place.code] for place in sorted(day, key=lambda each: each.path)], dtype=np.int64)
            for day in days
        ]
        places = [known[code] for code in self.codes]
        self.group = np.array([place.group for place in places], dtype=np.int64)
        self.settlement = np.array([place.settlement for place in places], dtype=np.int64)
        self.county = [_segment(place.path, 3) for place in places]
        self.city = np.array(
            [_segment(place.path, 2) if place.path.count(".") > CITY else "" for place in places], dtype=object
        )
        """Empty where none is above: of what the province itself runs."""
        self.mountain = np.array([county in mountain for county in self.county])
        self._drawn: dict[tuple[str, float], Floats] = {}

    def chance(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, crc32(name.encode())])

    def noise(self, name: str) -> Floats:
        """Between 0 and 1 for each unit."""
        key = (name, -1.0)
        if key not in self._drawn:
            self._drawn[key] = self.chance(name).random(self.size)
        return self._drawn[key]

    @cached_property
    def strength(self) -> Floats:
        """How far a unit is ahead: by its county, the mountains, city or countryside, and by itself."""
        counties = sorted(set(self.county))
        drawn = dict(zip(counties, self.chance("counties").standard_normal(len(counties)), strict=True))
        found = np.array([drawn[county] for county in self.county]) * 0.7
        found += np.array([0.7, 0.2, -0.5])[self.settlement] - 0.9 * self.mountain
        found += 0.5 * self.chance("strength").standard_normal(self.size)
        return np.asarray((found - found.mean()) / (found.std() or 1.0))

    def rank(self, name: str, pull: float) -> Floats:
        """Between 0 and 1, evenly spread in each group; `pull` says how much it follows the strength."""
        key = (name, pull)
        if key not in self._drawn:
            score = pull * self.strength + np.sqrt(1 - pull**2) * self.chance(name).standard_normal(self.size)
            order = np.lexsort((score, self.group))
            sizes = np.bincount(self.group)
            begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
            ranks = np.empty(self.size)
            groups = self.group[order]
            ranks[order] = (np.arange(self.size) - begins[groups] + 0.5) / sizes[groups]
            self._drawn[key] = ranks
        return self._drawn[key]


class View:
    """The units of a universe on the last day of a quarter, and what is drawn for them, in the order of their places."""

    def __init__(self, universe: Universe, *, step: int, at: Whole) -> None:
        self.universe, self.step, self.at = universe, step, at

    @property
    def size(self) -> int:
        return len(self.at)

    @property
    def group(self) -> Whole:
        return self.universe.group[self.at]

    @property
    def settlement(self) -> Whole:
        return self.universe.settlement[self.at]

    @property
    def city(self) -> npt.NDArray[np.object_]:
        return self.universe.city[self.at]

    def only(self, mask: Flags) -> "View":
        return type(self)(self.universe, step=self.step, at=self.at[mask])

    def noise(self, name: str) -> Floats:
        return self.universe.noise(name)[self.at]

    def fresh(self, name: str) -> Floats:
        """Anew each quarter."""
        return self.universe.noise(f"{name} {self.step}")[self.at]

    def rank(self, name: str, pull: float = 0.6) -> Floats:
        return self.universe.rank(name, pull)[self.at]

    def grown(self, before: float, now: float) -> float:
        """From the first quarter to the present one."""
        return before + (now - before) * self.step / LAST

    def adopted(self, name: str, before: float | Floats, now: float | Floats, *, pull: float = 0.6) -> Flags:
        """Whether a unit has it: that share of each group, the strong ones first, and whoever had it has it still."""
        share = before + (np.asarray(now) - before) * self.step / LAST
        return np.asarray(self.rank(name, pull) > 1 - share)

    def ratio(self, name: str, before: float | Floats, now: float | Floats, *, pull: float = 0.6) -> Floats:
        """Between 0 and 1, with that mean: many near the top and a tail of those behind."""
        mean = np.clip(before + (np.asarray(now) - before) * self.step / LAST, 0.01, 0.999)
        return np.asarray(self.rank(name, pull) ** (1 / mean - 1))

    def part(self, name: str, whole: Whole, before: float | Floats, now: float | Floats, *, pull: float = 0.6) -> Whole:
        """So many of the whole."""
        exact = whole * self.ratio(name, before, now, pull=pull)
        return np.minimum(np.floor(exact + self.noise(f"{name}, rounding")).astype(np.int64), whole)


def _segment(path: str, number: int) -> str:
    segments = path.rstrip(".").split(".")
    return segments[number] if number < len(segments) else ""
