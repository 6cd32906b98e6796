"""Reports for programs: filled field by field, clashes told, handed up and returned, and nobody else's seen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.engines.forms.sample import WITH_FILES
from tests.engines.forms.scene import DEVICES, GIVEN, Scene
from tests.factories import make_post
from tests.kernel.files import samples
from tests.web import client_of
from xuezheng.engines.forms.models import Collection
from xuezheng.kernel.clock import now
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
JSON, BYTES = "application/json", "application/octet-stream"
FAR = datetime(2190, 1, 1, tzinfo=UTC)


def at(unit: Unit, role: str = "cio") -> Client:
    return client_of(make_post(unit, role=role))


@pytest.fixture
def open_now(scene: Scene) -> Scene:
    """A collection that is open whenever the tests are run: programs are asked at the present time."""
    scene.collect()
    with bound(system_post("test")):
        Collection.objects.update(due_at=FAR, closes_at=FAR)
    return scene


def place_of(scene: Scene) -> str:
    return f"/api/v1/forms/reports/{scene.report_of(scene.school).id}"


def saved(client: Client, place: str, changes: dict[str, Any], based_on: dict[str, Any] | None = None) -> Any:
    body = {"changes": changes, "based_on": based_on or {}}
    return client.patch(f"{place}/answers", body, content_type=JSON)


def test_answers_are_saved_refused_and_clash_one_by_one(open_now: Scene) -> None:
    place, school = place_of(open_now), at(open_now.tree.schools[0])
    first = saved(school, place, {"multimedia": "22", "nothing": "1"}).json()
    assert (first["saved"], [one["field"] for one in first["refused"]]) == (["multimedia"], ["nothing"])
    second = saved(school, place, {"multimedia": "23"}, {"multimedia": "21"}).json()
    assert (second["saved"], second["clashes"]) == ([], [{"field": "multimedia", "present": "22", "own": "23"}])
    assert school.get(place).json()["answers"] == {"multimedia": "22"}


def test_lists_and_mappings_are_refused_where_no_answer_can_be_one(open_now: Scene) -> None:
    place, school = place_of(open_now), at(open_now.tree.schools[0])
    changes = {"note": {"a": 1}, "access": ["fibre"], "devices": [{"name": {"a": 1}, "count": "1"}]}
    told = saved(school, place, changes, {"access": [["x"]]}).json()
    assert (told["saved"], [one["field"] for one in told["refused"]]) == ([], list(changes))
    assert school.get(place).json()["answers"] == {}


def test_a_report_is_handed_up_returned_and_accepted(open_now: Scene) -> None:
    tree, place = open_now.tree, place_of(open_now)
    school, county, city = at(tree.schools[0]), at(tree.counties[0], "administrator"), at(tree.cities[0], "officer")
    version = saved(school, place, {**GIVEN, "devices": DEVICES}).json()["version"]
    assert school.post(f"{place}/submit", HTTP_IF_MATCH='"99"').status_code == 412
    handed = school.post(f"{place}/submit", HTTP_IF_MATCH=f'"{version}"').json()
    assert city.post(f"{place}/accept", HTTP_IF_MATCH=f'"{handed["version"]}"').status_code == 403
    by = (now() + timedelta(days=3)).date().isoformat()
    body = {"reason": "x", "put_right_by": by}
    back = county.post(f"{place}/return", body, content_type=JSON, HTTP_IF_MATCH=f'"{handed["version"]}"')
    assert [back.json()[name] for name in ("submitted_at", "return_reason", "put_right_by")] == [None, "x", by]
    again = school.post(f"{place}/submit", HTTP_IF_MATCH=f'"{back.json()["version"]}"').json()
    passed = county.post(f"{place}/accept", HTTP_IF_MATCH=f'"{again["version"]}"').json()
    assert (passed["state"], passed["accepted_at"]) == ("review", None)


def test_another_unit_neither_sees_nor_fills_it(open_now: Scene) -> None:
    tree, place = open_now.tree, place_of(open_now)
    listed = [item["id"] for item in at(tree.schools[0]).get("/api/v1/forms/reports").json()["items"]]
    assert listed == [str(open_now.report_of(open_now.school).id)]
    for other in (at(tree.schools[1]), at(tree.counties[1], "administrator")):
        assert other.get(place).status_code == 404
    assert saved(at(tree.schools[1]), place, {"multimedia": "1"}).status_code == 404
    assert at(tree.schools[0]).get(place).json()["answers"] == {}


def test_files_are_handed_in_listed_downloaded_and_taken_back(scene: Scene, tmp_path: Path) -> None:
    scene.collect(WITH_FILES)
    with bound(system_post("test")):
        Collection.objects.update(due_at=FAR, closes_at=FAR)
    place, school = f"{place_of(scene)}/files", at(scene.tree.schools[0])

    def sent(client: Client, field: str = "scans") -> Any:
        return client.generic("POST", f"{place}?field={field}&name=a.pdf", samples.PDF, content_type=BYTES)

    with override_settings(HOME=tmp_path):
        made = sent(school)
        assert (made.status_code, made.json()["field"], made.json()["name"]) == (201, "scans", "a.pdf")
        assert sent(school, "count").status_code == 422
        assert made["Location"] == f"{place}/{made.json()['id']}"
        county = at(scene.tree.counties[0], "auditor")
        (listed,) = county.get(place).json()
        assert listed == made.json()
        assert b"".join(county.get(made["Location"])) == samples.PDF
        for other in (at(scene.tree.schools[1]), at(scene.tree.counties[1], "administrator")):
            assert [other.get(one).status_code for one in (place, made["Location"])] == [404, 404]
            assert [sent(other).status_code, other.delete(made["Location"]).status_code] == [404, 404]
        assert county.delete(made["Location"]).status_code == 403
        assert school.get(place_of(scene)).json()["answers"] == {"scans": [made.json()["id"]]}
        assert [school.delete(made["Location"]).status_code for _twice in range(2)] == [204, 404]
    assert (school.get(place).json(), school.get(place_of(scene)).json()["answers"]) == ([], {"scans": None})


def test_forms_and_collections_are_listed_to_those_asked(open_now: Scene) -> None:
    school = at(open_now.tree.schools[0])
    (edition,) = school.get("/api/v1/forms/editions").json()["items"]
    (listed,) = school.get("/api/v1/forms/collections").json()["items"]
    assert (edition["code"], edition["state"], listed["period"]) == ("santong_quarter", "published", "2026Q3")
    assert school.get(f"/api/v1/forms/collections/{listed['id']}").json() == listed
    assert at(open_now.tree.schools[0], "teacher").get("/api/v1/forms/collections").status_code == 403


def test_a_program_opens_a_collection_now_or_later(scene: Scene) -> None:
    edition = scene.collect().edition_id
    opens, due = (f"{now() + timedelta(days=days):%Y-%m-%dT00:00:00Z}" for days in (3, 20))
    asked = {"edition_id": str(edition), "period": "2026Q4", "opens_at": opens, "due_at": due, "closes_at": due}
    place, province = "/api/v1/forms/collections", at(scene.tree.province, "officer")
    past = province.post(place, {**asked, "opens_at": "2026-01-01T00:00:00Z"}, content_type=JSON)
    assert (past.status_code, [one["field"] for one in past.json()["errors"]]) == (422, ["opens_at"])
    assert at(scene.tree.counties[0], "officer").post(place, asked, content_type=JSON).status_code == 403
    made = province.post(place, asked, content_type=JSON)
    assert (made.status_code, made.json()["opens_at"]) == (201, opens)
    assert province.get(made["Location"]).json() == made.json()
    assert province.post(place, asked, content_type=JSON).status_code == 409
    at_once = {name: value for name, value in asked.items() if name != "opens_at"}
    begun = province.post(place, {**at_once, "period": "2027Q1"}, content_type=JSON).json()["opens_at"]
    assert begun < opens


def test_a_correction_is_asked_for_and_answered_by_its_keeper_alone(open_now: Scene) -> None:
    place, tree = place_of(open_now), open_now.tree
    school, county = at(tree.schools[0]), at(tree.counties[0], "officer")
    asked = {"field": "students", "claimed": "1020", "reason": "9月转入3名学生"}
    assert at(tree.schools[1]).post(f"{place}/corrections", asked, content_type=JSON).status_code == 404
    made = school.post(f"{place}/corrections", asked, content_type=JSON)
    assert (made.status_code, made.json()["value"], made.json()["claimed"]) == (201, "1017", "1020")
    again = school.post(f"{place}/corrections", asked, content_type=JSON)
    assert again.status_code == 409
    one = f"/api/v1/forms/corrections/{made.json()['id']}"
    words = {"answer": "stands", "words": "学籍系统为准"}

    def answer(client: Client, version: int = 1) -> int:
        return client.post(f"{one}/answer", words, content_type=JSON, headers={"If-Match": f'"{version}"'}).status_code

    assert [answer(at(tree.province, "officer")), answer(school), answer(county, 7)] == [403, 403, 412]
    assert answer(county) == 200
    told = school.get(one).json()
    assert (told["answer"], told["answer_words"]) == ("stands", "学籍系统为准")
    listed = [
        [row["id"] for row in at(unit, "officer").get("/api/v1/forms/corrections").json()["items"]]
        for unit in tree.counties
    ]
    assert listed[0] == [told["id"]]
    assert listed[-1] == []
