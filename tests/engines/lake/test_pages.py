"""The lake's pages: what a post is shown of tables, handing in files, rows page by page and taken away."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.engines.lake.test_lake import PERIOD, ROOMS, load, pupil, rooms_seen, row
from tests.factories import AT, Tree, acting, make_post
from tests.jobs import run_pending
from tests.web import client_of
from xuezheng.engines.lake import uploads
from xuezheng.engines.lake.actions import hand_in_file
from xuezheng.engines.lake.models import Upload
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def at(unit: Unit, role: str = "administrator") -> Client:
    client = client_of(make_post(unit, role=role))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def handed_in(client: Client, text: str, *, period: str = PERIOD, name: str = "rooms.csv") -> Upload:
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(f"/lake/{ROOMS}/upload/", {"period": period, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    with bound(system_post("test")):
        return Upload.objects.get(id=answer["Location"].split("/")[-2])


def csv_of(tree: Tree, rooms: Sequence[object]) -> str:
    lines = [f"{school.code},{count}" for school, count in zip(tree.schools, rooms, strict=False)]
    return "\n".join(["school,rooms", *lines])


def test_a_file_without_rows_is_refused_since_it_would_clear_the_units(tree: Tree, lake: Path) -> None:
    client = at(tree.province)
    answer = client.post(
        f"/lake/{ROOMS}/upload/", {"period": PERIOD, "file": SimpleUploadedFile("rooms.csv", b"school,rooms\n")}
    )
    assert answer.status_code == 422
    assert "“rooms.csv” holds no rows" in answer.content.decode()


def test_heads_that_mean_nothing_and_columns_that_lack_are_said(tree: Tree, lake: Path) -> None:
    client, school = at(tree.province), tree.schools[0]
    upload = handed_in(client, f"school,rooms,aera,remarks\n{school.code},4,12,x")
    page = " ".join(client.get(f"/lake/uploads/{upload.id}/").content.decode().split())
    assert upload.unmatched["ignored"] == ["aera", "remarks"]
    assert "Not taken, since the table has no such columns: <span data-data>aera, remarks</span>" in page
    assert "Area" in page.partition("Not in the file, and left empty in every row:")[2].partition("</p>")[0]
    assert "Not taken" not in client.get(f"/lake/uploads/{handed_in(client, csv_of(tree, [4])).id}/").content.decode()


def test_a_table_and_its_loads_are_shown(tree: Tree, lake: Path) -> None:
    load(acting(tree.office), [row(school) for school in tree.schools])
    county = at(tree.counties[0])
    assert "Rooms" in county.get("/lake/").content.decode()
    page = county.get(f"/lake/{ROOMS}/").content.decode()
    assert PERIOD in page
    assert "Upload a file" in page
    assert "Upload a file" not in at(tree.counties[0], "auditor").get(f"/lake/{ROOMS}/").content.decode()
    assert at(tree.counties[0], "teacher").get("/lake/").status_code == 403
    assert county.get("/lake/absent/").status_code == 404


def test_a_right_file_is_checked_then_loaded_once(tree: Tree, lake: Path) -> None:
    county = at(tree.counties[0])
    upload = handed_in(county, csv_of(tree, [7, 8]))
    assert (upload.state, upload.rows, upload.wrong) == (Upload.State.CHECKED, 2, 0)
    assert rooms_seen(acting(tree.counties[0])) == {}
    assert "Load 2 rows" in county.get(f"/lake/uploads/{upload.id}/").content.decode()
    county.post(f"/lake/uploads/{upload.id}/load/")
    assert rooms_seen(acting(tree.counties[0])) == {tree.schools[0].code: 7, tree.schools[1].code: 8}
    county.post(f"/lake/uploads/{upload.id}/load/")
    with bound(system_post("test")):
        upload.refresh_from_db()
        assert (upload.state, upload.snapshot) == (Upload.State.LOADED, 1)
        assert Entry.objects.filter(act="lake.load_table").count() == 1


def test_wrong_cells_are_told_with_what_stood_there(tree: Tree, lake: Path) -> None:
    county = at(tree.counties[0])
    upload = handed_in(county, csv_of(tree, [7, "many", 9]))
    assert (upload.rows, upload.wrong) == (3, 2)
    told = [(cell.row, cell.column, cell.value) for cell in uploads.cells_of(upload.id)]
    assert told == [(3, "Classrooms", "many"), (4, "School", tree.schools[2].code)]
    page = county.get(f"/lake/uploads/{upload.id}/").content.decode()
    assert "This should be a whole number, such as 12." in page
    assert "Load 3 rows" not in page
    county.post(f"/lake/uploads/{upload.id}/load/")
    assert rooms_seen(acting(tree.counties[0])) == {}
    workbook = county.get(f"/lake/uploads/{upload.id}/problems/").content
    lines = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in lines[1:]] == [school.code for school in tree.schools[:3]]


def test_a_file_is_compared_again_where_somebody_loaded_meanwhile(tree: Tree, lake: Path) -> None:
    """Two of a county: the second is told of the first's load instead of replacing it unseen."""
    one, other = at(tree.counties[0]), at(tree.counties[0], "officer")
    uploads = [handed_in(client, csv_of(tree, rooms)) for client, rooms in ((one, [7, 8]), (other, [9]))]
    one.post(f"/lake/uploads/{uploads[0].id}/load/")
    page = f"/lake/uploads/{uploads[1].id}/"
    assert "Since the file was checked" in other.post(f"{page}load/", follow=True).content.decode()
    assert rooms_seen(acting(tree.counties[0])) == {tree.schools[0].code: 7, tree.schools[1].code: 8}
    checked = other.post(f"{page}check/", follow=True).content.decode()
    assert "One unit has rows now and would have none" in checked
    assert tree.schools[1].name in checked
    other.post(f"{page}load/")
    assert rooms_seen(acting(tree.counties[0])) == {tree.schools[0].code: 9}
    elsewhere = at(tree.counties[1])
    assert elsewhere.post(f"{page}check/").status_code == 404


def test_the_same_file_again_changes_nothing(tree: Tree, lake: Path) -> None:
    county = at(tree.counties[0])
    for _again in range(2):
        upload = handed_in(county, csv_of(tree, [7, 8]))
        page = county.post(f"/lake/uploads/{upload.id}/load/", follow=True).content.decode()
    assert "The very rows were there already, in snapshot 1; nothing was changed." in page
    with bound(system_post("test")):
        assert Entry.objects.filter(act="lake.load_table").count() == 1


def test_options_are_read_in_words_and_what_is_taken_can_be_handed_in_again(tree: Tree, lake: Path) -> None:
    load(acting(tree.counties[0]), [row(tree.schools[0], 4, area="2.50", stage="primary", wireless=True)])
    county = at(tree.counties[0])
    place = f"/lake/{ROOMS}/rows/?period={PERIOD}"
    assert [cell[0] for cell in county.get(place).context["rows"][0]][4] == "Primary school"
    assert "Primary school, Junior high school" in county.get(f"/lake/{ROOMS}/").content.decode()
    for form in ("csv", "xlsx"):
        taken = county.get(f"{place}&format={form}").content
        assert form != "csv" or b'4,"2.5","Primary school",,"yes"' in taken
        again = SimpleUploadedFile(f"rooms.{form}", taken)
        county.post(f"/lake/{ROOMS}/upload/", {"period": PERIOD, "file": again})
        with bound(system_post("test")):
            upload = Upload.objects.latest("uploaded_at")
            assert (upload.wrong, upload.changes["same"]) == (0, 1)


def test_a_wrong_period_and_an_unreadable_file_are_refused_beside_their_fields(tree: Tree, lake: Path) -> None:
    county = at(tree.counties[0])
    file = SimpleUploadedFile("rooms.csv", csv_of(tree, [1]).encode())
    answer = county.post(f"/lake/{ROOMS}/upload/", {"period": "2026", "file": file})
    assert answer.status_code == 422
    assert "Write it like 2018Q3" in answer.content.decode()
    file = SimpleUploadedFile("rooms.xlsx", b"PK\x03\x04 no workbook")
    answer = county.post(f"/lake/{ROOMS}/upload/", {"period": PERIOD, "file": file})
    assert answer.status_code == 422
    with bound(system_post("test")):
        assert Upload.objects.count() == 0


def test_a_large_file_is_checked_and_loaded_by_jobs(tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_in_file, "AT_ONCE", 10)
    county = at(tree.counties[0])
    upload = handed_in(county, csv_of(tree, [7, 8]))
    assert upload.state == Upload.State.CHECKING
    assert run_pending() == ["lake.check_upload"]
    county.post(f"/lake/uploads/{upload.id}/load/")
    assert run_pending()[0] == "lake.load_upload"
    assert rooms_seen(acting(tree.counties[0])) == {tree.schools[0].code: 7, tree.schools[1].code: 8}
    with bound(system_post("test")):
        assert sorted(JobRun.objects.values_list("name", "state")) == [
            ("lake.check_upload", "done"),
            ("lake.load_upload", "done"),
        ]


def test_a_file_is_loaded_by_one_job_whoever_starts_it_twice(
    tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_in_file, "AT_ONCE", 10)
    county, other = at(tree.counties[0]), at(tree.counties[0], "officer")
    upload = handed_in(county, csv_of(tree, [7, 8]))
    page, told = f"/lake/uploads/{upload.id}/", "“rooms.csv” is being checked or loaded in the background already."
    assert told in other.post(f"{page}load/", follow=True).content.decode(), "it is not checked yet"
    run_pending()
    county.post(f"{page}load/")
    for way in ("load/", "check/"):
        assert told in other.post(f"{page}{way}", follow=True).content.decode()
    assert run_pending().count("lake.load_upload") == 1
    with bound(system_post("test")):
        upload.refresh_from_db()
        assert (upload.state, upload.snapshot, upload.message) == (Upload.State.LOADED, 1, "")


def test_a_job_run_again_after_its_commit_ends_quietly(tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker died between the commit and telling the queue."""
    monkeypatch.setattr(hand_in_file, "AT_ONCE", 10)
    county = at(tree.counties[0])
    upload = handed_in(county, csv_of(tree, [7, 8]))
    run_pending()
    county.post(f"/lake/uploads/{upload.id}/load/")
    run_pending()
    for job in (hand_in_file.load_in_background, hand_in_file.check_in_background):
        with bound(acting(tree.counties[0])) as post:
            job.queue(post=post, at=AT, args={"upload_id": str(upload.id)})
    assert run_pending()[:2] == ["lake.load_upload", "lake.check_upload"]
    with bound(system_post("test")):
        upload.refresh_from_db()
        assert (upload.state, upload.snapshot, upload.message) == (Upload.State.LOADED, 1, "")
        assert Entry.objects.filter(act="lake.load_table").count() == 1


def test_a_loading_that_was_cancelled_may_be_started_again(
    tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_in_file, "AT_ONCE", 10)
    county = at(tree.counties[0])
    upload = handed_in(county, csv_of(tree, [7, 8]))
    run_pending()
    county.post(f"/lake/uploads/{upload.id}/load/")
    with bound(system_post("test")):
        upload.refresh_from_db()
    assert county.post(f"/work/{upload.run_id}/cancel/").status_code == 302
    assert "lake.load_upload" not in run_pending()
    page = county.get(f"/lake/uploads/{upload.id}/").content.decode()
    assert "It was stopped before it was done." in page
    county.post(f"/lake/uploads/{upload.id}/check/")
    run_pending()
    county.post(f"/lake/uploads/{upload.id}/load/")
    run_pending()
    assert rooms_seen(acting(tree.counties[0])) == {tree.schools[0].code: 7, tree.schools[1].code: 8}


def test_files_of_other_units_are_not_there(tree: Tree, lake: Path) -> None:
    upload = handed_in(at(tree.counties[0]), csv_of(tree, [7, "many"]))
    for client in (at(tree.counties[1]), at(tree.schools[0])):
        for way in ("", "problems/"):
            assert client.get(f"/lake/uploads/{upload.id}/{way}").status_code == 404
        assert client.post(f"/lake/uploads/{upload.id}/load/").status_code == 404
    assert at(tree.counties[0], "auditor").get(f"/lake/uploads/{upload.id}/").status_code == 403


def test_rows_come_page_by_page_within_the_scope(tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuezheng.engines.lake.web.rows.SIZE", 3)
    load(acting(tree.office), [row(school, number) for number, school in enumerate(tree.schools)])
    client, seen = at(tree.office), []
    answer = client.get(f"/lake/{ROOMS}/rows/?period={PERIOD}")
    while True:
        seen += [line[2][0] for line in answer.context["rows"]]
        if not answer.context["next"]:
            break
        answer = client.get(f"/lake/{ROOMS}/rows/", {"period": PERIOD, "after": answer.context["next"]})
    assert seen == list(range(8))
    county = at(tree.counties[0]).get(f"/lake/{ROOMS}/rows/?period={PERIOD}&after=junk")
    assert ([line[2][0] for line in county.context["rows"]], county.context["count"]) == ([0, 1], 2)
    assert [line[1][0] for line in county.context["rows"]] == [school.name for school in tree.schools[:2]]


def test_an_earlier_snapshot_is_shown_and_taken_away(tree: Tree, lake: Path) -> None:
    for rooms in (1, 2):
        load(acting(tree.counties[0]), [row(tree.schools[0], rooms, stage="primary")])
    county = at(tree.counties[0])
    place = f"/lake/{ROOMS}/rows/?period={PERIOD}"
    assert county.get(f"{place}&snapshot=1").context["rows"][0][2][0] == 1
    assert county.get(f"{place}&snapshot=9").status_code == 404
    assert county.get(f"{place}&format=csv&snapshot=1").content.decode("utf-8-sig").splitlines()[1].split(",")[3] == "1"
    taken = county.get(f"{place}&format=parquet").content
    assert pq.read_table(io.BytesIO(taken))["rooms"].to_pylist() == [2]
    book = county.get(f"{place}&format=xlsx").content
    lines = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [len(lines), lines[1][2], lines[1][3]] == [2, tree.schools[0].name, 2]
    with bound(system_post("test")):
        assert Entry.objects.filter(object_name__contains="Rooms").count() == 3


def test_records_of_people_have_no_rows_to_see(tree: Tree, lake: Path) -> None:
    load(acting(tree.counties[0]), [pupil(1, tree.schools[0], 1, True)], table="pupils_sample")
    for form in ("", "&format=csv", "&format=xlsx", "&format=parquet"):
        answer = at(tree.counties[0]).get(f"/lake/pupils_sample/rows/?period={PERIOD}{form}")
        assert answer.status_code == 403
        assert not re.search(r"\bG1\b", answer.content.decode())  # as a word: tokens of the page hold any letters
