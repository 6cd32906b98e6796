"""What every store can do. Contents never change: a hash that is there need not be written again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A content in the store."""

    sha256: str
    kept_at: datetime


class Store(Protocol):
    def put(self, sha256: str, path: Path) -> None:
        """Keep the file at that path; it may be moved away."""
        ...

    def open(self, sha256: str) -> Readable:
        """Raises FileNotFoundError where the store does not hold it."""
        ...

    def delete(self, sha256: str) -> None: ...

    def contents(self) -> Iterator[Kept]: ...
