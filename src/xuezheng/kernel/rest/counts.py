"""Counts by key that last a minute, shared by all processes that map the same file: a table of slots behind the file's lock."""

import fcntl
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from tempfile import TemporaryFile
from threading import Lock

SLOT = Struct("=QII")
"""The key's hash, the minute, how often."""
SLOTS = 1 << 16
TRIED = 64
"""Slots looked at for a key. Where all of them hold others of this minute, nothing is counted and nobody refused."""


class MinuteCounts:
    """Slots of an earlier minute are free, and none becomes free within a minute: a key is found where it was first put."""

    def __init__(self, path: Path | None = None) -> None:
        with path.open("a+b") if path else TemporaryFile() as file:
            file.truncate(SLOT.size * SLOTS)
            self._slots = mmap.mmap(file.fileno(), SLOT.size * SLOTS)
            self._file = os.dup(file.fileno())
        self._lock = Lock()

    def add(self, key: str, *, minute: int) -> int:
        """How often in this minute, this time included."""
        mark = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
        with self._held():
            for step in range(TRIED):
                at = (mark + step) % SLOTS * SLOT.size
                there, its_minute, used = SLOT.unpack_from(self._slots, at)
                if its_minute != minute or not used:
                    there, used = mark, 0
                if there == mark:
                    SLOT.pack_into(self._slots, at, mark, minute, used + 1)
                    return int(used) + 1
        return 1

    def forget(self) -> None:
        with self._held():
            self._slots[:] = bytes(len(self._slots))

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Threads of a process share its lock on the file, so they have one of their own."""
        with self._lock:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
