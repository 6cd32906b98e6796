"""Components of units as Parquet files, one for each city's subtree, written once and never changed.

A run names its files; a run for some units names those of the former run that it left as they are.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

CITY = r"^(?P<city>(?:[^.]+\.){1,3})"


def folder() -> Path:
    return Path(settings.HOME) / "indicators"


def write_parts(units: pa.Table, *, table: str, period: str) -> list[dict[str, str]]:
    """A file for each city, sorted by path; [{"city": path, "file": name}]."""
    cities = pc.struct_field(pc.extract_regex(units["unit_path"], CITY), "city")
    return [
        {"city": city, "file": _written(units.filter(pc.equal(cities, city)), table=table, period=period)}
        for city in sorted(cities.unique().to_pylist())
    ]


def _written(rows: pa.Table, *, table: str, period: str) -> str:
    name = f"{table}/{period}/{uuid.uuid4().hex}.parquet"
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    pq.write_table(rows.sort_by("unit_path"), unfinished, compression="zstd", compression_level=1)
    unfinished.replace(path)
    return name


def files_of(parts: Iterable[dict[str, str]]) -> list[str]:
    return [str(folder() / part["file"]) for part in parts]


def city_of(path: str) -> str:
    return ".".join(path.split(".")[:3]).rstrip(".") + "."


def replaced(
    parts: Sequence[dict[str, str]], fresh: pa.Table, codes: Collection[str], *, table: str, period: str
) -> tuple[list[dict[str, str]], set[str]]:
    """The parts with these units' rows replaced by the fresh ones, and the paths where those units lay and lie."""
    wanted = pa.array(sorted(codes), pa.string())
    paths: set[str] = set(fresh["unit_path"].to_pylist()) | _paths_of(parts, codes)
    touched = {city_of(path) for path in paths}
    kept = [part for part in parts if part["city"] not in touched]
    old = [pq.read_table(file) for file in files_of(part for part in parts if part["city"] in touched)]
    stay = [rows.filter(pc.invert(pc.is_in(rows["unit_code"], wanted))) for rows in old]
    renewed = pa.concat_tables([*stay, fresh.select(stay[0].column_names)] if stay else [fresh])
    return [*kept, *write_parts(renewed, table=table, period=period)] if renewed.num_rows else kept, paths


def _paths_of(parts: Sequence[dict[str, str]], codes: Collection[str]) -> set[str]:
    if not parts:
        return set()
    with duckdb.connect() as database:
        found = database.execute(
            "SELECT DISTINCT unit_path FROM read_parquet($files) WHERE list_contains($codes, unit_code)",
            {"files": files_of(parts), "codes": sorted(codes)},
        ).fetchall()
    return {path for (path,) in found}
