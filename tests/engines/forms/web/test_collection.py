"""The page of a collection and what it leads to: every count opens to its reports, a refused report to its mistake."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.engines.forms.scene import Scene
from tests.factories import make_post
from tests.web import client_of
from xuezheng.engines.forms.changing import minute_of
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.web.collecting.lists import waiting_todos
from xuezheng.kernel.clock import now
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
FAR = datetime(2190, 1, 1, tzinfo=UTC)


def test_every_count_opens_to_its_reports(scene: Scene, second: Collection) -> None:
    with bound(system_post("test")):
        late = Report.objects.filter(collection=second, unit=scene.tree.schools[1])
        late.update(first_submitted_at=second.due_at + timedelta(days=1))
    city = client_of(make_post(scene.tree.cities[0], role="officer"))
    page = city.get(f"/forms/collections/{second.id}/").content.decode()
    county = re.escape(scene.tree.counties[0].code)
    linked = re.findall(rf'href="(/forms/reports/\?collection={second.id}&amp;under={county}[^"]*)">([^<]*)<', page)
    counts = {text: city.get(address.replace("&amp;", "&")).context["rows"] for address, text in linked}
    names = {text: sorted(row.unit.name for row in rows) for text, rows in counts.items()}
    both = sorted(school.name for school in scene.tree.schools[:2])
    assert names == {scene.tree.counties[0].name: both, "2": both, "1": [scene.tree.schools[0].name]}
    assert city.get("/forms/reports/", {"under": "no such"}).context["rows"] == []


def test_what_lies_on_the_own_desk_opens_and_is_told_before_all_is_accepted(scene: Scene, second: Collection) -> None:
    """Three of eight reports lie with the county and its city; one has a warning, one a figure that jumped."""
    schools, tree = scene.tree.schools, scene.tree
    with bound(system_post("test")):
        reports = Report.objects.filter(collection=second)
        reports.filter(unit__in=[schools[0].id, schools[1].id]).update(desk_path=tree.counties[0].unit_path)
        reports.filter(unit=schools[2].id).update(desk_path=tree.cities[0].unit_path)
        reports.update(warnings=0)
        reports.filter(unit=schools[1].id).update(warnings=2)
        reports.filter(unit=schools[3].id).update(submitted_at=None, first_submitted_at=None)
    county = client_of(make_post(tree.counties[0], role="officer"))
    on_desk = f"/forms/reports/?collection={second.id}&state=on_desk"
    page = county.get(f"/forms/collections/{second.id}/").content.decode()
    assert f'<a href="{on_desk.replace("&", "&amp;")}">2</a>' in page

    def listed(address: str) -> list[str]:
        return sorted(row.unit.name for row in county.get(address).context["rows"])

    assert listed(on_desk) == sorted([schools[0].name, schools[1].name])
    assert listed(f"{on_desk}&warned=yes") == [schools[1].name]
    assert listed(f"{on_desk}&warned=no") == [schools[0].name]
    told = county.get(f"/forms/collections/{second.id}/accept/").content.decode()
    facts = re.compile(r"<dd data-data>(?:<a [^>]*>)?([0-9]+)<")
    assert facts.findall(told) == ["2", "0", "2", "1", "1"]
    assert f'<a href="{on_desk}&warned=yes">1</a>'.replace("&", "&amp;") in told
    city = client_of(make_post(tree.cities[0], role="officer"))
    assert facts.findall(city.get(f"/forms/collections/{second.id}/accept/").content.decode()) == list("41101")
    with bound(scene.county):
        assert [todo.url for todo in waiting_todos(scene.county, now())] == [on_desk]


def test_a_refused_report_comes_back_at_its_first_mistake(scene: Scene) -> None:
    scene.collect()
    with bound(system_post("test")):
        Collection.objects.update(due_at=FAR, closes_at=FAR)
    report = scene.report_of(scene.school)
    school = client_of(make_post(scene.tree.schools[0], role="cio"))
    answer = school.post(f"/forms/reports/{report.id}/submit/", {"version": report.version})
    assert answer["Location"] == f"/forms/reports/{report.id}/?missing=1#q-multimedia"


def test_opening_says_what_is_wrong_beside_its_field_and_only_to_who_may(scene: Scene) -> None:
    edition = scene.collect().edition_id
    page = f"/forms/library/{edition}/collect/"
    early, due, closes = (f"{now() + timedelta(days=days):%Y-%m-%dT08:00}" for days in (10, 20, 30))
    given = {"period": "2026Q4", "due_at": due, "closes_at": closes}
    province = client_of(make_post(scene.tree.province, role="officer"))
    told = {
        field: list(province.post(page, {**given, field: text}).context["form"].errors.items())
        for field, text in (
            ("period", "2026"),
            ("below", "999999"),
            ("closes_at", early),
        )
    }
    assert {field: [name for name, _said in errors] for field, errors in told.items()} == {
        name: [name] for name in ("period", "below", "closes_at")
    }
    assert "2026Q3" in told["period"][0][1][0]
    assert client_of(make_post(scene.tree.counties[0], role="officer")).get(page).status_code == 403


def test_a_collection_opens_later_and_says_so(scene: Scene) -> None:
    edition = scene.collect().edition_id
    page = f"/forms/library/{edition}/collect/"
    opens, due = (f"{now() + timedelta(days=days):%Y-%m-%dT08:00}" for days in (3, 20))
    given = {"period": "2026Q4", "due_at": due, "closes_at": due}
    province = client_of(make_post(scene.tree.province, role="officer"))
    past = province.post(page, {**given, "opens_at": "2026-01-01T08:00"}).context["form"].errors
    assert list(past) == ["opens_at"]
    answer = province.post(page, {**given, "opens_at": opens}, follow=True)
    opened = opens.replace("T", " ")
    assert [opened in str(message) for message in answer.context["messages"]] == [True]
    with bound(scene.province):
        row = Collection.objects.get(period="2026Q4")
        report = Report.objects.filter(collection=row, unit=scene.tree.schools[0]).get()
    assert minute_of(row.opens_at) == opened
    said = province.get(f"/forms/collections/{row.id}/").content.decode()
    assert (said.count(" 开始, "), said.count("尚未开放")) == (1, 1)
    school = client_of(make_post(scene.tree.schools[0], role="cio")).get(f"/forms/reports/{report.id}/")
    assert "开始填报时间" in school.content.decode()


def test_pages_of_the_collecting_unit_are_not_shown_to_others(scene: Scene) -> None:
    collection, report = scene.collect(), scene.report_of(scene.school)
    pages = [f"/forms/collections/{collection.id}/{act}/" for act in ("extend", "close")]
    pages.append(f"/forms/reports/{report.id}/reopen/")
    for unit, status in ((scene.tree.province, 200), (scene.tree.counties[0], 403)):
        officer = client_of(make_post(unit, role="officer"))
        assert [officer.get(page).status_code for page in pages] == [status] * 3
