"""Rows drawn from databases: a real PostgreSQL database and an SQLite file as sources, who may draw, what is refused and how."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.utils.translation import override
from pytest_django.fixtures import Settings

from tests.conftest import owner_address
from tests.engines.lake.test_lake import PERIOD, ROOMS, rooms_seen
from tests.engines.lake.test_pages import at
from tests.factories import AT, Tree, acting
from xuezheng.engines.lake import uploads
from xuezheng.engines.lake.actions.draw_from_database import draw_from_database
from xuezheng.engines.lake.actions.hand_in_file import start_loading
from xuezheng.engines.lake.databases.declared import declared_databases
from xuezheng.engines.lake.models import Upload
from xuezheng.engines.lake.queries.databases import databases_of
from xuezheng.engines.lake.refusals import (
    DatabaseDoesNotAnswer,
    DatabaseGivesTooMuch,
    DatabaseHasNoPassword,
    DatabaseIsUnknown,
    DatabaseRefusesQuery,
    DatabasesAreMisdeclared,
    DatabaseTakesTooLong,
    FileHasNoRows,
    QueryLacksColumns,
)
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SECRET = "not-to-be-seen"
QUERY = "SELECT school, rooms, area, built, wireless FROM foreign_rooms WHERE quarter = :period ORDER BY school"


UNIT = [""]
"""The code of the province in the tree of the test."""


@pytest.fixture
def records(tree: Tree) -> Iterator[str]:
    """A table of another owner, committed by another session, as in a database of its own; gone afterwards."""
    UNIT[0] = tree.province.code
    address = owner_address(str(connection.settings_dict["NAME"]))
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("DROP TABLE IF EXISTS foreign_rooms")
        other.execute(
            "CREATE TABLE foreign_rooms (quarter text, school text, rooms int, area numeric, built date, wireless bool)"
        )
        for number, school in enumerate(tree.schools):
            values = (PERIOD, school.code, number, "12.50", "2018-09-01", True)
            other.execute("INSERT INTO foreign_rooms VALUES (%s, %s, %s, %s, %s, %s)", values)
        other.execute("INSERT INTO foreign_rooms VALUES ('2026Q1', 'elsewhere', 1, 1, NULL, NULL)")
        yield address
        other.execute("DROP TABLE foreign_rooms")


def listed(settings: Settings, folder: Path, **changes: object) -> None:
    entry = {
        "code": "rooms",
        "title": {"zh": "教室库", "en": "Rooms database"},
        "table": ROOMS,
        "unit": UNIT[0],
        "query": QUERY,
    } | changes
    file = folder / "sources.yaml"
    lines = [f"  {key}: {_flow(value)}" for key, value in entry.items() if value is not None]
    file.write_text("- " + "\n".join(lines).strip() + "\n", encoding="utf-8")
    settings.LAKE_SOURCES = str(file)


def _flow(value: object) -> str:
    return f"{{zh: {value['zh']}, en: {value['en']}}}" if isinstance(value, dict) else f'"{value}"'


@pytest.fixture
def source(records: str, lake: Path, tmp_path: Path, settings: Settings) -> Path:
    listed(settings, tmp_path, address=url_of(records))
    return tmp_path


def url_of(address: str) -> str:
    """The address of the tests' server as a URL without a password, which comes by the environment or is not needed."""
    parts = psycopg.conninfo.conninfo_to_dict(address)
    parts.pop("password", None)
    return "postgresql:///?" + "&".join(f"{key}={value}" for key, value in parts.items())


def draw(post: ActingPost, *, source: str = "rooms", period: str = PERIOD) -> Upload:
    with bound(post):
        return draw_from_database(post=post, table=ROOMS, source=source, period=period, at=AT)


def test_rows_of_the_period_are_checked_and_then_loaded(tree: Tree, source: Path) -> None:
    province = acting(tree.office)
    upload = draw(province)
    assert (upload.state, upload.rows, upload.wrong) == (Upload.State.CHECKED, 8, 0)
    assert rooms_seen(province) == {}
    with bound(province):
        start_loading(post=province, upload_id=upload.id, at=AT)
    assert rooms_seen(province) == {school.code: number for number, school in enumerate(tree.schools)}
    with bound(system_post("test")):
        acts = list(Entry.objects.filter(act__startswith="lake.").order_by("id").values_list("act", flat=True))
    assert acts == ["lake.draw_rows", "lake.load_table"]


def test_wrong_rows_are_told_as_those_of_a_file(tree: Tree, source: Path) -> None:
    upload = draw(acting(tree.office), period="2026Q1")
    assert (upload.rows, upload.wrong) == (1, 1)
    assert [(cell.row, cell.column, cell.value) for cell in uploads.cells_of(upload.id)] == [(1, "School", "elsewhere")]
    assert uploads.workbook_of(upload.id) is not None


def test_only_posts_that_cover_its_unit_draw_from_a_database(
    tree: Tree, source: Path, records: str, settings: Settings
) -> None:
    county, other = acting(tree.counties[0]), acting(tree.counties[1])
    with bound(county):
        assert list(databases_of(county, table=ROOMS)) == []
    with pytest.raises(DatabaseIsUnknown):
        draw(county)
    listed(settings, source, address=url_of(records), unit=tree.counties[0].code)
    assert draw(county).wrong == 8 - schools_under(tree, tree.counties[0])
    with pytest.raises(DatabaseIsUnknown):
        draw(other)


def schools_under(tree: Tree, county: Unit) -> int:
    return sum(school.unit_path.startswith(county.unit_path) for school in tree.schools)


def test_an_sqlite_file_gives_rows_and_is_not_written(
    tree: Tree, lake: Path, tmp_path: Path, settings: Settings
) -> None:
    UNIT[0] = tree.province.code
    file = tmp_path / "rooms.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE foreign_rooms (quarter, school, rooms, area, built, wireless)")
        values = (PERIOD, tree.schools[0].code, 4, 1.5, "2018-09-01", 1)
        other.execute("INSERT INTO foreign_rooms VALUES (?, ?, ?, ?, ?, ?)", values)
    other.close()
    listed(settings, tmp_path, address=f"sqlite:///{file}")
    before = file.read_bytes()
    upload = draw(acting(tree.office))
    assert (upload.rows, upload.wrong) == (1, 0)
    assert file.read_bytes() == before


def test_a_query_without_a_column_or_without_rows_is_said(
    tree: Tree, source: Path, records: str, settings: Settings
) -> None:
    for query, refusal, sentence in (
        ("SELECT school FROM foreign_rooms", QueryLacksColumns, "What “Rooms database” gives lacks: Classrooms"),
        (f"{QUERY.partition(' ORDER')[0]} AND false", FileHasNoRows, "“Rooms database” holds no rows"),
    ):
        listed(settings, source, address=url_of(records), query=query)
        with override("en"), pytest.raises(refusal, match=sentence):
            draw(acting(tree.office))
    with bound(system_post("test")):
        assert Upload.objects.count() == 0


def test_failures_are_sentences_without_address_or_password(
    tree: Tree, source: Path, records: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, told = acting(tree.office), []

    def refused(kind: type[Exception], **changes: object) -> None:
        listed(settings, source, **({"address": url_of(records)} | changes))
        with override("en"), pytest.raises(kind) as caught:
            draw(post)
        told.append(str(caught.value))

    refused(DatabaseHasNoPassword, password_from="ROOMS_PASSWORD")
    monkeypatch.setenv("ROOMS_PASSWORD", SECRET)
    nowhere = "postgresql://reader@127.0.0.1:1/records"
    refused(DatabaseDoesNotAnswer, address=nowhere, password_from="ROOMS_PASSWORD")
    refused(DatabaseRefusesQuery, query="SELECT absent FROM foreign_rooms")
    refused(DatabaseRefusesQuery, query="SELECT nextval('xp_absent') AS school, 1 AS rooms")
    refused(DatabasesAreMisdeclared, query="DELETE FROM foreign_rooms")
    refused(DatabasesAreMisdeclared, query="SELECT 1; SELECT 2")
    refused(DatabasesAreMisdeclared, address=f"postgresql://reader:{SECRET}@127.0.0.1/records")
    refused(DatabasesAreMisdeclared, address="mysql://reader@127.0.0.1/records")
    refused(DatabaseDoesNotAnswer, address="sqlite:////absent/absent.db")
    assert [sentence for sentence in told if SECRET in sentence or "reader" in sentence] == []
    assert (
        told[1] == "“Rooms database” does not answer, or does not let the platform in. Ask whoever runs the platform."
    )


def test_the_transaction_cannot_write_whatever_the_query_calls(
    tree: Tree, source: Path, records: str, settings: Settings
) -> None:
    with psycopg.connect(records, autocommit=True) as other:
        other.execute(
            "CREATE OR REPLACE FUNCTION foreign_write() RETURNS int LANGUAGE sql AS"
            " $$ DELETE FROM foreign_rooms; SELECT 1 $$"
        )
        listed(settings, source, address=url_of(records), query="SELECT foreign_write() AS rooms, 'x' AS school")
        with pytest.raises(DatabaseRefusesQuery):
            draw(acting(tree.office))
        other.execute("DROP FUNCTION foreign_write()")
        assert other.execute("SELECT count(*) FROM foreign_rooms").fetchone() == (9,)


def test_a_query_that_takes_too_long_or_gives_too_much_is_broken_off(
    tree: Tree, source: Path, records: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "SELECT 'x' AS school, 1 AS rooms FROM pg_sleep(3600)"
    listed(settings, source, address=url_of(records), query=slow)
    with_timeout = Path(settings.LAKE_SOURCES)
    with_timeout.write_text(with_timeout.read_text(encoding="utf-8") + "  timeout_seconds: 1\n", encoding="utf-8")
    with pytest.raises(DatabaseTakesTooLong):
        draw(acting(tree.office))
    listed(settings, source, address=url_of(records))
    monkeypatch.setattr("xuezheng.engines.lake.actions.draw_from_database.MOST_BYTES", 3)
    with pytest.raises(DatabaseGivesTooMuch):
        draw(acting(tree.office))


def test_the_page_offers_databases_and_leads_to_the_check(tree: Tree, source: Path) -> None:
    province = at(tree.office)
    assert f'href="/lake/{ROOMS}/database/"' in province.get(f"/lake/{ROOMS}/").content.decode()
    page = province.get(f"/lake/{ROOMS}/database/").content.decode()
    assert "Rooms database" in page
    assert "postgresql" not in page
    answer = province.post(f"/lake/{ROOMS}/database/", {"source": "rooms", "period": PERIOD})
    assert answer.status_code == 302
    assert "Load 8 rows" in province.get(answer["Location"]).content.decode()
    wrong = province.post(f"/lake/{ROOMS}/database/", {"source": "rooms", "period": "2026"})
    assert (wrong.status_code, "Write it like 2018Q3" in wrong.content.decode()) == (422, True)
    assert "No database gives rows" in at(tree.counties[0]).get(f"/lake/{ROOMS}/database/").content.decode()
    assert at(tree.office, "auditor").get(f"/lake/{ROOMS}/database/").status_code == 403


def test_no_list_means_no_database(tree: Tree, lake: Path, settings: Settings) -> None:
    settings.LAKE_SOURCES = ""
    assert list(declared_databases()) == []
    assert f"/lake/{ROOMS}/database/" not in at(tree.office).get(f"/lake/{ROOMS}/").content.decode()
