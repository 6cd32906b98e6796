"""Values of single units below the counties, computed from their kept components. The post's scope is set here by hand:

Parquet knows no row-level security, so every read of the parts passes through `VISIBLE`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Component, Measure
from xuezheng.engines.indicators.database import kept
from xuezheng.engines.indicators.definitions import DEEPEST, Compiled, Definition
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import files_of, parts_near, rows_of
from xuezheng.engines.indicators.programs import Program
from xuezheng.kernel.scope.acting import ActingPost

UNITS = "units__"
VISIBLE = """WITH units__ AS (
    SELECT * FROM read_parquet($files) WHERE starts_with(unit_path, $below)
        AND (starts_with(unit_path, $own) OR list_contains($granted, unit_path))
)"""
MOST_KEPT = 128
"""Counties' answers, of an indicator and a period each: some hundred schools, 0.2 MB."""
_statements: dict[tuple[Definition, tuple[str, ...]], str] = {}
"""By definition and the components that the run has of it: as many as there are definitions, in their versions."""


class UnitShare(NamedTuple):
    """What one unit brings: its value, its components, what closing it costs, whether all its rows meet what is wanted."""

    unit_code: str
    unit_path: str
    value: float | None
    components: Mapping[str, float | None]
    numerator: float | None
    denominator: float | None
    effort: float | None
    meets: bool | None
    records: int
    """How many it stands on: few records of people are not told one by one."""


@dataclass(frozen=True, kw_only=True)
class SingleValue:
    """One indicator of one unit, with the number of records it stands on."""

    value: float
    records: int


def shares_below(post: ActingPost, run: Run, indicator: Compiled, *, below: str) -> Sequence[UnitShare]:
    """Every unit under the path that the post may see, in the tree's order."""
    files = tuple(files_of(parts_near(run.parts, below)))
    if not files:
        return ()
    is_small = below.count(".") >= DEEPEST
    read = _shares_of_county if is_small else _shares
    return read(indicator, files, below, post.scope_path, post.granted_paths)


def _shares(
    indicator: Compiled, files: tuple[str, ...], below: str, own: str, granted: tuple[str, ...]
) -> tuple[UnitShare, ...]:
    scope = {"files": list(files), "below": below, "own": own, "granted": list(granted)}
    with kept() as database:
        there = set(database.read_parquet(files[0]).columns)
        columns = tuple(part.name for part in indicator.components if part.name in there)
        found = database.sql(f"{VISIBLE} {_statement(indicator, columns)}", params=scope).to_arrow_table()
    return tuple(_shares_in(found, indicator))


_shares_of_county = lru_cache(maxsize=MOST_KEPT)(_shares)
"""Files never change: what they say of a county's schools to a scope is asked of them once."""


def values_of_single(post: ActingPost, run: Run, program: Program, *, unit_path: str) -> dict[str, SingleValue]:
    """Every indicator of the table for one unit whose values are not kept as rows, by code.

    Of one unit there are a few rows: put together here, they are there sooner than a statement of many columns is planned.
    """
    if not (post.covers(unit_path) or unit_path in post.granted_paths):
        return {}
    rows = rows_of(parts_near(run.parts, unit_path), unit_path)
    if not rows:
        return {}
    known = {
        name: _gathered(part, [row[name] for row in rows])
        for name, part in program.components.items()
        if name in rows[0]
    }
    found: dict[str, SingleValue] = {}
    for each in program.indicators:
        if all(part.name in known for part in each.value.components):
            value, records = each.value.value(known), each.counted.value(known)
            if value is not None:
                found[each.definition.code] = SingleValue(value=value, records=round(records or 0))
    return found


def _gathered(part: Component, values: Sequence[float | Decimal | None]) -> Decimal | None:
    found = part.combine(Decimal(str(value)) for value in values if value is not None)
    return found if isinstance(found, Decimal) else None


def _statement(indicator: Compiled, columns: tuple[str, ...]) -> str:
    """Over the visible units. Made once for a definition: writing it takes longer than running it over a county."""
    key = (indicator.definition, columns)
    if key not in _statements:
        kinds = dict.fromkeys(("unit_code", "unit_path"), "string") | dict.fromkeys(columns, "float64")
        units = ibis.table(kinds, name=UNITS)
        parts = {part.name: part for part in indicator.components if part.name in columns}
        summed = units.aggregate(
            by=["unit_code", "unit_path"], **{name: part.combined(units[name]) for name, part in parts.items()}
        )
        found = summed.mutate(**_derived(summed, indicator, columns=columns)).order_by("unit_path")
        _statements[key] = str(ibis.to_sql(found, dialect="duckdb"))
    return _statements[key]


def _derived(summed: ir.Table, indicator: Compiled, *, columns: Sequence[str]) -> dict[str, ir.Value]:
    ratio = indicator.value.ratio
    wanted: dict[str, Measure | None] = {
        "value__": indicator.value,
        "numerator__": ratio[0] if ratio else None,
        "denominator__": ratio[1] if ratio else None,
        "effort__": indicator.effort,
        "meets__": indicator.meets,
        "records__": indicator.counted,
    }
    return {
        name: measure.combine_ibis(summed).cast("float64")
        if measure is not None and all(part.name in columns for part in measure.components)
        else ibis.null("float64")
        for name, measure in wanted.items()
    }


def _shares_in(found: pa.Table, indicator: Compiled) -> Iterator[UnitShare]:
    """Column by column: a province has fifty thousand units."""
    names = [part.name for part in indicator.value.components]
    nothing: list[float | None] = [None] * found.num_rows
    kept = set(found.column_names)

    def numbers(name: str) -> list[float | None]:
        return list(found[name].cast(pa.float64()).to_pylist()) if name in kept else nothing

    components = zip(*map(numbers, names), strict=True)
    columns = (
        found["unit_code"].to_pylist(),
        found["unit_path"].to_pylist(),
        *map(numbers, ("value__", "numerator__", "denominator__", "effort__", "meets__", "records__")),
    )
    for parts, (code, path, value, numerator, denominator, effort, met, records) in zip(
        components, zip(*columns, strict=True), strict=True
    ):
        yield UnitShare(
            unit_code=code,
            unit_path=path,
            value=value,
            components=dict(zip(names, parts, strict=True)),
            numerator=numerator,
            denominator=denominator,
            effort=effort,
            meets=None if met is None else met == 1.0,
            records=round(records or 0),
        )
