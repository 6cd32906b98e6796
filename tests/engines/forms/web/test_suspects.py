"""The page of suspicious figures: what jumped since last period, each post its own units', and nothing of drafts."""

from decimal import Decimal

import pytest
from django.test import Client

from tests.engines.forms.scene import Scene
from tests.engines.forms.sheets.books import grids_of
from tests.factories import make_post
from tests.web import client_of
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def client(unit: Unit, role: str = "officer") -> Client:
    return client_of(make_post(unit, role=role))


def found(unit: Unit, collection: Collection, **asked: str) -> list[tuple[str, str]]:
    answer = client(unit).get(f"/forms/collections/{collection.id}/suspicious/", asked)
    return [(row["unit"], row["sentence"]) for row in answer.context["rows"]]


def test_a_jump_is_shown_to_the_posts_above_the_school(scene: Scene, second: Collection) -> None:
    sentence = "学生用计算机：118，上期为40。"
    schools, tree = scene.tree.schools, scene.tree
    assert found(tree.province, second) == [(schools[0].name, sentence), (schools[2].name, sentence)]
    assert found(tree.counties[0], second) == [(schools[0].name, sentence)]
    assert found(tree.counties[2], second) == []
    assert found(tree.province, second, kind="twin") == []
    assert found(tree.province, second, kind="jump", after=f"jump/{schools[0].unit_path}~") == [
        (schools[2].name, sentence)
    ]


def test_what_is_not_submitted_is_nobodys_business(scene: Scene, second: Collection) -> None:
    with bound(system_post("test")):
        Report.objects.filter(collection=second).update(submitted_at=None)
    assert found(scene.tree.province, second) == []


def test_a_school_does_not_look_at_others(scene: Scene, second: Collection) -> None:
    page = f"/forms/collections/{second.id}/suspicious/"
    assert client(scene.tree.schools[0], "cio").get(page).status_code == 403
    assert client(scene.tree.province).get(page, {"format": "xlsx"}).status_code == 200


def test_the_first_collection_has_nothing_to_jump_from(scene: Scene, second: Collection) -> None:
    with bound(system_post("test")):
        first = Collection.objects.exclude(id=second.id).get()
        kept = Report.objects.filter(collection=first).values_list("answers", flat=True)
        assert {Decimal(answers["computers"]) for answers in kept} == {Decimal(40)}
    assert found(scene.tree.province, first) == []


def test_a_finding_is_answered_and_the_answer_withdrawn_by_page(scene: Scene, second: Collection) -> None:
    tree = scene.tree
    county, province = client(tree.counties[0]), client(tree.province)
    findings = f"/forms/collections/{second.id}/suspicious/"
    (row,) = county.get(findings, {"kind": "jump"}).context["rows"]
    empty = county.post(row["to_answer"], {"figures": "", "words": " "})
    asked = county.get(row["to_answer"])
    figures = asked.context["form"].initial["figures"]
    stale = county.post(row["to_answer"], {"figures": "0" * 64, "words": "电话核实"})
    taken = county.post(row["to_answer"], {"figures": figures, "words": "电话核实"})
    late = province.post(row["to_answer"], {"figures": figures, "words": "省厅核实"})
    assert (empty.status_code, asked.status_code, stale.status_code, taken.status_code) == (422, 200, 422, 302)
    assert "电话核实" in stale.content.decode()
    assert "学生用计算机：118，上期为40。" in asked.content.decode()
    assert taken["Location"] == f"{findings}?kind=jump"
    assert (late.status_code, "省厅核实" in late.content.decode(), "电话核实" in late.content.decode()) == (
        422,
        True,
        True,
    )
    page = county.get(findings)
    assert (page.context["count"], page.context["answered_count"], page.context["rows"]) == (0, 1, [])
    (kept,) = province.get(findings, {"state": "answered"}).context["rows"]
    assert (kept["answer"].words, kept["answer"].unit_name, kept["may_withdraw"]) == (
        "电话核实",
        tree.counties[0].name,
        True,
    )
    gone = county.post(f"/forms/suspicions/{kept['answer'].id}/withdraw/?state=answered")
    assert gone["Location"] == f"{findings}?state=answered"
    assert county.get(findings).context["count"] == 1


def test_the_workbook_has_the_answers(scene: Scene, second: Collection) -> None:
    county = client(scene.tree.province)
    findings = f"/forms/collections/{second.id}/suspicious/"
    first = county.get(findings).context["rows"][0]
    figures = county.get(first["to_answer"]).context["form"].initial["figures"]
    county.post(first["to_answer"], {"figures": figures, "words": "电话核实"})
    data = b"".join(county.get(findings, {"format": "xlsx"}))
    (rows,) = grids_of(data).values()
    told = {row[0]: row[3] for row in rows if row[0] in {school.name for school in scene.tree.schools}}
    assert told == {scene.tree.schools[0].name: "电话核实", scene.tree.schools[2].name: ""}


def test_what_is_no_finding_cannot_be_answered_for(scene: Scene, second: Collection) -> None:
    county, school = client(scene.tree.counties[0]), client(scene.tree.schools[0], "cio")
    with bound(system_post("test")):
        report = Report.objects.get(collection=second, unit=scene.tree.schools[0])
        other = Report.objects.get(collection=second, unit=scene.tree.schools[2])
    assert county.get(f"/forms/reports/{report.id}/suspicious/twin/").status_code == 409
    assert county.get(f"/forms/reports/{other.id}/suspicious/jump/computers/").status_code == 404
    assert school.get(f"/forms/reports/{report.id}/suspicious/jump/computers/").status_code == 403
    assert county.get("/forms/suspicions/00000000-0000-4000-8000-000000000000/withdraw/").status_code == 405
    assert county.post("/forms/suspicions/00000000-0000-4000-8000-000000000000/withdraw/").status_code == 404


def test_findings_are_listed_and_answered_by_programs(scene: Scene, second: Collection) -> None:
    province, county = client(scene.tree.province), client(scene.tree.counties[0])
    listed = f"/api/v1/forms/collections/{second.id}/suspicions"
    first = province.get(listed, {"limit": 1}).json()
    rest = province.get(listed, {"limit": 1, "after": first["next"]}).json()
    (one,) = first["items"]
    assert (one["suspicion"], one["field"], one["value"], one["beside"], one["answer"]) == (
        "jump",
        "computers",
        118.0,
        40.0,
        None,
    )
    assert (rest["items"][0]["unit_name"], rest["next"]) == (scene.tree.schools[2].name, None)
    place = f"/api/v1/forms/reports/{one['report_id']}/suspicions"
    body = {name: one[name] for name in ("suspicion", "field", "figures")}
    for wrong in ({"words": ""}, {"words": "长" * 501}, {"words": "x", "suspicion": "odd"}):
        assert county.post(place, {**body, **wrong}, content_type="application/json").status_code == 422
    made = county.post(place, {**body, "words": "电话核实"}, content_type="application/json")
    again = county.post(place, {**body, "words": "再说一次"}, content_type="application/json")
    assert (made.status_code, again.status_code) == (201, 409)
    (told,) = province.get(listed, {"state": "answered"}).json()["items"]
    assert told["answer"] == made.json()
    assert [item["unit_name"] for item in province.get(listed, {"state": "open"}).json()["items"]] == [
        scene.tree.schools[2].name
    ]
    taken_back = county.post(f"/api/v1/forms/suspicions/{made.json()['id']}/withdraw")
    assert taken_back.json()["withdrawn_at"] is not None
    assert client(scene.tree.schools[0], "cio").get(listed).status_code == 403
