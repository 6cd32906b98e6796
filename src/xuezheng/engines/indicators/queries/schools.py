"""Values of single units below the counties, computed from their kept components. The post's scope is set here by hand:

Parquet knows no row-level security, so every read of the parts passes through `_visible`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Measure
from xuezheng.engines.indicators.database import limits
from xuezheng.engines.indicators.definitions import Compiled
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import files_of
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class UnitShare:
    """What one unit brings: its value, its components, what closing it costs, whether all its rows meet what is wanted."""

    unit_code: str
    unit_path: str
    value: float | None
    components: dict[str, float | None]
    numerator: float | None
    denominator: float | None
    effort: float | None
    meets: bool | None


def shares_below(post: ActingPost, run: Run, indicator: Compiled, *, below: str) -> list[UnitShare]:
    """Every unit under the path that the post may see, in the tree's order."""
    parts = [part for part in run.parts if part["city"].startswith(below) or below.startswith(part["city"])]
    if not parts:
        return []
    database = ibis.duckdb.connect(**limits())
    try:
        units = _visible(database.read_parquet(files_of(parts)), post, below)
        columns = {part.name: part for part in indicator.components if part.name in units.columns}
        summed = units.aggregate(
            by=["unit_code", "unit_path"], **{name: part.combined(units[name]) for name, part in columns.items()}
        )
        found = summed.mutate(**_derived(summed, indicator, columns=tuple(columns))).order_by("unit_path")
        return [_share(row, indicator) for row in database.to_pyarrow(found).to_pylist()]
    finally:
        database.disconnect()


def _visible(units: ir.Table, post: ActingPost, below: str) -> ir.Table:
    path = units.unit_path
    own = path.startswith(post.scope_path)
    granted = path.isin(list(post.granted_paths)) if post.granted_paths else ibis.literal(value=False)
    return units.filter(path.startswith(below), own | granted)


def _derived(summed: ir.Table, indicator: Compiled, *, columns: Sequence[str]) -> dict[str, ir.Value]:
    ratio = indicator.value.ratio
    wanted: dict[str, Measure | None] = {
        "value__": indicator.value,
        "numerator__": ratio[0] if ratio else None,
        "denominator__": ratio[1] if ratio else None,
        "effort__": indicator.effort,
        "meets__": indicator.meets,
    }
    return {
        name: measure.combine_ibis(summed).cast("float64")
        if measure is not None and all(part.name in columns for part in measure.components)
        else ibis.null("float64")
        for name, measure in wanted.items()
    }


def _share(row: dict[str, object], indicator: Compiled) -> UnitShare:
    def number(name: str) -> float | None:
        found = row.get(name)
        return float(found) if isinstance(found, int | float) else None

    met = number("meets__")
    return UnitShare(
        unit_code=str(row["unit_code"]),
        unit_path=str(row["unit_path"]),
        value=number("value__"),
        components={part.name: number(part.name) for part in indicator.value.components},
        numerator=number("numerator__"),
        denominator=number("denominator__"),
        effort=number("effort__"),
        meets=None if met is None else met == 1.0,
    )
