"""Contents in a folder, two levels of two letters of the hash deep, so that no folder grows large."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from xuezheng.kernel.files.stores.contract import Kept, Readable


class LocalStore:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, sha256: str, path: Path) -> None:
        """Written to disk before it is moved into place, so that after a power cut a content is whole or absent."""
        place = self._place(sha256)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.chmod(0o640)
        path.replace(place)
        _sync(place.parent)

    def open(self, sha256: str) -> Readable:
        return self._place(sha256).open("rb")

    def delete(self, sha256: str) -> None:
        self._place(sha256).unlink(missing_ok=True)

    def contents(self) -> Iterator[Kept]:
        for place in self.folder.glob("??/??/*"):
            if len(place.name) == 64:
                yield Kept(sha256=place.name, kept_at=datetime.fromtimestamp(place.stat().st_mtime, tz=UTC))

    def _place(self, sha256: str) -> Path:
        if len(sha256) != 64 or not sha256.isalnum():
            raise ValueError(f"{sha256!r} is no hash")
        return self.folder / sha256[:2] / sha256[2:4] / sha256


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
