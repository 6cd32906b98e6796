"""One indicator as the office writes it, and the measures read from it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import get_language

from xuezheng.engines.formulas.facade import Component, Kind, Measure, begins_anew_each_year, condition, measure

DEPTHS = {"ministry": 1, "province": 2, "city": 3, "county": 4, "school": 5}
"""Segments in the path of a unit of that level."""
DEEPEST = DEPTHS["county"]
"""Values down to the counties are rows; what lies below is kept as Parquet."""


@dataclass(frozen=True, kw_only=True)
class Definition:
    """`effort` is what closing one row costs; `meets` when one row counts as having what is wanted."""

    code: str
    name_zh: str
    name_en: str
    table: str
    measure: str
    better: str
    periods: tuple[str, ...]
    where: str = ""
    by: tuple[str, ...] = ()
    unit_zh: str = ""
    unit_en: str = ""
    decimals: int = 1
    level_min: str = "school"
    effort: str = ""
    meets: str = ""
    target_style: str = "share"
    source_zh: str = ""
    source_en: str = ""
    regulation: str = ""
    regulation_date: str = ""

    @property
    def name(self) -> str:
        """In the reader's language, as `unit` and `source`."""
        return self.name_en if _english() else self.name_zh

    @property
    def unit(self) -> str:
        return self.unit_en if _english() else self.unit_zh

    @property
    def source(self) -> str:
        return self.source_en if _english() else self.source_zh

    @property
    def is_percent(self) -> bool:
        """Shown multiplied by 100."""
        return self.unit_zh == self.unit_en == "%"

    @property
    def counts_records(self) -> bool:
        """Whether the value itself is a number of records."""
        return self.target_style == "count" and self.measure.startswith("count(")

    @property
    def is_part_of_whole(self) -> bool:
        """Between 0 and 1. A growth is a percentage as well, but has no bounds."""
        return self.is_percent and self.target_style == "share" and "period_offset" not in self.measure.lower()

    @cached_property
    def begins_anew_each_year(self) -> bool:
        """Each period adds to the value, which is 0 again when its year begins."""
        return begins_anew_each_year(self.measure)

    @cached_property
    def fingerprint(self) -> str:
        """Of the whole text: what changes any of it is another version."""
        return hashlib.sha256(json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"periods": list(self.periods), "by": list(self.by)}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Definition":
        return cls(**{**kept, "periods": tuple(kept["periods"]), "by": tuple(kept["by"])})


def _english() -> bool:
    return (get_language() or "").startswith("en")


@dataclass(frozen=True, kw_only=True, eq=False)
class Compiled:
    """A definition with its measures read against the table's columns. There is one of each, so it is told by itself."""

    definition: Definition
    value: Measure
    effort: Measure | None
    meets: Measure | None
    counted: Measure
    """How many records it stands on."""

    @property
    def records(self) -> Component:
        return self.counted.components[0]

    @property
    def components(self) -> tuple[Component, ...]:
        """Of the value, the effort, the share of rows that meet and the count of records."""
        return tuple(
            component
            for read in (self.value, self.effort, self.meets, self.counted)
            if read is not None
            for component in read.components
        )


def compiled(definition: Definition, *, fields: Mapping[str, Kind]) -> Compiled:
    """FormulaError with `field` naming the key that is wrong."""
    return _compiled(definition, tuple(fields.items()))


@lru_cache(maxsize=2048)
def _compiled(definition: Definition, columns: tuple[tuple[str, Kind], ...]) -> Compiled:
    fields, where = dict(columns), definition.where
    if where:
        condition(where, fields=fields)
    return Compiled(
        definition=definition,
        value=measure(definition.measure, fields=fields, where=where),
        effort=measure(f"sum({definition.effort})", fields=fields, where=where) if definition.effort else None,
        meets=measure(f"share({definition.meets})", fields=fields, where=where) if definition.meets else None,
        counted=measure("count(*)", fields=fields, where=where),
    )
