"""What a spreadsheet itself enforces: only answers are free, and each takes what its field takes."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.engines.forms.scene import AT, Scene
from tests.engines.forms.sheets.books import grids_of
from xuezheng.engines.forms.actions.sheets.clear_sheets import clear_sheets
from xuezheng.engines.forms.models import SheetUpload
from xuezheng.engines.forms.sheets.lines import book_of, reports_for_sheet
from xuezheng.engines.forms.sheets.workbook import sheet_names, workbook_of
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def taken(scene: Scene) -> bytes:
    collection = scene.collect()
    with bound(scene.county), translation.override("en"):
        return workbook_of(book_of(scene.county, collection, reports_for_sheet(scene.county, collection), at=AT))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def free_cells(data: bytes, sheet: str) -> set[str]:
    """By the styles of the workbook: those whose protection is taken away."""
    formats = re.findall(
        r"<xf [^>]*[^/]>.*?</xf>|<xf [^>]*/>",
        part(data, "xl/styles.xml").partition("<cellXfs")[2].partition("</cellXfs>")[0],
    )
    free = {str(number) for number, one in enumerate(formats) if 'locked="0"' in one}
    return {place for place, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', part(data, sheet)) if style in free}


def test_only_cells_of_answers_are_free(taken: bytes) -> None:
    (_how, fields, devices, *hidden) = grids_of(taken).items()
    asked = ["multimedia", "computers", "access", "since", "note"]
    letters = [chr(ord("A") + fields[1][0].index(code)) for code in asked]
    assert free_cells(taken, "xl/worksheets/sheet2.xml") == {f"{letter}{row}" for letter in letters for row in (4, 5)}
    assert (fields[0], devices[0], [name for name, _rows in hidden]) == (
        "Rooms and devices", "Devices", ["_lists", "_xuezheng"],
    )  # fmt: skip
    book = part(taken, "xl/workbook.xml")
    assert re.findall(r'name="(\w+)"[^>]* state="veryHidden"', book) == ["_lists", "_xuezheng"]
    for number in (1, 2, 3):
        assert "<sheetProtection sheet=" in part(taken, f"xl/worksheets/sheet{number}.xml")
    assert re.search(r'<row r="1"[^>]* hidden="1"', part(taken, "xl/worksheets/sheet2.xml"))


def test_each_cell_takes_what_its_field_takes(taken: bytes) -> None:
    rules = re.findall(r"<dataValidation (.*?)>(.*?)</dataValidation>", part(taken, "xl/worksheets/sheet2.xml"))
    told: dict[str, Any] = {}
    for attributes, formulas in rules:
        known = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        values = re.findall(r"<formula\d>(.*?)</formula\d>", formulas)
        told[known["sqref"]] = (known["type"], known.get("operator", "between"), values, known["error"])
    assert told == {
        "E4:E5": ("whole", "greaterThanOrEqual", ["0"], "A number of at least 0 is asked. It is whole."),
        "F4:F5": ("whole", "between", ["0", "5000"], "A number from 0 to 5000 is asked. It is whole."),
        "I4:I5": ("list", "between", ["_lists!$A$1:$A$2"], "Choose from the list."),
        "J4:J5": ("date", "greaterThanOrEqual", ["1"], "A day is asked, as 2018-09-30."),
        "K4:K5": ("textLength", "lessThanOrEqual", ["20"], "At most 20 characters."),
    }


def test_sheets_have_names_that_a_spreadsheet_takes() -> None:
    with translation.override("en"):
        names = sheet_names(["a/b", "a:b", "很" * 40, "很" * 41, "errors", "[]"])
    assert names == ["a_b", "a_b 2", "很" * 27, f"{'很' * 27} 2", "errors 2", "__"]


def test_files_are_forgotten_after_their_time(scene: Scene) -> None:
    collection = scene.collect()
    with bound(system_post("test")):
        for days in (6, 8):
            SheetUpload.objects.create(
                unit_path=scene.county.scope_path, collection=collection, filename=f"{days}.xlsx", sha256="",
                content=b"", reports=0, answers=0, clashes=0, refused=0, uploaded_at=AT - timedelta(days=days),
            )  # fmt: skip
        assert clear_sheets(uploaded_before=AT - timedelta(days=7)) == 1
        assert [one.filename for one in SheetUpload.objects.all()] == ["6.xlsx"]
