"""Pages of universities: against each other, one by one, and nothing of another for a university itself."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.factories import AT, Tree, acting, make_post, make_unit
from tests.jobs import run_pending
from tests.web import client_of
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade
from xuezheng.modules.monitoring.queries import universities as read

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
ROOT = "/monitoring/universities/"


@pytest.fixture
def columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The page's own catalogue over the sample's indicator."""
    path = tmp_path / "universities.yaml"
    path.write_text(
        "standard: school_quality\ncolumns: [multimedia_sample]\nleft_out: [growth_sample]\n", encoding="utf-8"
    )
    monkeypatch.setattr(read, "CATALOG", path)
    read.chosen.cache_clear()
    yield
    read.chosen.cache_clear()


@pytest.fixture
def three(tree: Tree, columns: None) -> list[Unit]:
    """With 6, 9 and 9 of ten rooms."""
    units = [
        make_unit(f"u9000{number}", parent=tree.province, kind=UnitKind.UNIVERSITY, name=f"{name}大学")
        for number, name in enumerate("甲乙丙", start=1)
    ]
    facade.load_catalogue(at=AT)
    rows = [
        {"school": unit.code, "rooms": 10, "multimedia": count} for unit, count in zip(units, (6, 9, 9), strict=True)
    ]
    post = acting(tree.office)
    with bound(post):
        source = lake_facade.RowsSource(rows=rows, name="test")
        lake_facade.load(post=post, table="rooms_sample", period="2026Q2", source=source, at=AT)
    run_pending()
    return units


def test_universities_stand_against_each_other(tree: Tree, three: list[Unit]) -> None:
    answer = client_of(make_post(tree.office, role="analyst")).get(ROOT)
    told = [
        (row.unit.name, [(cell["value"], cell["place"]) for cell in cells]) for row, cells in answer.context["rows"]
    ]
    assert told == [("乙大学", [("90.0%", 1)]), ("丙大学", [("90.0%", 1)]), ("甲大学", [("60.0%", 3)])]


def test_one_university_shows_all_that_is_measured_and_its_places(tree: Tree, three: list[Unit]) -> None:
    client = client_of(make_post(tree.office, role="analyst"))
    answer = client.get(f"{ROOT}{three[0].code}/")
    lines = [line for _title, lines in answer.context["groups"] for line in lines]
    assert [(line["value"], line["place"], line["middle"]) for line in lines] == [("60.0%", "3/3", "90.0%")]
    assert client.get(lines[0]["opening"]).status_code == 200
    assert client.get(f"{ROOT}absent/").status_code == 404


def test_the_table_leaves_as_excel(tree: Tree, three: list[Unit]) -> None:
    client = client_of(make_post(tree.office, role="analyst"))
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(ROOT, {"format": "xlsx"}).content))
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert [cell for cell in cells if cell in {"甲大学", "乙大学", "丙大学"}] == ["乙大学", "丙大学", "甲大学"]
    assert client.get(f"{ROOT}{three[0].code}/", {"format": "docx"}).content[:2] == b"PK"


def test_a_university_sees_itself_alone(tree: Tree, three: list[Unit]) -> None:
    client = client_of(make_post(three[0], role="cio"))
    answer = client.get(ROOT)
    assert [row.unit.name for row, _cells in answer.context["rows"]] == ["甲大学"]
    assert "乙大学" not in answer.content.decode()
    own = client.get(f"{ROOT}{three[0].code}/")
    assert [line["place"] for _title, lines in own.context["groups"] for line in lines] == ["—"]
    assert client.get(f"{ROOT}{three[1].code}/").status_code == 404


def test_the_menu_leads_there_where_there_are_universities(tree: Tree, three: list[Unit]) -> None:
    leads = {
        unit.name: ROOT in client_of(make_post(unit, role="analyst")).get("/").content.decode()
        for unit in (tree.office, tree.cities[0], tree.counties[0])
    }
    assert leads == {tree.office.name: True, tree.cities[0].name: False, tree.counties[0].name: False}
    own = client_of(make_post(three[0], role="cio")).get("/").content.decode()
    assert ROOT in own


def test_what_says_nothing_of_a_single_one_is_left_out(tree: Tree, three: list[Unit]) -> None:
    read.CATALOG.write_text(
        "standard: school_quality\ncolumns: [multimedia_sample]\nleft_out: [multimedia_sample]\n", encoding="utf-8"
    )
    read.chosen.cache_clear()
    client = client_of(make_post(tree.office, role="analyst"))
    assert client.get(f"{ROOT}{three[0].code}/").context["groups"] == []
    assert len(client.get(ROOT).context["definitions"]) == 1
