"""Whatever was answered stands in the sheet so that reading it back gives the same, in both kinds of file and both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.engines.forms.answers import keep
from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.models import Collection, FormEdition, Report
from xuezheng.engines.forms.sheets.lines import Book, line_of
from xuezheng.engines.forms.sheets.marks import read_mark
from xuezheng.engines.forms.sheets.opening import open_file
from xuezheng.engines.forms.sheets.reading import GivenFile, read_sheets
from xuezheng.engines.forms.sheets.tables import csv_of
from xuezheng.engines.forms.sheets.workbook import workbook_of
from xuezheng.kernel.units.models import Unit

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
FORM = declare_form(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"), name="kinds.yaml")
SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n=+-@'_x0041_,;\"")
words = st.text(SIGNS, max_size=40).map(str.strip)
ROW = {
    "name": words,
    "count": st.integers(-(10**9), 10**9).map(str),
    "since": st.dates(date(1800, 1, 1), date(2199, 12, 31)).map(date.isoformat),
    "good": st.booleans(),
}
ANSWERS = {
    "whole": st.integers(-(10**15) + 1, 10**15 - 1).map(str),
    "parts": st.decimals(-(10**14), 10**14, places=3, allow_nan=False).map(str),
    "words": words,
    "story": words,
    "day": ROW["since"],
    "truth": st.booleans(),
    "one": st.sampled_from(["fibre", "5", "other"]),
    "several": st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
}
answers = st.fixed_dictionaries({code: st.none() | one for code, one in ANSWERS.items()})
rows = st.lists(st.fixed_dictionaries({code: st.none() | one for code, one in ROW.items()}), max_size=4)
units = st.lists(st.tuples(answers, rows), min_size=1, max_size=4)


def report(form: Form, number: int, answers: dict[str, Any], rows: list[dict[str, Any]]) -> Report:
    columns = {column.code: column for column in form.tables_by_code["things"].columns}
    kept = [{code: keep(columns[code], cell) for code, cell in row.items()} for row in rows]
    return Report(
        unit=Unit(id=number, code=f"0{number}", name=f"=第{number}小学", unit_path=f"cn.{number}."),
        answers={code: keep(form.by_code[code], one) for code, one in answers.items()},
        rows={"things": [row for row in kept if any(cell is not None for cell in row.values())]},
    )


def book(reports: list[Report]) -> Book:
    edition = FormEdition(id=UUID(int=2), code="every_kind", text=FORM.text)
    asking = Unit(id=99, name="教育局", code="99")
    collection = Collection(
        id=UUID(int=1), edition=edition, unit=asking, title="年报", opens_at=AT, due_at=AT, closes_at=AT
    )
    lines = [line_of(one, collection, FORM, at=AT) for one in reports]
    return Book(collection=collection, form=FORM, lines=lines, taken_at=AT)


def as_workbook(taken: Book) -> GivenFile:
    return read_sheets(open_file(workbook_of(taken), filename="a.xlsx"), taken.collection, taken.form)


def as_csv(taken: Book) -> GivenFile:
    fields = [*open_file(csv_of(taken), filename="a.csv"), *open_file(csv_of(taken, "things"), filename="b.csv")]
    return read_sheets(fields, taken.collection, taken.form)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("way", [as_workbook, as_csv])
@settings(max_examples=6, deadline=None)
@given(asked=units)
def test_every_answer_comes_back(way: Callable[[Book], GivenFile], language: str, asked: list[Any]) -> None:
    reports = [report(FORM, number, *one) for number, one in enumerate(asked, start=1)]
    with translation.override(language):
        found = way(book(reports))
    assert found.troubles == []
    assert list(found.units) == [one.unit.code for one in reports]
    for one in reports:
        unit = found.units[one.unit.code]
        assert {code: keep(unit.cells[code].field, unit.cells[code].given) for code in ANSWERS} == one.answers
        back = [
            {code: keep(cell.field, cell.given) for code, cell in row.cells.items()} for row in unit.tables["things"]
        ]
        assert [row for row in back if any(cell is not None for cell in row.values())] == one.rows["things"]
        mark = read_mark(unit.mark, FORM)
        assert mark is not None
        assert all(mark.is_of(code, one.answers[code]) for code in ANSWERS)
