"""Files that would do harm or mean nothing are refused with a sentence, before they are read."""

import io
import struct
import zipfile
import zlib

import pytest
import xlsxwriter

from xuezheng.engines.forms.sheets import opening
from xuezheng.engines.forms.sheets.opening import Fault, SheetIsRefused, open_file


def workbook(*cells: tuple[int, int, object]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("a")
        for row, column, cell in cells:
            page.write(row, column, cell)
    return target.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, changes.get(entry.filename, old.read(entry)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return target.getvalue()


def understated(data: bytes, name: str) -> bytes:
    """The directory says that the entry unpacks to ten bytes, and its sum is that of these."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry, head = archive.getinfo(name), archive.read(name)[:10]
    true = struct.pack("<LLL", entry.CRC, entry.compress_size, entry.file_size)
    assert true in data
    return data.replace(true, struct.pack("<LLL", zlib.crc32(head), entry.compress_size, 10))


def refusal(data: bytes, filename: str = "a.xlsx") -> str:
    with pytest.raises(SheetIsRefused) as caught:
        open_file(data, filename=filename)
    return str(caught.value)


def test_an_archive_that_unpacks_to_too_much_is_refused_also_when_it_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "MAX_UNPACKED", 2 * 1024 * 1024)
    bomb = repacked(workbook((0, 0, "a")), {"xl/media/picture.bin": bytes(3 * 1024 * 1024)})
    sentence = "“a.xlsx” unpacks to more than 2 MB. Save it again with the answers only."
    assert refusal(bomb) == sentence
    assert refusal(understated(bomb, "xl/media/picture.bin")) == sentence


def test_one_cell_at_the_far_end_is_refused_before_the_sheet_is_reserved() -> None:
    sentence = (
        "A sheet of “a.xlsx” reaches to row 1048576. Delete what stands far below the units, then upload it again."
    )
    far = workbook((0, 0, 1), (1_048_575, 16_383, 1))
    assert refusal(far) == sentence
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'r="XFD1048576"' in sheet
    for quoted in (sheet.replace(b'r="XFD1048576"', b"r='XFD1048576'"), sheet.replace(b"<c r=", b"<c  r=")):
        assert refusal(repacked(far, {"xl/worksheets/sheet1.xml": quoted})) == sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04nothing", "“a.xlsx” is no workbook that can be read. Save it as .xlsx."),
        (
            repacked(workbook(), {"xl/workbook.xml": b"<broken"}),
            "“a.xlsx” is no workbook that can be read. Save it as .xlsx.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "“a.xlsx” is of the old kind, or protected by a password. Save it as .xlsx without one.",
        ),
        (
            b"\x89PNG\x00\x01",
            "“a.xlsx” is neither a workbook nor text in UTF-8 or GB 18030. Save it as .xlsx or .csv.",
        ),
        (bytes(opening.MAX_BYTES + 1), "“a.xlsx” is larger than 10 MB. Take the file for fewer units."),
    ],
    ids=["no archive", "no workbook", "old kind", "picture", "too large"],
)
def test_what_is_no_workbook_is_refused(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence


def test_formulas_are_read_as_their_values_and_those_without_one_are_known() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("一 & 二")
        page.write_formula(0, 0, "=1+1", None, 2)
        page.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        page.write_formula(2, 0, "=A1", None, "")
        page.write_formula(3, 1, '="a"', None, "a")
        page.data_validation(0, 0, 3, 0, {"validate": "integer", "criteria": ">", "value": "=A1"})
    (sheet,) = open_file(target.getvalue(), filename="a.xlsx")
    assert ([list(row) for row in sheet.rows], sheet.faults) == (
        [[2.0, ""], ["", ""], ["", ""], ["", "a"]],
        {(1, 0): Fault.NO_VALUE, (2, 0): Fault.NO_VALUE},
    )


def test_merged_cells_are_known_as_far_as_the_sheet_reaches_and_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("a")
        page.merge_range(0, 0, 0, 2, "title")
        page.merge_range(2, 1, 3, 2, 5)
        page.write(3, 3, 7)
        book.add_worksheet("b").hide()
    data = target.getvalue()
    first, second = open_file(data, filename="a.xlsx")
    places = [(0, 1), (0, 2), (2, 2), (3, 1), (3, 2)]
    assert (first.faults, first.is_hidden) == (dict.fromkeys(places, Fault.MERGED), False)
    assert (second.faults, second.is_hidden) == ({}, True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'ref="A1:C1"', b'ref="A1:XFD1"').replace(b'ref="B3:C4"', b'ref="B3:C1048576"')
    (again, _second) = open_file(repacked(data, {"xl/worksheets/sheet1.xml": far}), filename="a.xlsx")
    assert again.faults == {**first.faults, (0, 3): Fault.MERGED}
    monkeypatch.setattr(opening, "MAX_MERGED", 5)
    assert refusal(data) == (
        "A sheet of “a.xlsx” has more than 5 merged cells. Undo the merging, then upload it again."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_is_read_in_the_encodings_that_spreadsheets_write(encoding: str, delimiter: str) -> None:
    text = delimiter.join(("单位代码", "说明")) + "\r\n" + delimiter.join(("01", '"两\n行"')) + "\r\n"
    (sheet,) = open_file(text.encode(encoding), filename="a.csv")
    assert (sheet.rows, sheet.is_text) == ([["单位代码", "说明"], ["01", "两\n行"]], True)
