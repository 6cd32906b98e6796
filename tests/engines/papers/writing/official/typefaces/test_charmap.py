"""Which characters a font has, read from files made here: both formats, collections, damage."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.engines.papers.writing.official.typefaces.charmap import FontIsNotReadable, characters_of

pytestmark = pytest.mark.unit


def _font(cmap: bytes, *, at: int = 0) -> bytes:
    head = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0)
    offset = at + len(head) + 16
    return head + struct.pack(">4sIII", b"cmap", 0, offset, len(cmap)) + cmap


def _cmap(subtable: bytes, *, platform: int, encoding: int) -> bytes:
    return struct.pack(">HHHHI", 0, 1, platform, encoding, 12) + subtable


def _groups(*groups: tuple[int, int, int]) -> bytes:
    body = b"".join(struct.pack(">III", *group) for group in groups)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(groups)) + body


def _segments() -> bytes:
    """A-C by delta, 政 and 策 by a list of glyphs of which 策's is none, and the end mark."""
    lasts, firsts = (0x43, 0x653F, 0xFFFF), (0x41, 0x653E, 0xFFFF)
    deltas, ranges = (-0x40 % 65536, 0, 1), (0, 4, 0)
    head = struct.pack(">HHHHHHH", 4, 0, 0, 6, 0, 0, 0)
    lists = struct.pack(">3H", *lasts) + b"\0\0" + struct.pack(">3H", *firsts)
    return head + lists + struct.pack(">3H", *deltas) + struct.pack(">3H", *ranges) + struct.pack(">2H", 0, 7)


def _kept(data: bytes, folder: Path, *, index: int = 0) -> frozenset[int]:
    path = folder / "font.ttf"
    path.write_bytes(data)
    characters_of.cache_clear()
    return characters_of(str(path), index)


def test_groups_of_the_long_format(tmp_path: Path) -> None:
    cmap = _cmap(_groups((0x4E00, 0x4E02, 5), (0x20000, 0x20001, 0)), platform=3, encoding=10)

    assert _kept(_font(cmap), tmp_path) == {0x4E00, 0x4E01, 0x4E02, 0x20001}


def test_segments_of_the_short_format(tmp_path: Path) -> None:
    cmap = _cmap(_segments(), platform=3, encoding=1)

    assert _kept(_font(cmap), tmp_path) == {0x41, 0x42, 0x43, 0x653F}


def test_a_table_of_another_encoding_says_nothing(tmp_path: Path) -> None:
    assert _kept(_font(_cmap(_segments(), platform=1, encoding=0)), tmp_path) == frozenset()


def test_the_second_font_of_a_collection(tmp_path: Path) -> None:
    head = struct.pack(">4sIIII", b"ttcf", 0x00010000, 2, 20, 20)
    first = _font(_cmap(_groups((0x41, 0x41, 1)), platform=3, encoding=10), at=20)
    second_at = 20 + len(first)
    second = _font(_cmap(_groups((0x42, 0x42, 1)), platform=3, encoding=10), at=second_at)
    data = struct.pack(">4sIIII", b"ttcf", 0x00010000, 2, 20, second_at) + first + second

    assert len(head) == 20
    assert _kept(data, tmp_path, index=1) == {0x42}


@given(data=st.binary(max_size=200))
@settings(max_examples=100)
def test_damage_is_refused_or_read_as_little(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    try:
        found = _kept(data, tmp_path_factory.getbasetemp())
    except FontIsNotReadable as refusal:
        found = frozenset()
        assert str(refusal).endswith("font.ttf")  # noqa: PT017 - either way is right, and both are looked at
    assert found == frozenset()
