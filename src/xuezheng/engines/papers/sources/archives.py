"""Zip archives from strangers, opened within limits: checked by what they state, and again while they unpack."""

import zipfile
import zlib
from io import BytesIO

from xuezheng.engines.papers.sources.limits import MEGABYTE, limits
from xuezheng.engines.papers.sources.refusing import broken, encrypted, too_large_unpacked

ENCRYPTED = 0x1
STEP = 1 << 20
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What the standard library raises for archives that lie, are cut short, or pack in a way it does not know."""


class Archive:
    """The parts of one archive by name; every part read counts against the whole."""

    def __init__(self, content: bytes, *, filename: str, kind: str) -> None:
        self.filename = filename
        self.kind = kind
        self.unpacked = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except UNREADABLE as error:
            raise broken(filename, kind=kind) from error
        self._entries = {_plain(entry.filename): entry for entry in entries}
        self._check(entries)

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def find(self, name: str) -> bytes | None:
        entry = self._entries.get(_plain(name))
        return None if entry is None else self._unpack(entry)

    def read(self, name: str) -> bytes:
        found = self.find(name)
        if found is None:
            raise broken(self.filename, kind=self.kind)
        return found

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise encrypted(self.filename)
        if len(entries) > limits().members or sum(entry.file_size for entry in entries) > limits().unpacked_bytes:
            raise too_large_unpacked(self.filename)

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """Pictures that nobody reads may pack as they like; what an entry states may be a lie, so bytes are counted."""
        if is_bomb(entry.compress_size, entry.file_size):
            raise too_large_unpacked(self.filename)
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(STEP):
                    size += len(piece)
                    self.unpacked += len(piece)
                    if self.unpacked > limits().unpacked_bytes or is_bomb(entry.compress_size, size):
                        raise too_large_unpacked(self.filename)
                    pieces.append(piece)
        except UNREADABLE as error:
            raise broken(self.filename, kind=self.kind) from error
        return b"".join(pieces)


def is_bomb(packed: int, unpacked: int) -> bool:
    if unpacked > limits().member_bytes:
        return True
    return unpacked > MEGABYTE and unpacked > max(packed, 1) * limits().ratio


def _plain(name: str) -> str:
    """Names as the parts refer to each other, whatever slashes their writer used."""
    return name.replace("\\", "/").lstrip("/")
