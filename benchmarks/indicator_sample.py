"""What the indicators' benchmark measures: schools of a province by chance, indicators by rule, each with its SQL by hand."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

PERIOD = "2018Q3"
SCHOOLS, COUNTIES, CITIES = 50_000, 158, 18
NUMBERS = tuple(f"n{number:02d}" for number in range(40))
COLUMNS = ("unit_code", "unit_path", "stage", "urban_rural", *NUMBERS)
FILTERS = ("", "stage in ('primary', 'junior')", "urban_rural = 'rural'", "stage = 'senior'")


@dataclass(frozen=True)
class Sample:
    """An indicator as ours, and as aggregates (with their filter) and a value over them in SQL."""

    compiled: Any
    aggregates: dict[str, tuple[str, str]]
    value: str
    plain: tuple[str, str, str, int]
    """Kind, two columns and the filter's number, for pandas."""


def fields() -> dict[str, Any]:
    from xuezheng.engines.formulas.facade import Kind  # after Django's settings

    return {"stage": Kind.TEXT, "urban_rural": Kind.TEXT, **dict.fromkeys(NUMBERS, Kind.NUMBER)}


def schools() -> pa.Table:
    chance = np.random.default_rng(2018)
    county = np.sort(chance.integers(0, COUNTIES, SCHOOLS))
    columns: dict[str, Any] = {
        "unit_code": [f"s{number:05d}" for number in range(SCHOOLS)],
        "unit_path": [
            f"cn.41.41{place % CITIES:02d}.41{place % CITIES:02d}{place:03d}.s{number:05d}."
            for number, place in enumerate(county)
        ],
        "stage": chance.choice(["primary", "junior", "senior", "kindergarten"], SCHOOLS),
        "urban_rural": chance.choice(["urban", "town", "rural"], SCHOOLS),
    }
    for name in NUMBERS:
        columns[name] = pa.array(chance.integers(1, 2000, SCHOOLS), pa.int64())
    return pa.table(columns)


def sample(number: int) -> Sample:
    from xuezheng.engines.indicators.definitions import Definition, compiled  # after Django's settings

    chance = np.random.default_rng(number)
    kind = ("ratio", "share", "average", "variation", "sum")[number % 5]
    x, y = (NUMBERS[place] for place in chance.choice(len(NUMBERS), 2, replace=False))
    place, limit = int(chance.integers(len(FILTERS))), int(chance.integers(100, 1900))
    text = {
        "ratio": f"sum({x}) / sum({y})",
        "share": f"share({x} >= {limit})",
        "average": f"avg({x})",
        "variation": f"variation({x} / {y}, {y})",
        "sum": f"sum({x} + {y})",
    }[kind]
    definition = Definition(
        code=f"i{number:03d}",
        name_zh="",
        name_en="",
        table="schools",
        measure=text,
        where=FILTERS[place],
        better="higher",
        periods=("quarter",),
    )
    aggregates, value = _by_hand(kind, x, y, place, limit)
    return Sample(
        compiled=compiled(definition, fields=fields()),
        aggregates=aggregates,
        value=value,
        plain=(kind, x, str(limit) if kind == "share" else y, place),
    )


def _by_hand(kind: str, x: str, y: str, place: int, limit: int) -> tuple[dict[str, tuple[str, str]], str]:
    where = FILTERS[place] or "true"
    sums = {f"s_{place}_{name}": (f"sum({name})", where) for name in (x, y)}
    sum_x, sum_y, rows = f"s_{place}_{x}", f"s_{place}_{y}", f"c_{place}"
    counted = {rows: ("count(*)", where)}
    if kind == "ratio":
        return sums, f"{sum_x}::double precision / nullif({sum_y}, 0)"
    if kind == "sum":
        return sums, f"({sum_x} + {sum_y})::double precision"
    if kind == "average":
        return {sum_x: sums[sum_x]} | counted, f"{sum_x}::double precision / nullif({rows}, 0)"
    if kind == "share":
        met = f"m_{place}_{x}_{limit}"
        return counted | {
            met: ("count(*)", f"({where}) and {x} >= {limit}")
        }, f"{met}::double precision / nullif({rows}, 0)"
    squared = f"q_{place}_{x}_{y}"
    squares = {squared: (f"sum({x}::double precision * {x} / {y})", where)}
    inner = f"{squared} * {sum_y} / nullif({sum_x}::double precision * {sum_x}, 0) - 1"
    return sums | squares, f"sqrt(greatest({inner}, 0))"
