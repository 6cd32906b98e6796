"""The folder of parts. A file gets its name once it is whole and on the disk; which files count is said by the database."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

CHUNK = 1 << 20
ROW_GROUP = 131_072


@dataclass(frozen=True, kw_only=True)
class Written:
    id: UUID
    rows: int
    bytes: int
    fingerprint: str


def folder() -> Path:
    path = Path(settings.LAKE_FOLDER)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(part_id: UUID) -> Path:
    return folder() / f"{part_id}.parquet"


def write_part(rows: pa.Table) -> Written:
    """Whole and on the disk before it has its name: a loader killed at any moment leaves at most a file nobody names."""
    part_id = uuid4()
    final = path_of(part_id)
    unfinished = final.with_suffix(".unfinished")
    # Without Arrow's own schema beside it a column of few texts comes back as texts, however it was held when written.
    pq.write_table(rows, unfinished, compression="zstd", row_group_size=ROW_GROUP, store_schema=False)
    digest = hashlib.sha256()
    with unfinished.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
        os.fsync(file.fileno())
    unfinished.rename(final)
    return Written(id=part_id, rows=rows.num_rows, bytes=final.stat().st_size, fingerprint=digest.hexdigest())


def drop_parts(ids: Iterable[UUID]) -> None:
    """Of a load that came to nothing."""
    for part_id in ids:
        path_of(part_id).unlink(missing_ok=True)


def files_older_than(moment: datetime) -> Iterator[Path]:
    """Parts and unfinished ones, by when they were written."""
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            if path.suffix in {".parquet", ".unfinished"} and path.stat().st_mtime < moment.timestamp():
                yield path
