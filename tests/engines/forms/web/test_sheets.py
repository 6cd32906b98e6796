"""Reports by file, in the page and for programs: taken, brought back, looked at, applied; and nobody else's reached."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.engines.forms.scene import Scene
from tests.engines.forms.sheets.books import filled, grids_of, value_at
from tests.factories import make_post
from tests.web import client_of
from xuezheng.engines.forms.models import AnswerChange, Collection, Report, SheetUpload
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
FAR = datetime(2190, 1, 1, tzinfo=UTC)
BYTES = "application/octet-stream"


@pytest.fixture
def collection(scene: Scene) -> Collection:
    """Open whenever the tests are run."""
    collection = scene.collect()
    with bound(system_post("test")):
        Collection.objects.update(due_at=FAR, closes_at=FAR)
    return collection


def county(scene: Scene, number: int = 0) -> Client:
    return client_of(make_post(scene.tree.counties[number], role="officer"))


def school(scene: Scene, number: int = 0) -> Client:
    return client_of(make_post(scene.tree.schools[number], role="cio"))


def page(collection: Collection, rest: str) -> str:
    return f"/forms/collections/{collection.id}/{rest}"


def api(collection: Collection, rest: str) -> str:
    return f"/api/v1/forms/collections/{collection.id}/{rest}"


def codes_in(data: bytes) -> list[str]:
    return [row[0] for row in list(grids_of(data).values())[1][3:]]


def uploaded(client: Client, collection: Collection, data: bytes, name: str = "a.xlsx") -> Any:
    return client.post(page(collection, "bring/"), {"file": SimpleUploadedFile(name, data)})


def answers_of(scene: Scene, number: int = 0) -> dict[str, Any]:
    with bound(system_post("test")):
        return dict(Report.objects.get(unit=scene.tree.schools[number]).answers)


def test_a_file_is_taken_brought_back_looked_at_and_applied(scene: Scene, collection: Collection) -> None:
    client, first, second = county(scene), *(one.code for one in scene.tree.schools[:2])
    taken = client.get(page(collection, "sheet/"))
    assert (taken["Content-Type"].rpartition(".")[2], codes_in(taken.content)) == ("sheet", [first, second])
    data = filled(taken.content, {(first, "multimedia"): 23, (second, "multimedia"): "many"})
    looked_at = uploaded(client, collection, data)
    place = looked_at["Location"]
    shown = client.get(place).context
    assert [(report.unit.code, one.code, one.own) for report, one in shown["changes"]] == [(first, "multimedia", "23")]
    assert [(one.cell, one.given) for one in shown["refused"]] == [("E5", "many")]
    assert answers_of(scene) == {}
    marked = client.get(f"{place}marked/").content
    assert value_at(marked, second, "multimedia") == "many"
    assert client.post(f"{place}apply/", follow=True).context["upload"].written_answers == 1
    assert (answers_of(scene), answers_of(scene, 1)) == ({"multimedia": "23"}, {})
    listed = client.get(page(collection, "bring/")).context["recent"]
    assert [(one.filename, one.state) for one in listed] == [("a.xlsx", "applied")]
    with bound(system_post("test")):
        (export,) = Entry.objects.filter(act="pages.export_rows")
    assert (export.object_id, (export.after or {}).get("rows"), export.unit_path) == (
        "form-sheet",
        2,
        scene.county.unit_path,
    )


def test_a_school_takes_its_own_report_and_csv_comes_back(scene: Scene, collection: Collection) -> None:
    client = school(scene)
    report = scene.report_of(scene.school)
    whole = client.get(page(collection, "sheet/"), {"report": str(report.id)})
    assert codes_in(whole.content) == [scene.tree.schools[0].code]
    taken = client.get(page(collection, "sheet/"), {"format": "csv"}).content.decode("utf-8-sig")
    titles, codes, line = taken.splitlines()
    cells = line.split(",")
    cells[codes.split(",").index("multimedia")] = "19"
    uploaded(client, collection, "\r\n".join([titles, codes, ",".join(cells)]).encode("gb18030"), "a.csv")
    with bound(scene.school):
        (upload,) = SheetUpload.objects.all()
    client.post(f"/forms/sheets/{upload.id}/apply/")
    assert answers_of(scene) == {"multimedia": "19"}
    devices = client.get(page(collection, "sheet/"), {"format": "csv", "table": "devices"}).content.decode("utf-8-sig")
    assert devices.splitlines()[1].split(",")[2:6] == ["row_number", "name", "count", "broken"]
    assert client.get(page(collection, "sheet/"), {"format": "csv", "table": "nothing"}).status_code == 404


def test_what_clashes_is_replaced_only_where_it_is_ticked(scene: Scene, collection: Collection) -> None:
    client, own = county(scene), school(scene)
    report, code = scene.report_of(scene.school), scene.tree.schools[0].code
    data = filled(client.get(page(collection, "sheet/")).content, {(code, "multimedia"): 23, (code, "computers"): 9})
    changes = {"changes": {"multimedia": "20", "computers": "10"}, "based_on": {}}
    own.patch(f"/api/v1/forms/reports/{report.id}/answers", changes, content_type="application/json")
    place = uploaded(client, collection, data)["Location"]
    clashes = client.get(place).context["clashes"]
    assert [(one.code, one.present, one.own) for _report, one, _key in clashes] == [
        ("multimedia", "20", "23"), ("computers", "10", "9"),
    ]  # fmt: skip
    client.post(f"{place}apply/", {"mine": [clashes[1][2]]})
    assert answers_of(scene) == {"multimedia": "20", "computers": "9"}


def test_a_wrong_file_is_refused_beside_the_input(scene: Scene, collection: Collection) -> None:
    answer = uploaded(county(scene), collection, b"\x89PNG\x00")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [
        "“a.xlsx”既不是工作簿，也不是 UTF-8 或 GB 18030 编码的文本，请另存为 .xlsx 或 .csv。"
    ]


def test_programs_take_bring_and_apply(scene: Scene, collection: Collection) -> None:
    client, first, second = county(scene), *(one.code for one in scene.tree.schools[:2])
    data = client.get(api(collection, "sheet"), {"below": second}).content
    assert codes_in(data) == [second]
    data = filled(client.get(api(collection, "sheet")).content, {(first, "multimedia"): 23, (second, "since"): "never"})
    brought = client.post(api(collection, "sheets?name=a.xlsx"), data, content_type=BYTES)
    upload = brought.json()
    assert (brought.status_code, upload["state"], upload["answers"], upload["refused"]) == (201, "judged", 1, 1)
    place = brought["Location"]
    verdict = client.get(f"{place}/verdict").json()
    assert [(one["unit_code"], one["field"], one["before"], one["after"]) for one in verdict["changes"]] == [
        (first, "multimedia", None, "23")
    ]
    assert [(one["cell"], one["given"], one["kept"]) for one in verdict["cells"]] == [("J5", "never", False)]
    assert value_at(client.get(f"{place}/marked").content, second, "since") == "never"
    assert client.post(f"{place}/apply", {}, content_type="application/json").json()["written_answers"] == 1
    assert client.post(f"{place}/apply", {}, content_type="application/json").status_code == 409
    again = client.post(api(collection, "sheets?name=a.xlsx&dry_run=false"), data, content_type=BYTES).json()
    assert (again["state"], again["answers"], again["written_answers"]) == ("applied", 0, 0)
    assert [one["state"] for one in client.get("/api/v1/forms/sheets").json()["items"]] == ["applied", "applied"]
    assert answers_of(scene) == {"multimedia": "23"}


def test_another_county_reaches_no_school_and_no_file_of_this_one(scene: Scene, collection: Collection) -> None:
    client, other, first = county(scene), county(scene, 1), scene.tree.schools[0].code
    taken = client.get(page(collection, "sheet/")).content
    place = uploaded(client, collection, filled(taken, {(first, "multimedia"): 23}))["Location"]
    report = scene.report_of(scene.school)
    others = {one.code for one in scene.tree.schools[2:4]}
    assert set(codes_in(other.get(page(collection, "sheet/")).content)) == others
    assert set(codes_in(other.get(api(collection, "sheet")).content)) == others
    for asked in ({"report": str(report.id)}, {"below": first}, {"below": scene.tree.counties[0].code}):
        assert other.get(page(collection, "sheet/"), asked).status_code == 404
        assert other.get(api(collection, "sheet"), asked).status_code == 404
    assert [other.get(one).status_code for one in (place, f"{place}marked/")] == [404, 404]
    assert other.post(f"{place}apply/").status_code == 404
    upload = place.strip("/").rpartition("/")[2]
    gates = [f"/api/v1/forms/sheets/{upload}{rest}" for rest in ("", "/verdict", "/marked")]
    assert [other.get(one).status_code for one in gates] == [404, 404, 404]
    assert other.post(f"{gates[0]}/apply", {}, content_type="application/json").status_code == 404
    for client_of_other in (other, school(scene, 1), school(scene, 2)):
        foreign = client_of_other.post(
            api(collection, "sheets?name=a.xlsx&dry_run=false"),
            filled(taken, {(first, "multimedia"): 1}),
            content_type=BYTES,
        ).json()
        assert (foreign["answers"], foreign["written_answers"]) == (0, 0)
    with bound(system_post("test")):
        assert (answers_of(scene), AnswerChange.objects.count()) == ({}, 0)


def test_who_fills_in_nothing_takes_and_brings_nothing(scene: Scene, collection: Collection) -> None:
    analyst = client_of(make_post(scene.tree.counties[0], role="analyst"))
    assert analyst.get(page(collection, "sheet/")).status_code == 404
    assert analyst.get(page(collection, "bring/")).status_code == 403
    shown = [one.get(page(collection, "")).context["fills_by_file"] for one in (analyst, county(scene), school(scene))]
    assert shown == [False, True, True]
