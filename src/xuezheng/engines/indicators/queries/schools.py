"""Values of single units below the counties, computed from their kept components. The post's scope is set here by hand:

Parquet knows no row-level security, so every read of the parts passes through `VISIBLE`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import PRESENT, Component, Measure, Span
from xuezheng.engines.indicators.database import kept
from xuezheng.engines.indicators.definitions import DEEPEST, Compiled, Definition
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import files_of, parts_near, rows_of
from xuezheng.engines.indicators.programs import Program, periods_of
from xuezheng.kernel.scope.acting import ActingPost

UNITS = "units__"
VISIBLE = """WHERE starts_with(unit_path, $below)
    AND (starts_with(unit_path, $own) OR list_contains($granted, unit_path))"""
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
    units: int = 1
    """More where such units are taken together."""


class Source(NamedTuple):
    """Files of one period, and which of their columns are wanted under which name: that of the period as it is seen from the
    measured one."""

    files: tuple[str, ...]
    names: tuple[tuple[str, str], ...]


OtherRun = Callable[[str], Run | None]
"""The run of another period of the same table."""


@dataclass(frozen=True, kw_only=True)
class SingleValue:
    """One indicator of one unit, with the number of records it stands on."""

    value: float
    records: int


def shares_below(
    post: ActingPost, run: Run, indicator: Compiled, *, below: str, others: OtherRun
) -> Sequence[UnitShare]:
    """Every unit under the path that the post may see, in the tree's order."""
    parts = [part for part in indicator.components if part.combines]
    sources = tuple(_sources(run, parts, near=below, others=others))
    if not sources:
        return ()
    is_small = below.count(".") >= DEEPEST
    read = _shares_of_county if is_small else _shares
    return read(indicator, sources, below, post.scope_path, post.granted_paths)


def _sources(run: Run, parts: Sequence[Component], *, near: str, others: OtherRun) -> Iterator[Source]:
    """Of the measured period, and of every other one that a component looks at."""
    by_span: dict[Span, set[tuple[str, str]]] = defaultdict(set)
    for part in parts:
        by_span[part.span].add((part.present.name, part.name))
    for span in dict.fromkeys([PRESENT, *by_span]):
        for period in periods_of(span, run.period):
            found = run if period == run.period else others(period)
            files = tuple(files_of(parts_near(found.parts, near))) if found is not None else ()
            if files:
                yield Source(files=files, names=tuple(sorted(by_span[span])))


def _shares(
    indicator: Compiled, sources: tuple[Source, ...], below: str, own: str, granted: tuple[str, ...]
) -> tuple[UnitShare, ...]:
    scope: dict[str, object] = {"below": below, "own": own, "granted": list(granted)}
    selects: list[str] = []
    columns: dict[str, None] = {}
    with kept() as database:
        for number, source in enumerate(sources):
            there = set(database.read_parquet(source.files[0]).columns)
            named = [f'"{name}" AS "{seen_as}"' for name, seen_as in source.names if name in there]
            columns |= dict.fromkeys(seen_as for name, seen_as in source.names if name in there)
            scope[f"files{number}"] = list(source.files)
            wanted = ", ".join(["unit_code", "unit_path", *named])
            selects.append(f"SELECT {wanted} FROM read_parquet($files{number}) {VISIBLE}")  # noqa: S608 - our own names
        units = " UNION ALL BY NAME ".join(selects)
        statement = f"WITH {UNITS} AS ({units}) {_statement(indicator, tuple(sorted(columns)))}"
        found = database.sql(statement, params=scope).to_arrow_table()
    return tuple(_shares_in(found, indicator))


_shares_of_county = lru_cache(maxsize=MOST_KEPT)(_shares)
"""Files never change: what they say of a county's schools to a scope is asked of them once."""


def values_of_single(
    post: ActingPost, run: Run, program: Program, *, unit_path: str, others: OtherRun
) -> dict[str, SingleValue]:
    """Every indicator of the table for one unit whose values are not kept as rows, by code.

    Of one unit there are a few rows: put together here, they are there sooner than a statement of many columns is planned.
    """
    if not (post.covers(unit_path) or unit_path in post.granted_paths):
        return {}
    rows = rows_of(parts_near(run.parts, unit_path), unit_path)
    if not rows:
        return {}
    known: dict[str, Decimal | None] = {}
    by_span: dict[Span, list[Component]] = defaultdict(list)
    for part in program.components.values():
        by_span[part.span].append(part)
    for span, parts in by_span.items():
        seen = rows if span == PRESENT else _rows_seen(span, run, unit_path, others)
        for part in parts:
            if any(part.present.name in row for row in seen):
                known[part.name] = _gathered(part, [row.get(part.present.name) for row in seen])
    found: dict[str, SingleValue] = {}
    for each in program.indicators:
        if all(part.name in known for part in each.value.components):
            value, records = each.value.value(known), each.counted.value(known)
            if value is not None:
                found[each.definition.code] = SingleValue(value=value, records=round(records or 0))
    return found


def _rows_seen(span: Span, run: Run, unit_path: str, others: OtherRun) -> list[dict[str, Any]]:
    runs = [run if period == run.period else others(period) for period in periods_of(span, run.period)]
    return [row for each in runs if each is not None for row in rows_of(parts_near(each.parts, unit_path), unit_path)]


def records_below(run: Run, counts: Iterable[Component], *, below: str) -> Mapping[str, Mapping[str, int]]:
    """By the count's name and path: how many records each unit has. Of every unit, whoever asks: what is withheld of one hangs on
    the others."""
    files = tuple(files_of(parts_near(run.parts, below)))
    if not files:
        return {}
    read = _records_of_county if below.count(".") >= DEEPEST else _records
    return read(files, tuple(sorted({count.name for count in counts})), below)


def _records(files: tuple[str, ...], names: tuple[str, ...], below: str) -> dict[str, dict[str, int]]:
    with kept() as database:
        there = set(database.read_parquet(list(files)).columns)
        wanted = [name for name in names if name in there]
        sums = "".join(f', sum("{name}") AS "{name}"' for name in wanted)
        found = database.sql(
            f"SELECT unit_path{sums} FROM read_parquet($files)"  # noqa: S608 - our own names
            " WHERE starts_with(unit_path, $below) GROUP BY unit_path",
            params={"files": list(files), "below": below},
        ).to_arrow_table()
    paths = found["unit_path"].to_pylist()
    return {
        name: {path: round(count or 0) for path, count in zip(paths, found[name].to_pylist(), strict=True)}
        for name in wanted
    }


_records_of_county = lru_cache(maxsize=MOST_KEPT)(_records)


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
