"""A target as found in a sentence, before it is given its words."""

from dataclasses import dataclass

RATIO, COUNT, COVERAGE, ZERO, DATE = "ratio", "count", "coverage", "zero", "date"
FREQUENCY, CARDINALITY, EDITION, NOMINAL = "frequency", "cardinality", "edition", "nominal"


@dataclass(frozen=True, kw_only=True)
class Found:
    """`start` to `end` is what the value was read from, counted from the sentence's start."""

    kind: str
    start: int
    end: int
    value: int | float | None
    unit: str
    comparator: str
    comparator_raw: str
    core: bool = True
    indicator: str = ""
    noun_at: int | None = None
