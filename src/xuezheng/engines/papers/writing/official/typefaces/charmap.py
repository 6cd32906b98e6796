"""Which characters a font file has glyphs for: its table `cmap` (OpenType 1.9, formats 4 and 12), read without a library."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

UNICODE = {(3, 10): 4, (0, 6): 4, (0, 4): 3, (3, 1): 2, (0, 3): 1}
"""Platform and encoding of the tables worth reading, the fuller ones preferred."""


class FontIsNotReadable(ValueError):
    """The file is no TrueType or OpenType font, or damaged."""


@lru_cache(maxsize=32)
def characters_of(path: str, index: int) -> frozenset[int]:
    """Code points of one font of a file (a collection holds several)."""
    data = Path(path).read_bytes()
    try:
        table = _cmap(data, _offset(data, index))
        return frozenset(_listed(table))
    except (struct.error, IndexError) as error:
        raise FontIsNotReadable(path) from error


def _offset(data: bytes, index: int) -> int:
    if data[:4] != b"ttcf":
        return 0
    offset: int = struct.unpack_from(">I", data, 12 + 4 * index)[0]
    return offset


def _cmap(data: bytes, font: int) -> bytes:
    tables: int = struct.unpack_from(">H", data, font + 4)[0]
    for place in range(tables):
        tag, _checksum, offset, length = struct.unpack_from(">4sIII", data, font + 12 + 16 * place)
        if tag == b"cmap":
            return data[offset : offset + length]
    return b""


def _listed(table: bytes) -> Iterator[int]:
    if not table:
        return
    records = [struct.unpack_from(">HHI", table, 4 + 8 * n) for n in range(struct.unpack_from(">H", table, 2)[0])]
    usable = [record for record in records if (record[0], record[1]) in UNICODE]
    if not usable:
        return
    best = max(usable, key=lambda record: UNICODE[record[0], record[1]])[2]
    kind = struct.unpack_from(">H", table, best)[0]
    if kind == 12:
        yield from _groups(table, best)
    elif kind == 4:
        yield from _segments(table, best)


def _groups(table: bytes, at: int) -> Iterator[int]:
    for place in range(struct.unpack_from(">I", table, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", table, at + 16 + 12 * place)
        yield from range(first if glyph else first + 1, last + 1)


def _segments(table: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", table, at + 6)[0] // 2
    lasts = struct.unpack_from(f">{count}H", table, at + 14)
    firsts = struct.unpack_from(f">{count}H", table, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, at + 16 + 4 * count)
    ranges_at = at + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", table, ranges_at)
    for n in range(count):
        for code in range(firsts[n], lasts[n] + 1):
            glyph = code
            if ranges[n]:
                place = ranges_at + 2 * n + ranges[n] + 2 * (code - firsts[n])
                glyph = struct.unpack_from(">H", table, place)[0]
                if not glyph:
                    continue
            if (glyph + deltas[n]) % 65536:
                yield code
