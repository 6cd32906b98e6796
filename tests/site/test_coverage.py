"""The coverage file names nothing that does not exist."""

import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, get_resolver

from tests.architecture.house import ROOT
from xuezheng.engines.papers.reading import read_paper
from xuezheng.site.coverage import Row, coverage
from xuezheng.site.demo.plans.catalogues import paper_text

pytestmark = pytest.mark.unit

ROWS = [row for group in coverage() for row in group.rows]
CARRIED = [row for row in ROWS if row.carried]


def page_exists(name: str) -> bool:
    return name in {key for key in get_resolver().reverse_dict if isinstance(key, str)}


def names_a_test(place: str) -> bool:
    file, _, function = place.partition("::")
    path = ROOT / Path(file)
    return path.is_file() and f"def {function}(" in path.read_text(encoding="utf-8")


def test_every_thing_named_is_there_once() -> None:
    assert len(ROWS) == 289
    assert Counter(row.code for row in ROWS).most_common(1)[0][1] == 1
    assert {row.state for row in ROWS} <= {"carried", "planned"}
    assert [row.code for row in ROWS if not (row.zh and row.en and row.module)] == []


@pytest.mark.parametrize("row", CARRIED, ids=lambda row: row.code)
def test_what_is_carried_has_its_module_page_and_test(row: Row) -> None:
    assert importlib.util.find_spec(f"xuezheng.{row.module}") is not None
    assert row.pages
    assert [page for page in row.pages if not page_exists(page)] == []
    assert row.tests
    assert [test for test in row.tests if not names_a_test(test)] == []
    assert not row.document or (ROOT / row.document).is_file()


def test_programmes_name_a_task_of_the_demonstration_that_speaks_of_them() -> None:
    text = paper_text("work_points.txt", year=2026)
    said = {task.number: text[task.span.start : task.span.end] for task in read_paper(text).tasks}

    followed = [row for row in CARRIED if row.task]
    assert [row.code for row in followed if not row.words or row.words not in said[row.task]] == []
    assert len(followed) == 92


def test_a_missing_page_or_test_would_be_found() -> None:
    assert not page_exists("no-such-page")
    assert not names_a_test("tests/site/test_coverage.py::test_no_such_thing")
    with pytest.raises(NoReverseMatch):
        get_resolver().reverse("no-such-page")


def test_naming_finds_this_one() -> None:
    assert names_a_test("tests/site/test_coverage.py::test_naming_finds_this_one")
