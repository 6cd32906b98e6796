"""The same indicators by hand-written SQL in DuckDB, by pandas and by SQL in PostgreSQL."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from benchmarks.indicator_sample import PLACE, SOURCES, Sample, Source

Values = dict[tuple[str, str], float | None]
Files = Mapping[str, Path]
DEPTHS = (4, 3, 2, 1)
UPPER = ", ".join(f"level{depth}" for depth in DEPTHS)


def _aggregates(samples: Sequence[Sample]) -> dict[str, tuple[str, str]]:
    return {name: part for each in samples for name, part in each.aggregates.items()}


def _values(samples: Sequence[Sample]) -> str:
    return ", ".join(f"{each.value} AS {each.code}" for each in samples)


def _of(source: Source, samples: Sequence[Sample]) -> list[Sample]:
    return [each for each in samples if each.source is source]


def by_sql(files: Files, samples: Sequence[Sample]) -> Values:
    """Components of every school, kept as Parquet; sums level by level; values over all levels."""
    found: Values = {}
    for source in SOURCES:
        found |= _by_sql(files[source.name], _of(source, samples))
    return found


def _by_sql(file: Path, samples: Sequence[Sample]) -> Values:
    parts = _aggregates(samples)
    gathered = ", ".join(f"{text} FILTER ({where}) AS {name}" for name, (text, where) in parts.items())
    sums = ", ".join(f"sum({name}) AS {name}" for name in parts)
    with duckdb.connect() as database:
        database.execute(
            f"CREATE TEMP TABLE level5 AS SELECT unit_code, unit_path, {gathered} FROM read_parquet('{file}') GROUP BY ALL"
        )
        kept = file.with_name(f"by_hand_{file.name}")
        database.execute(f"COPY level5 TO '{kept}' (FORMAT parquet, COMPRESSION zstd)")
        for depth in DEPTHS:
            database.execute(
                f"CREATE TEMP TABLE level{depth} AS"
                f" SELECT regexp_extract(unit_path, '^(?:[^.]+\\.){{{depth}}}') AS unit_path, {sums}"
                f" FROM level{depth + 1} GROUP BY ALL"
            )
        together = " UNION ALL ".join(f"FROM level{depth}" for depth in DEPTHS)
        found = database.sql(f"SELECT unit_path, {_values(samples)} FROM ({together})").to_arrow_table()
    paths = found["unit_path"].to_pylist()
    return {
        (path, each.code): value
        for each in samples
        for path, value in zip(paths, found[each.code].to_pylist(), strict=True)
    }


def by_pandas(files: Files, samples: Sequence[Sample]) -> Values:
    """As a practised hand writes it: texts as categories, for each indicator a filter, sums of schools, then of each level."""
    found: Values = {}
    for source in SOURCES:
        frame = pq.read_table(files[source.name], read_dictionary=[*PLACE, *source.texts]).to_pandas()
        upper = pd.Series(frame["unit_path"].cat.categories)
        levels = {depth: upper.str.extract(rf"^((?:[^.]+\.){{{depth}}})", expand=False).to_numpy() for depth in DEPTHS}
        masks = _masks(frame, source)
        for each in _of(source, samples):
            for path, value in _of_indicator(frame, masks[each.plain[3]], each, levels).items():
                found[str(path), each.code] = float(value)
    return found


def _masks(frame: pd.DataFrame, source: Source) -> list[pd.Series]:
    """The table's filters."""
    column, value = source.own
    lower, senior = frame["stage"].isin(["primary", "junior"]), frame["stage"] == "senior"
    masks = [pd.Series(data=True, index=frame.index), lower, frame[column] == value, senior]
    assert len(masks) == len(source.filters)
    return masks


def _of_indicator(frame: pd.DataFrame, mask: pd.Series, each: Sample, levels: Mapping[int, object]) -> pd.Series:
    kind, x, other, _place = each.plain
    rows = frame.loc[mask, list(dict.fromkeys(("unit_path", x, *((other,) if kind != "share" else ()))))]
    parts = pd.DataFrame({"path": rows["unit_path"]})
    parts["x"] = rows[x] if kind != "share" else (rows[x] >= int(other)).astype(int)
    parts["y"] = rows[other] if kind in ("ratio", "sum", "variation") else 1
    if kind == "variation":
        parts["q"] = rows[x].astype(float) * rows[x] / rows[other]
    schools = parts.groupby("path", observed=False).sum()
    return pd.concat(
        [_value(kind, sums) for sums in (schools, *(schools.groupby(levels[depth]).sum() for depth in DEPTHS))]
    )


def _value(kind: str, sums: pd.DataFrame) -> pd.Series:
    if kind == "variation":
        inner = sums["q"] * sums["y"] / sums["x"].astype(float) ** 2 - 1
        return inner.clip(lower=0) ** 0.5
    return sums["x"] + sums["y"] if kind == "sum" else sums["x"] / sums["y"]


def prepare_postgresql(address: str, files: Files) -> None:
    """Tables with numbers for schools, a table of the schools' levels, counted by ANALYZE: not part of what is measured."""
    with psycopg.connect(address) as database:
        database.execute(
            "CREATE TABLE peer_places (unit integer PRIMARY KEY, " + UPPER.replace(",", " text,") + " text)"
        )
        _copy(database, "peer_places", f"SELECT unit, {_prefixes()} FROM ({_numbered(files)})")
        for source in SOURCES:
            kinds = [f"{name} text" for name in source.texts] + [f"{name} integer" for name in source.numbers]
            database.execute(f"CREATE TABLE peer_{source.name} (unit integer, {', '.join(kinds)})")
            columns = ", ".join((*source.texts, *source.numbers))
            rows = f"SELECT unit, {columns} FROM read_parquet('{files[source.name]}') JOIN ({_numbered(files)}) USING (unit_code)"
            _copy(database, f"peer_{source.name}", rows)
        database.commit()
        database.autocommit = True
        for name in ("places", *(source.name for source in SOURCES)):
            database.execute(f"VACUUM ANALYZE peer_{name}")


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


def by_postgresql(address: str, samples: Sequence[Sample]) -> Values:
    """Components of every school kept as a wide table; from it all levels at once by grouping sets."""
    found: Values = {}
    with psycopg.connect(address) as database:
        database.execute("SET LOCAL work_mem = '1GB'")
        for source in SOURCES:
            found |= _by_postgresql(database, source, _of(source, samples))
    return found


def _by_postgresql(database: psycopg.Connection, source: Source, samples: Sequence[Sample]) -> Values:
    parts = _aggregates(samples)
    gathered = ", ".join(f"{text} FILTER (WHERE {where}) AS {name}" for name, (text, where) in parts.items())
    sums = ", ".join(f"sum({name}) AS {name}" for name in parts)
    sets = ", ".join(f"(level{depth})" for depth in DEPTHS)
    database.execute(
        f"CREATE UNLOGGED TABLE peer_parts_{source.name} AS SELECT unit, {gathered} FROM peer_{source.name} GROUP BY unit"
    )
    rows = database.execute(
        f"SELECT unit_path, {_values(samples)} FROM (SELECT coalesce({UPPER}) AS unit_path, {sums}"
        f" FROM peer_parts_{source.name} JOIN peer_places USING (unit) GROUP BY GROUPING SETS ({sets})) AS cells"
    ).fetchall()
    return {
        (row[0], each.code): None if value is None else float(value)
        for row in rows
        for each, value in zip(samples, row[1:], strict=True)
    }
