"""What the indicators' benchmark measures: a province's schools and students by chance, indicators by rule, each with its SQL.

The students' table is as long as a large province's: 27 million rows, by which ways that look alike on 50,000 rows part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PERIOD = "2018Q3"
SCHOOLS, COUNTIES, CITIES = 50_000, 158, 18
STUDENTS_OF_A_SCHOOL = 540
SCHOOLS_AT_ONCE = 2_000
PLACE = ("unit_code", "unit_path")
CHANGED = "s00777"
STAGES = ("primary", "junior", "senior", "kindergarten")


@dataclass(frozen=True)
class Source:
    """A table: how many indicators it gets, and what they may ask of it."""

    name: str
    indicators: int
    texts: tuple[str, ...]
    numbers: dict[str, tuple[int, int]]
    """With the lowest, and the first that is too high."""
    own: tuple[str, str]
    """A text column and its value that is filtered by, beside the stage."""

    @property
    def filters(self) -> tuple[str, ...]:
        column, value = self.own
        return ("", "stage in ('primary', 'junior')", f"{column} = '{value}'", "stage = 'senior'")

    def fields(self) -> dict[str, Any]:
        from xuezheng.engines.formulas.facade import Kind  # after Django's settings

        return dict.fromkeys(self.texts, Kind.TEXT) | dict.fromkeys(self.numbers, Kind.NUMBER)


SCHOOL_TABLE = Source(
    name="schools",
    indicators=280,
    texts=("stage", "urban_rural"),
    numbers={f"n{number:02d}": (1, 2000) for number in range(40)},
    own=("urban_rural", "rural"),
)
STUDENT_TABLE = Source(
    name="students",
    indicators=20,
    texts=("stage", "lives"),
    numbers={"age": (3, 20), "minutes": (1, 600), "visits": (1, 200), "metres": (1, 30_000)},
    own=("lives", "boards"),
)
SOURCES = (SCHOOL_TABLE, STUDENT_TABLE)


@dataclass(frozen=True)
class Sample:
    """An indicator as ours, and as aggregates (with their filter) and a value over them in SQL."""

    source: Source
    compiled: Any
    aggregates: dict[str, tuple[str, str]]
    value: str
    plain: tuple[str, str, str, int]
    """Kind, two columns and the filter's number, for pandas."""

    @property
    def code(self) -> str:
        return str(self.compiled.definition.code)


def write_tables(folder: Path) -> dict[str, Path]:
    """A Parquet file of each table, by its name."""
    files = {source.name: folder / f"{source.name}.parquet" for source in SOURCES}
    places = _places()
    pq.write_table(_schools(places), files["schools"])
    parts = _students(places)
    first = next(parts)
    with pq.ParquetWriter(files["students"], first.schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(first)
        for part in parts:
            writer.write_table(part)
    return files


def with_changed_school(file: Path) -> Path:
    """The same schools, of which one reports other numbers."""
    rows = pq.read_table(file)
    is_changed = pc.equal(rows["unit_code"], CHANGED)
    for name in SCHOOL_TABLE.numbers:
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, name, pc.if_else(is_changed, pc.add(rows[name], 100), rows[name]))
    changed = file.with_name("changed_schools.parquet")
    pq.write_table(rows, changed)
    return changed


def _places() -> pa.Table:
    """Schools in the order of their place, as the lake keeps them."""
    county = np.sort(np.random.default_rng(2018).integers(0, COUNTIES, SCHOOLS))
    city = county % CITIES
    rows = {
        "unit_code": [f"s{number:05d}" for number in range(SCHOOLS)],
        "unit_path": [
            f"cn.41.41{city[number]:02d}.41{city[number]:02d}{place:03d}.s{number:05d}."
            for number, place in enumerate(county)
        ],
    }
    return pa.table(rows).sort_by("unit_path")


def _schools(places: pa.Table) -> pa.Table:
    chance = np.random.default_rng(41)
    columns: dict[str, Any] = {name: places[name] for name in PLACE}
    columns["stage"] = chance.choice(STAGES, SCHOOLS)
    columns["urban_rural"] = chance.choice(["urban", "town", "rural"], SCHOOLS)
    for name, (low, high) in SCHOOL_TABLE.numbers.items():
        columns[name] = pa.array(chance.integers(low, high, SCHOOLS), pa.int64())
    return pa.table(columns)


def _students(places: pa.Table) -> Iterator[pa.Table]:
    chance = np.random.default_rng(27)
    for start in range(0, SCHOOLS, SCHOOLS_AT_ONCE):
        schools = places.slice(start, SCHOOLS_AT_ONCE)
        of_school = chance.integers(1, 2 * STUDENTS_OF_A_SCHOOL, schools.num_rows)
        rows = pa.array(np.repeat(np.arange(schools.num_rows), of_school))
        columns: dict[str, Any] = {
            name: schools[name].combine_chunks().dictionary_encode().take(rows) for name in PLACE
        }
        columns["stage"] = pa.array(chance.choice(STAGES, len(rows))).dictionary_encode()
        columns["lives"] = pa.array(chance.choice(["boards", "at home"], len(rows))).dictionary_encode()
        for name, (low, high) in STUDENT_TABLE.numbers.items():
            columns[name] = pa.array(chance.integers(low, high, len(rows)), pa.int32())
        yield pa.table(columns)


def samples() -> list[Sample]:
    return [
        _sample(source, f"{source.name[:2]}{number:03d}", number)
        for source in SOURCES
        for number in range(source.indicators)
    ]


def _sample(source: Source, code: str, number: int) -> Sample:
    from xuezheng.engines.indicators.definitions import Definition, compiled  # after Django's settings

    chance = np.random.default_rng(number)
    kind = ("ratio", "share", "average", "variation", "sum")[number % 5]
    x, y = (str(name) for name in chance.choice(list(source.numbers), 2, replace=False))
    place, limit = int(chance.integers(len(source.filters))), int(chance.integers(*source.numbers[x]))
    text = {
        "ratio": f"sum({x}) / sum({y})",
        "share": f"share({x} >= {limit})",
        "average": f"avg({x})",
        "variation": f"variation({x} / {y}, {y})",
        "sum": f"sum({x} + {y})",
    }[kind]
    definition = Definition(
        code=code,
        name_zh="",
        name_en="",
        table=source.name,
        measure=text,
        where=source.filters[place],
        better="higher",
        periods=("quarter",),
    )
    aggregates, value = _by_hand(kind, x, y, place, limit, source=source)
    return Sample(
        source=source,
        compiled=compiled(definition, fields=source.fields()),
        aggregates=aggregates,
        value=value,
        plain=(kind, x, str(limit) if kind == "share" else y, place),
    )


def _by_hand(
    kind: str, x: str, y: str, place: int, limit: int, *, source: Source
) -> tuple[dict[str, tuple[str, str]], str]:
    where = source.filters[place] or "true"
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
