"""Exports: the filtered rows within the scope, safe to open in a spreadsheet, told to the observers, in constant memory."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponseBase
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from tests.factories import Tree, acting, make_unit
from tests.kernel.pages.test_lists import PAGE, VIEW
from xuezheng.kernel.pages.exports import ExportTaken, observers
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import acting_post, bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def taken() -> Iterator[list[ExportTaken]]:
    seen: list[ExportTaken] = []

    def observe(export: ExportTaken) -> None:
        assert acting_post() == export.post
        seen.append(export)

    observers.append(observe)
    yield seen
    observers.remove(observe)


def asked(post: ActingPost, query: str) -> HttpResponseBase:
    """The answer as it stands when the request's own transaction is over."""
    request = RequestFactory().get(f"/list/?{query}")
    request.post, request.session = post, SessionStore()  # type: ignore[attr-defined] # as the middleware does
    with bound(post):
        return VIEW(request)


def body(answer: Any) -> bytes:
    data = b"".join(answer.streaming_content)
    answer.close()
    return data


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_holds_the_filtered_rows_of_the_scope(taken: list[ExportTaken]) -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    answer = asked(post, "format=csv&kind=primary&sort=code")
    data = body(answer)
    assert data.startswith(b"\xef\xbb\xbf")
    assert [row[0] for row in table(data)] == ["Name", "演示第11小学", "演示第12小学"]
    assert "filename*=UTF-8''Test%20units-" in answer["Content-Disposition"]
    assert [(seen.list_code, seen.rows, seen.complete, dict(seen.filters)) for seen in taken] == [
        ("test-units", 2, True, {"kind": "primary"})
    ]


def test_xlsx_keeps_numbers_dates_and_text(taken: list[ExportTaken]) -> None:
    tree = Tree()
    make_unit("f", parent=tree.schools[0], name="=1+1")
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(body(asked(acting(tree.schools[0]), "format=xlsx&sort=code"))))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert rows[0] == ["Name", "Code", "Opened", "Changes"]
    assert ("=1+1" in {row[0] for row in rows}, {type(row[3]) for row in rows[1:]}) == (True, {float})
    assert str(rows[1][2]) == "2000-01-01"
    assert [(seen.format, seen.rows) for seen in taken] == [("xlsx", len(rows) - 1)]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cells_are_never_formulas(name: str) -> None:
    tree = Tree()
    make_unit("f", parent=tree.schools[0], name=name)
    rows = table(body(asked(acting(tree.schools[0], role="school_administrator"), "format=csv")))
    assert f"'{name}" in {row[0] for row in rows}


def test_a_reader_who_goes_away_is_told_with_what_left(
    taken: list[ExportTaken], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuezheng.kernel.pages.web.downloads.CHUNK", 2)
    answer: Any = asked(acting(Tree().province), "format=csv")
    parts = iter(answer.streaming_content)
    next(parts)
    answer.close()
    assert [(seen.rows >= 2, seen.complete) for seen in taken] == [(True, False)]


def test_an_export_with_a_wrong_filter_shows_the_page_instead(taken: list[ExportTaken]) -> None:
    answer: Any = asked(acting(Tree().province), "format=csv&kind=palace")
    assert ("does not fit here" in answer.content.decode(), taken) == (True, [])


def test_columns_may_export_other_values() -> None:
    assert [column.export for column in PAGE.columns] == [None] * len(PAGE.columns)
