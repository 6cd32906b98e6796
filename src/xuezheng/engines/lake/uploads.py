"""Where handed-in files lie: beside the parts, each with what was found wrong in it, until they are loaded or a week is over."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import UUID

from xuezheng.engines.lake import store
from xuezheng.engines.lake.loading.report import LoadReport, WrongCell

FILE, CELLS, WORKBOOK = "file", "json", "xlsx"


def keep_file(upload_id: UUID, data: bytes) -> None:
    _path(upload_id, FILE).write_bytes(data)


def file_of(upload_id: UUID) -> bytes | None:
    return _read(upload_id, FILE)


def keep_problems(upload_id: UUID, report: LoadReport) -> None:
    _path(upload_id, CELLS).write_text(
        json.dumps([asdict(cell) for cell in report.cells], ensure_ascii=False), encoding="utf-8"
    )
    if report.workbook is not None:
        _path(upload_id, WORKBOOK).write_bytes(report.workbook)


def cells_of(upload_id: UUID) -> Sequence[WrongCell]:
    kept = _read(upload_id, CELLS)
    return [WrongCell(**cell) for cell in json.loads(kept)] if kept else []


def workbook_of(upload_id: UUID) -> bytes | None:
    return _read(upload_id, WORKBOOK)


def forget(upload_id: UUID) -> None:
    for kind in (FILE, CELLS, WORKBOOK):
        _path(upload_id, kind).unlink(missing_ok=True)


def sweep(*, before: datetime) -> int:
    """Files handed in before the moment, whatever became of them."""
    gone = 0
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                gone += 1
    return gone


def _folder() -> Path:
    path = store.folder() / "uploads"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def _path(upload_id: UUID, kind: str) -> Path:
    return _folder() / f"{upload_id}.{kind}"


def _read(upload_id: UUID, kind: str) -> bytes | None:
    path = _path(upload_id, kind)
    return path.read_bytes() if path.exists() else None
