"""The same indicators by hand-written SQL in DuckDB and by pandas."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from benchmarks.indicator_sample import PLACE, SOURCES, Sample, Source

Values = dict[tuple[str, str], float | None]
Files = Mapping[str, Path]
DEPTHS = (4, 3, 2, 1)


def aggregates_of(samples: Sequence[Sample]) -> dict[str, tuple[str, str]]:
    return {name: part for each in samples for name, part in each.aggregates.items()}


def values_of(samples: Sequence[Sample]) -> str:
    return ", ".join(f"{each.value} AS {each.code}" for each in samples)


def of_source(source: Source, samples: Sequence[Sample]) -> list[Sample]:
    return [each for each in samples if each.source is source]


def by_sql(files: Files, samples: Sequence[Sample]) -> Values:
    """Components of every school, kept as Parquet; sums level by level; values over all levels."""
    found: Values = {}
    for source in SOURCES:
        found |= _by_sql(files[source.name], of_source(source, samples))
    return found


def _by_sql(file: Path, samples: Sequence[Sample]) -> Values:
    parts = aggregates_of(samples)
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
        found = database.sql(f"SELECT unit_path, {values_of(samples)} FROM ({together})").to_arrow_table()
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
        for each in of_source(source, samples):
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
