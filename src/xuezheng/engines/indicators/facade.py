"""The indicators' door: loading definitions, computing, reading values within a post's scope, opening and closing gaps.

    register_catalog(Path(__file__).parent / "catalog" / "indicators")       # a module, when Django starts
    load_definitions(reader=reader, at=at)                                   # versions of what is worded anew
    with bound(system_post("indicators")) as post:
        recompute(post=post, table="schools", period="2018Q3", reader=reader, at=at)
        recompute_units(post=post, table="schools", period="2018Q3", unit_codes=["4141010459"], reader=reader, at=at)

`reader` is a TableReader: whoever holds the records. Values of counties and above are rows under row-level security; those of
schools are computed from kept components by `shares_of_units`, which sets the post's scope itself.
"""

from collections.abc import Mapping, Sequence

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.indicators.actions.load_definitions import load_definitions
from xuezheng.engines.indicators.actions.recompute import recompute
from xuezheng.engines.indicators.actions.recompute_units import recompute_units
from xuezheng.engines.indicators.catalogue import read_catalogs, register_catalog
from xuezheng.engines.indicators.definitions import Compiled, Definition, compiled
from xuezheng.engines.indicators.forecasts import Forecast, forecast
from xuezheng.engines.indicators.gaps import By, Closing, Gap, gap_to
from xuezheng.engines.indicators.inequality import gini
from xuezheng.engines.indicators.queries.definitions import newest_versions
from xuezheng.engines.indicators.queries.opening import OpenedComponent, Opening, opened
from xuezheng.engines.indicators.queries.schools import UnitShare
from xuezheng.engines.indicators.queries.values import (
    children,
    cuts_of_value,
    find_value,
    get_value,
    series,
    siblings,
    values_of_unit,
)
from xuezheng.engines.indicators.refusals import DefinitionIsRefused, PeriodIsNotComputed, ValueIsAbsent
from xuezheng.engines.indicators.tables import TableReader
from xuezheng.kernel.scope.acting import ActingPost

__all__ = [
    "By",
    "Closing",
    "Compiled",
    "Definition",
    "DefinitionIsRefused",
    "Forecast",
    "Gap",
    "OpenedComponent",
    "Opening",
    "PeriodIsNotComputed",
    "TableReader",
    "UnitShare",
    "ValueIsAbsent",
    "children",
    "compiled",
    "cuts_of_value",
    "definitions",
    "find_value",
    "forecast",
    "gap",
    "gap_to",
    "get_value",
    "gini",
    "load_definitions",
    "opened",
    "read_catalogs",
    "recompute",
    "recompute_units",
    "register_catalog",
    "series",
    "shares_of_units",
    "siblings",
    "values_of_unit",
]


def definitions(*, table: str = "") -> list[Definition]:
    """Those in force, by code."""
    return [Definition.from_dict(version.definition) for version in newest_versions(table=table).values()]


def shares_of_units(
    post: ActingPost, *, code: str, unit_path: str, period: str, fields: Mapping[str, Kind]
) -> Sequence[UnitShare]:
    """What every single unit below brings to the unit's value, as far as the post may see it."""
    return opened(post, code=code, unit_path=unit_path, period=period, fields=fields).units


def gap(
    post: ActingPost,
    *,
    code: str,
    unit_path: str,
    period: str,
    target: float,
    fields: Mapping[str, Kind],
    by: By = "count",
) -> Gap:
    """What is missing to the target, in the indicator's own terms (0.95, not 95 %)."""
    opening = opened(post, code=code, unit_path=unit_path, period=period, fields=fields)
    return gap_to(
        target,
        opening.units,
        better=opening.definition.better,
        style=opening.definition.target_style,
        by=by,
    )
