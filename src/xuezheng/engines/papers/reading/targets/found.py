"""A target as found in a sentence, before it is given its words."""

from dataclasses import dataclass

from xuezheng.engines.papers.reading.targets.quantities import Quantity

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


def target_of(kind: str, quantity: Quantity, *, core: bool = True, unit: str = "", indicator: str = "") -> Found:
    """A figure taken for a target of this kind."""
    return Found(
        kind=kind,
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        unit=unit or quantity.unit,
        comparator=quantity.comparator,
        comparator_raw=quantity.comparator_raw,
        core=core,
        indicator=indicator,
        noun_at=quantity.noun_at,
    )
