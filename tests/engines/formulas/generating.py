"""Random formulas and records for the property tests: everything the language has, nested a few deep."""

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
from hypothesis import strategies as st

from xuezheng.engines.formulas.facade import Kind

FIELDS = {
    "pupils": Kind.NUMBER,
    "books": Kind.NUMBER,
    "area": Kind.NUMBER,
    "stage": Kind.TEXT,
    "opened": Kind.DATE,
    "filed": Kind.BOOLEAN,
}
SCHEMA = pa.schema(
    [
        ("pupils", pa.int64()),
        ("books", pa.float64()),
        ("area", pa.decimal128(12, 2)),
        ("stage", pa.string()),
        ("opened", pa.date32()),
        ("filed", pa.bool_()),
    ]
)
TEXTS = ("primary", "junior", "", "小学", "a'b", "Ω")
Row = dict[str, Any]


def rows(*, least: int = 1, most: int = 12) -> st.SearchStrategy[list[Row]]:
    cents = st.integers(-100_000, 100_000)
    row = st.fixed_dictionaries(
        {
            "pupils": st.none() | st.integers(-3, 2000),
            "books": st.none() | st.sampled_from([0.1, 0.2, 0.3, -0.5]) | cents.map(lambda n: n / 100),
            "area": st.none() | cents.map(lambda n: Decimal(n) / 100),
            "stage": st.none() | st.sampled_from(TEXTS),
            "opened": st.none() | st.dates(date(1950, 1, 1), date(2026, 12, 31)),
            "filed": st.none() | st.booleans(),
        }
    )
    return st.lists(row, min_size=least, max_size=most)


def table_of(held: list[Row]) -> Any:
    return ibis.memtable(pa.Table.from_pylist(held, schema=SCHEMA))


def numbers(depth: int = 3) -> st.SearchStrategy[str]:
    plain = st.sampled_from(["pupils", "books", "area", "0", "1", "2.5", "0.1", "1000"])
    if depth == 0:
        return plain
    inner = numbers(depth - 1)
    two = st.tuples(inner, inner)
    return (
        plain
        | st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda part: f"({part[0]} {part[1]} {part[2]})")
        | inner.map(lambda text: f"-({text})")
        | inner.map(lambda text: f"abs({text})")
        | st.tuples(inner, st.integers(0, 3)).map(lambda part: f"round({part[0]}, {part[1]})")
        | two.map(lambda part: f"coalesce({part[0]}, {part[1]})")
        | two.map(lambda part: f"nullif({part[0]}, {part[1]})")
        | st.tuples(st.sampled_from(["greatest", "least"]), inner, inner).map(
            lambda part: f"{part[0]}({part[1]}, {part[2]})"
        )
        | st.sampled_from(["length(stage)", "year(opened)", "month(opened)"])
        | st.tuples(conditions(depth - 1), inner, inner | st.just("null")).map(
            lambda part: f"case when {part[0]} then {part[1]} else {part[2]} end"
        )
    )


def conditions(depth: int = 3) -> st.SearchStrategy[str]:
    relation = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
    quoted = st.sampled_from(TEXTS).map(lambda text: "'" + text.replace("'", "''") + "'")
    plain = (
        st.sampled_from(["filed", "stage is null", "books is not null", "opened >= date '2000-02-29'"])
        | st.lists(quoted, min_size=1, max_size=3).map(lambda texts: f"stage in ({', '.join(texts)})")
        | st.tuples(relation, quoted).map(lambda part: f"stage {part[0]} {part[1]}")
    )
    if depth == 0:
        return plain
    inner, number = conditions(depth - 1), numbers(depth - 1)
    return (
        plain
        | st.tuples(number, relation, number).map(lambda part: f"{part[0]} {part[1]} {part[2]}")
        | st.tuples(number, number, number).map(lambda part: f"{part[0]} between {part[1]} and {part[2]}")
        | st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda part: f"({part[0]}) {part[1]} ({part[2]})")
        | inner.map(lambda text: f"not ({text})")
        | number.map(lambda text: f"({text}) is null")
        | st.tuples(number, number).map(lambda part: f"{part[0]} not in ({part[1]}, 7)")
    )


def measures(depth: int = 1, *, additive: bool = False) -> st.SearchStrategy[str]:
    number, met = numbers(1), conditions(1)
    plain = (
        st.sampled_from(["count(*)", "count(stage)", "variation(books / pupils, pupils)"])
        | number.map(lambda text: f"sum({text})")
        | number.map(lambda text: f"avg({text})")
        | met.map(lambda text: f"share({text})")
    )
    if not additive:
        plain = (
            plain
            | st.sampled_from(["count(distinct stage)", "count(distinct pupils)"])
            | st.tuples(st.sampled_from(["min", "max", "median"]), number).map(lambda part: f"{part[0]}({part[1]})")
        )
    if depth == 0:
        return plain
    inner = measures(depth - 1, additive=additive)
    return plain | st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda part: f"({part[0]}) {part[1]} ({part[2]})"
    )
