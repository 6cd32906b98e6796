"""Tables in the page of a report: every sentence names its row, the cell is marked, what is computed comes back with saving."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.engines.forms.sample import RICH
from tests.engines.forms.scene import Scene
from tests.factories import make_post
from tests.web import client_of
from xuezheng.engines.forms.models import Collection
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
FAR = datetime(2190, 1, 1, tzinfo=UTC)
GOOD = {"name": "台式机", "grade": "3", "count": "2", "price": "9.5"}
BAD = {"name": "平板", "grade": "13", "count": "4", "price": "9500"}
NOTHING: Mapping[str, Any] = {"name": " ", "grade": None, "count": "", "price": None}


@pytest.fixture
def place(scene: Scene) -> str:
    scene.collect(RICH)
    with bound(system_post("test")):
        Collection.objects.update(due_at=FAR, closes_at=FAR)
    return f"/forms/reports/{scene.report_of(scene.school).id}/"


@pytest.fixture
def school(scene: Scene) -> Client:
    return client_of(make_post(scene.tree.schools[0], role="cio"))


def saved(client: Client, place: str, *rows: Mapping[str, Any], based_on: Any = (), asking: str = "") -> dict[str, Any]:
    body = {"changes": {"devices": list(rows)}, "based_on": {"devices": list(based_on)}}
    answer = client.post(
        f"{place}save/{asking}", body, content_type="application/json", headers={"Accept-Language": "en"}
    )
    told: dict[str, Any] = json.loads(answer.content)
    return told


def tones(client: Client, address: str) -> list[list[str]]:
    """Of each row the tones of its cells, first the number."""
    page = client.get(address).content.decode()
    body = page.partition('data-table="devices"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r'<td(?: class="([^"]*)")?>', row) for row in body.split("<tr>")[1:]]
    return [[" ".join(set(one.split()) & {"wrong", "doubted"}) for one in row] for row in rows]


def test_what_is_wrong_names_the_row_and_marks_the_cell(school: Client, place: str) -> None:
    told = saved(school, place, GOOD, NOTHING, BAD)
    assert [(one["sentence"], one["row"], one["columns"]) for one in told["findings"]] == [
        ("Devices, row 2: Grade is 13; it is at most 12.", 1, ["grade"]),
        ("Devices, row 2: A price of 9500 is high.", 1, ["price"]),
    ]
    assert tones(school, place) == [[""] * 6, ["", "wrong", "", "doubted", "", ""]]
    assert "Devices, row 2: Grade is 13" in school.get(place, headers={"Accept-Language": "en"}).content.decode()


def test_a_refused_cell_is_named_by_its_row(school: Client, place: str) -> None:
    told = saved(school, place, GOOD, NOTHING, {**BAD, "count": "viele"})
    assert told["refused"] == {"devices": "Devices, row 2: Number: “viele” is no number; write digits, for example 24."}
    assert told["refused_cells"] == [{"table": "devices", "row": 1, "columns": ["count"]}]
    assert saved(school, place, *[GOOD] * 9, *[NOTHING] * 9)["refused"] == {}
    assert list(saved(school, place, *[GOOD] * 10, based_on=[GOOD] * 9)["refused"]) == ["devices"]


def test_what_is_computed_in_a_row_comes_back_with_saving(school: Client, place: str) -> None:
    assert saved(school, place, GOOD, {**BAD, "price": None})["cells"] == {"devices": [{"value": "19"}, {"value": ""}]}


def test_of_a_clash_the_rows_are_told(school: Client, place: str) -> None:
    saved(school, place, GOOD)
    (clash,) = saved(school, place, BAD)["clashes"]
    assert clash["rows"] == [["台式机", "3", "2", "9.5", "19"]]


def test_a_refused_submission_leads_to_the_table_and_marks_what_is_missing(
    scene: Scene, school: Client, place: str
) -> None:
    changes = {"rooms": "3", "story": "建成", "devices": [{**GOOD, "count": None}]}
    school.post(f"{place}save/", {"changes": changes, "based_on": {}}, content_type="application/json")
    with bound(system_post("test")):
        version = scene.report_of(scene.school).version
    answer = school.post(f"{place}submit/", {"version": version}, headers={"Accept-Language": "en"})
    assert answer["Location"] == f"{place}?missing=1#q-scans"
    page = school.get(answer["Location"], headers={"Accept-Language": "en"}).content.decode()
    assert "Devices, row 1: Number is still empty." in page
    assert tones(school, f"{place}?missing=1") == [["", "", "wrong", "", "", ""]]
    assert tones(school, place) == [[""] * 6]
    asked = saved(school, place, {**GOOD, "count": None}, BAD, based_on=[{**GOOD, "count": None}], asking="?missing=1")
    assert "Devices, row 1: Number is still empty." in [one["sentence"] for one in asked["findings"]]


def test_a_remark_on_a_table_stands_at_it(scene: Scene, school: Client, place: str) -> None:
    form = school.get(f"{place}remark/").context["form"]
    assert [code for code, _title in form.fields["field"].choices] == [
        "", "rooms", "name", "story", "scans", "total", "devices",
    ]  # fmt: skip
    school.post(f"{place}remark/", {"field": "devices", "words": "含报废设备"})
    page = client_of(make_post(scene.tree.counties[0], role="officer")).get(place).content.decode()
    table = page.partition('id="q-devices"')[2].partition("</section>")[0]
    assert "含报废设备" in table


def test_saving_tells_how_far_each_section_is(school: Client, place: str) -> None:
    assert saved(school, place, GOOD)["sections"] == {"first": 0, "second": 1}
    body = {"changes": {"rooms": "3", "name": "x"}, "based_on": {}}
    told = json.loads(school.post(f"{place}save/", body, content_type="application/json").content)
    assert told["sections"] == {"first": 2, "second": 1}
