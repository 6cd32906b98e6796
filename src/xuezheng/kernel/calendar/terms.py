"""Where the school year and its terms begin, read from the catalogue."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

CATALOG = Path(__file__).resolve().parent / "catalog" / "terms.yaml"


@dataclass(frozen=True, kw_only=True)
class TermBounds:
    """Month and day on which the first term (and the school year) and the second begin."""

    first: tuple[int, int]
    second: tuple[int, int]

    def year_starts(self, year: int) -> date:
        return date(year, *self.first)

    def second_starts(self, year: int) -> date:
        """The second term of the school year that begins in `year` begins in the next calendar year."""
        return date(year + 1, *self.second)


@cache
def term_bounds() -> TermBounds:
    terms = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))["terms"]
    starts = {term["number"]: (term["starts"]["month"], term["starts"]["day"]) for term in terms}
    return TermBounds(first=starts[1], second=starts[2])
