"""The same indicators by SQL in PostgreSQL, in two ways.

As it is written: a statement for each indicator, on the same tables. And as a hand makes it that knows all of them beforehand:
one scan of each table for all, on tables made for it, which hold a school as a number.
"""

import io
from collections.abc import Iterator, Sequence

import duckdb
import psycopg
import pyarrow as pa
from pyarrow import csv

from benchmarks.indicator_peers import DEPTHS, Files, Values, aggregates_of, of_source, values_of
from benchmarks.indicator_sample import PLACE, SOURCES, Sample, Source

UPPER = ", ".join(f"level{depth}" for depth in DEPTHS)


def prepare_postgresql(address: str, files: Files) -> None:
    """The same tables; those with numbers for schools, and a table of the schools' levels; all counted by ANALYZE. It is no part
    of what is measured."""
    with psycopg.connect(address) as database:
        _same_tables(database, files)
        _numbered_tables(database, files)
        database.commit()
        database.autocommit = True
        for name in (
            "places",
            *(source.name for source in SOURCES),
            *(f"numbered_{source.name}" for source in SOURCES),
        ):
            database.execute(f"VACUUM ANALYZE peer_{name}")


def _same_tables(database: psycopg.Connection, files: Files) -> None:
    for source in SOURCES:
        database.execute(
            f"CREATE TABLE peer_{source.name} ({', '.join(f'{name} text' for name in PLACE)}, {_kinds(source)})"
        )
        columns = ", ".join((*PLACE, *source.texts, *source.numbers))
        _copy(database, f"peer_{source.name}", f"SELECT {columns} FROM read_parquet('{files[source.name]}')")


def _numbered_tables(database: psycopg.Connection, files: Files) -> None:
    database.execute("CREATE TABLE peer_places (unit integer PRIMARY KEY, " + UPPER.replace(",", " text,") + " text)")
    _copy(database, "peer_places", f"SELECT unit, {_prefixes()} FROM ({_numbered(files)})")
    for source in SOURCES:
        database.execute(f"CREATE TABLE peer_numbered_{source.name} (unit integer, {_kinds(source)})")
        columns = ", ".join((*source.texts, *source.numbers))
        rows = f"SELECT unit, {columns} FROM read_parquet('{files[source.name]}') JOIN ({_numbered(files)}) USING (unit_code)"
        _copy(database, f"peer_numbered_{source.name}", rows)


def _kinds(source: Source) -> str:
    return ", ".join([f"{name} text" for name in source.texts] + [f"{name} integer" for name in source.numbers])


def _numbered(files: Files) -> str:
    return f"SELECT unit_code, unit_path, row_number() OVER (ORDER BY unit_path) AS unit FROM read_parquet('{files['schools']}')"


def _prefixes() -> str:
    return ", ".join(f"regexp_extract(unit_path, '^(?:[^.]+\\.){{{depth}}}')" for depth in DEPTHS)


def _copy(database: psycopg.Connection, table: str, rows: str) -> None:
    with duckdb.connect() as source, database.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy:
        for batch in source.sql(rows).fetch_arrow_reader(100_000):
            copy.write(_csv(batch))


def _csv(batch: pa.RecordBatch) -> bytes:
    text = io.BytesIO()
    csv.write_csv(batch, text, csv.WriteOptions(include_header=False))
    return text.getvalue()


def by_one_scan(address: str, samples: Sequence[Sample]) -> Values:
    """Components of every school kept as a wide table; from it all levels at once by grouping sets."""
    found: Values = {}
    with psycopg.connect(address) as database:
        database.execute("SET LOCAL work_mem = '1GB'")
        for source in SOURCES:
            found |= _of_table(database, source, of_source(source, samples))
    return found


def _of_table(database: psycopg.Connection, source: Source, samples: Sequence[Sample]) -> Values:
    parts = aggregates_of(samples)
    gathered = ", ".join(f"{text} FILTER (WHERE {where}) AS {name}" for name, (text, where) in parts.items())
    sums = ", ".join(f"sum({name}) AS {name}" for name in parts)
    sets = ", ".join(f"(level{depth})" for depth in DEPTHS)
    database.execute(
        f"CREATE UNLOGGED TABLE peer_parts_{source.name} AS"
        f" SELECT unit, {gathered} FROM peer_numbered_{source.name} GROUP BY unit"
    )
    rows = database.execute(
        f"SELECT unit_path, {values_of(samples)} FROM (SELECT coalesce({UPPER}) AS unit_path, {sums}"
        f" FROM peer_parts_{source.name} JOIN peer_places USING (unit) GROUP BY GROUPING SETS ({sets})) AS cells"
    ).fetchall()
    return {
        (row[0], each.code): None if value is None else float(value)
        for row in rows
        for each, value in zip(samples, row[1:], strict=True)
    }


def by_statement(address: str, samples: Sequence[Sample]) -> Values:
    """Each indicator by a statement of its own: the sums of schools, from them those of all levels."""
    found: Values = {}
    with psycopg.connect(address) as database:
        database.execute("SET LOCAL work_mem = '1GB'")
        for each in samples:
            for path, value in database.execute(_statement(each)):
                found[path, each.code] = None if value is None else float(value)
    return found


def _statement(each: Sample) -> str:
    where = each.source.filters[each.plain[3]] or "true"
    gathered = ", ".join(
        f"{text} AS {name}" if own == where else f"{text} FILTER (WHERE {own}) AS {name}"
        for name, (text, own) in each.aggregates.items()
    )
    sums = ", ".join(f"sum({name}) AS {name}" for name in each.aggregates)
    sets = ", ".join(f"(level{depth})" for depth in DEPTHS)
    return (
        f"WITH schools AS (SELECT unit_path, {gathered} FROM peer_{each.source.name} WHERE {where} GROUP BY unit_path),"
        f" placed AS (SELECT {', '.join(_levels())}, {', '.join(each.aggregates)} FROM schools)"
        f" SELECT unit_path, {each.value} FROM (SELECT coalesce({UPPER}) AS unit_path, {sums}"
        f" FROM placed GROUP BY GROUPING SETS ({sets})) AS cells"
    )


def _levels() -> Iterator[str]:
    for depth in DEPTHS:
        yield f"substring(unit_path from '^(?:[^.]+\\.){{{depth}}}') AS level{depth}"
