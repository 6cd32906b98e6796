"""The same indicators by hand-written SQL in DuckDB, by pandas and by SQL in PostgreSQL."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd
import psycopg
import pyarrow.parquet as pq

from benchmarks.indicator_sample import FILTERS, Sample

Values = dict[tuple[str, str], float | None]
DEPTHS = (4, 3, 2, 1)


def _aggregates(samples: Sequence[Sample]) -> dict[str, tuple[str, str]]:
    return {name: part for each in samples for name, part in each.aggregates.items()}


def _values(samples: Sequence[Sample]) -> str:
    return ", ".join(f"{each.value} AS {each.compiled.definition.code}" for each in samples)


def by_sql(file: Path, samples: Sequence[Sample]) -> Values:
    """Components of every school, kept as Parquet; sums level by level; values over all levels."""
    parts = _aggregates(samples)
    gathered = ", ".join(f"{text} FILTER ({where}) AS {name}" for name, (text, where) in parts.items())
    sums = ", ".join(f"sum({name}) AS {name}" for name in parts)
    with duckdb.connect() as database:
        database.execute(
            f"CREATE TEMP TABLE level5 AS SELECT unit_code, unit_path, {gathered} FROM read_parquet('{file}') GROUP BY ALL"
        )
        database.execute(f"COPY level5 TO '{file.with_name('by_hand.parquet')}' (FORMAT parquet, COMPRESSION zstd)")
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
        (path, each.compiled.definition.code): value
        for each in samples
        for path, value in zip(paths, found[each.compiled.definition.code].to_pylist(), strict=True)
    }


def by_pandas(file: Path, samples: Sequence[Sample]) -> Values:
    """As it is usually written: for each indicator a filter and a grouping by each level, every school's value among them."""
    frame = pd.read_parquet(file)
    for depth in DEPTHS:
        frame[f"level{depth}"] = frame["unit_path"].str.extract(rf"^((?:[^.]+\.){{{depth}}})", expand=False)
    frame["level5"] = frame["unit_path"]
    masks = [
        pd.Series(data=True, index=frame.index),
        frame["stage"].isin(["primary", "junior"]),
        frame["urban_rural"] == "rural",
        frame["stage"] == "senior",
    ]
    assert len(masks) == len(FILTERS)
    found: Values = {}
    for each in samples:
        for path, value in _of_indicator(frame[masks[each.plain[3]]], each).items():
            found[str(path), each.compiled.definition.code] = float(value)
    return found


def _of_indicator(rows: pd.DataFrame, each: Sample) -> pd.Series:
    kind, x, other, _place = each.plain
    parts = pd.DataFrame({f"level{depth}": rows[f"level{depth}"] for depth in (5, *DEPTHS)})
    parts["x"] = rows[x] if kind != "share" else (rows[x] >= int(other)).astype(int)
    parts["y"] = rows[other] if kind in ("ratio", "sum", "variation") else 1
    if kind == "variation":
        parts["q"] = rows[x].astype(float) * rows[x] / rows[other]
    values = []
    for depth in (5, *DEPTHS):
        sums = parts.groupby(f"level{depth}")[[name for name in ("x", "y", "q") if name in parts]].sum()
        if kind == "variation":
            inner = sums["q"] * sums["y"] / sums["x"].astype(float) ** 2 - 1
            values.append(inner.clip(lower=0) ** 0.5)
        else:
            values.append(sums["x"] + sums["y"] if kind == "sum" else sums["x"] / sums["y"])
    return pd.concat(values)


def prepare_postgresql(address: str, file: Path, columns: Sequence[str]) -> None:
    """The rows with a column for each level, counted by ANALYZE: not part of what is measured."""
    rows = pq.read_table(file).select(list(columns)).to_pylist()
    with psycopg.connect(address) as database:
        kinds = ", ".join(f"{name} {'integer' if name.startswith('n') else 'text'}" for name in columns)
        levels = ", ".join(f"level{depth} text" for depth in DEPTHS)
        database.execute(f"CREATE TABLE peer_schools ({kinds}, {levels})")
        with database.cursor().copy(f"COPY peer_schools ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(list(row.values()))
        database.execute(
            "UPDATE peer_schools SET "
            + ", ".join(f"level{depth} = substring(unit_path from '^(?:[^.]+[.]){{{depth}}}')" for depth in DEPTHS)
        )
        database.commit()
        database.autocommit = True
        database.execute("VACUUM ANALYZE peer_schools")


def by_postgresql(address: str, samples: Sequence[Sample]) -> Values:
    """Components of every school kept as a wide table; from it all levels at once by grouping sets."""
    parts = _aggregates(samples)
    gathered = ", ".join(f"{text} FILTER (WHERE {where}) AS {name}" for name, (text, where) in parts.items())
    sums = ", ".join(f"sum({name}) AS {name}" for name in parts)
    sets = ", ".join(f"(level{depth})" for depth in DEPTHS)
    paths = ", ".join(f"level{depth}" for depth in DEPTHS)
    with psycopg.connect(address) as database:
        database.execute("SET LOCAL work_mem = '1GB'")
        database.execute(
            f"CREATE UNLOGGED TABLE peer_components AS SELECT unit_code, {paths}, {gathered}"
            f" FROM peer_schools GROUP BY unit_code, {paths}"
        )
        rows = database.execute(
            f"SELECT unit_path, {_values(samples)} FROM (SELECT coalesce({paths}) AS unit_path, {sums}"
            f" FROM peer_components GROUP BY GROUPING SETS ({sets})) AS cells"
        ).fetchall()
    codes = [each.compiled.definition.code for each in samples]
    return {
        (row[0], code): None if value is None else float(value)
        for row in rows
        for code, value in zip(codes, row[1:], strict=True)
    }
