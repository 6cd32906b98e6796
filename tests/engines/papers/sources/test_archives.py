"""Archives are opened within limits, whatever they state of themselves."""

import io
import struct
import zipfile

import pytest

from tests.engines.papers.sources.written import archive
from xuezheng.engines.papers.sources.archives import Archive
from xuezheng.engines.papers.sources.limits import MEGABYTE, limits
from xuezheng.engines.papers.sources.refusing import FileIsBroken, FileIsEncrypted, FileUnpacksTooLarge

pytestmark = pytest.mark.unit


def opened(content: bytes) -> Archive:
    return Archive(content, filename="a.docx", kind="Word")


def test_parts_by_name_whatever_the_slashes() -> None:
    found = opened(archive({"Doc_0\\a.xml": b"1", "/b.xml": b"2"}))
    assert [found.read("Doc_0/a.xml"), found.read("b.xml"), found.find("c.xml")] == [b"1", b"2", None]
    with pytest.raises(FileIsBroken):
        found.read("c.xml")


def test_too_many_parts() -> None:
    most = {f"{number}": b"" for number in range(limits().members)}
    assert len(opened(archive(most)).names) == limits().members
    with pytest.raises(FileUnpacksTooLarge):
        opened(archive({**most, "one more": b""}))


def test_a_part_that_packs_too_well_is_not_unpacked_and_pictures_may() -> None:
    found = opened(archive({"bomb.xml": bytes(2 * MEGABYTE), "media/white.bmp": bytes(2 * MEGABYTE), "a.xml": b"1"}))
    with pytest.raises(FileUnpacksTooLarge) as caught:
        found.read("bomb.xml")
    assert str(caught.value) == (
        "“a.docx” would grow beyond measure when unpacked and is not opened. Save the document anew and send that."
    )
    assert found.read("a.xml") == b"1"


def test_what_an_archive_states_is_added_up_before_anything_is_unpacked() -> None:
    content = archive({"a": b"x" * 4000, "b": b"y" * 4000})
    with pytest.raises(FileUnpacksTooLarge):
        opened(restated(content, size=limits().unpacked_bytes // 2 + 1))


def test_a_part_larger_than_it_states_ends_where_it_states() -> None:
    """The standard library stops at the stated size and finds the checksum wrong."""
    content = restated(archive({"a": bytes(3 * MEGABYTE)}), size=100)
    with pytest.raises(FileIsBroken):
        opened(content).read("a")


def test_locked_parts() -> None:
    content = bytearray(archive({"a": b"1"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    with pytest.raises(FileIsEncrypted) as caught:
        opened(bytes(content))
    assert str(caught.value) == "“a.docx” is encrypted or needs a password: remove the protection and send it again."


def test_a_way_of_packing_nobody_knows() -> None:
    content = bytearray(archive({"a": b"1" * 100}))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(mark) + place] = 99
    with pytest.raises(FileIsBroken):
        opened(bytes(content)).read("a")


def test_damage_within_a_part() -> None:
    content = bytearray(archive({"a": bytes(range(256)) * 40}))
    content[60:90] = bytes(30)
    with pytest.raises(FileIsBroken):
        opened(bytes(content)).read("a")


def restated(content: bytes, *, size: int) -> bytes:
    """The same archive, whose directory states another unpacked size for each part."""
    changed = bytearray(content)
    place = -1
    for _entry in zipfile.ZipFile(io.BytesIO(content)).infolist():
        place = content.index(b"PK\x01\x02", place + 1)
        changed[place + 24 : place + 28] = struct.pack("<I", size)
    return bytes(changed)
