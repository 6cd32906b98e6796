"""Pages of projects and implementation plans."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import Tree, make_post
from tests.modules.plans.task_rows import PLATFORM, HandedOut
from tests.web import client_of
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import ImplementationPlan, Project, RoadStep, Spending

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


class Scene:
    def __init__(self) -> None:
        self.day = today(timezone.now())
        self.tree = Tree()
        self.handed = HandedOut(
            self.tree, *self.tree.counties, due_on=self.day + timedelta(days=40), year=self.day.year
        )
        self.county = client_of(make_post(self.tree.counties[0]))
        self.province = client_of(make_post(self.tree.province))
        self.beside = client_of(make_post(self.tree.counties[2]))

    @property
    def project(self) -> dict[str, str]:
        return {
            "task_id": str(self.handed.task.id),
            "name": "同步课堂设备",
            "budget_source": "county",
            "amount": "1000",
            "begins_on": (self.day - timedelta(days=9)).isoformat(),
            "ends_on": (self.day + timedelta(days=9)).isoformat(),
        }


@pytest.fixture
def scene() -> Scene:
    return Scene()


def text(client: Client, address: str, *, answers: int = 200, **asked: Any) -> str:
    response = client.get(address, asked, headers={"accept-language": "en"})
    assert response.status_code == answers, response.content.decode()[:2000]
    return " ".join(response.content.decode().split())


def posted(client: Client, address: str, values: dict[str, Any], *, answers: int = 302) -> None:
    response = client.post(address, values)
    assert response.status_code == answers, response.content.decode()[:3000]


def test_a_project_from_opening_to_closing(scene: Scene) -> None:
    assert "同步课堂" in text(scene.county, "/plans/projects/new/", task=str(scene.handed.task.id))
    posted(scene.county, "/plans/projects/new/", {**scene.project, "amount": "-1"}, answers=422)
    posted(scene.county, "/plans/projects/new/", scene.project)
    with bound(PLATFORM):
        project = Project.objects.get()
    task = text(scene.county, f"/plans/tasks/{scene.handed.task.id}/")
    assert (
        f'/plans/lists/projects/?task={scene.handed.task.id}&amp;period={scene.day.year}">1 project, 1,000 yuan<'
        in task
    )
    address = f"/plans/projects/{project.id}/"
    spent = {"spent_on": scene.day.isoformat(), "amount": "1200", "purpose": "大屏"}
    posted(scene.county, f"{address}spend/", spent, answers=422)
    posted(scene.county, f"{address}spend/", {**spent, "over_reason": "涨价"})
    page = text(scene.county, address)
    assert "More is spent than the project has" in page
    assert "涨价" in page
    assert '<b class="red">1,200</b>' in text(scene.province, "/plans/projects/", state="over")
    assert "1,200" in text(scene.province, "/plans/projects/totals/")
    with bound(PLATFORM):
        spending = Spending.objects.get()
    back = f"{address}spendings/{spending.id}/withdraw/"
    assert "大屏" in text(scene.county, back)
    posted(scene.county, back, {"reason": "误记"})
    assert "taken back" in text(scene.county, address)
    posted(scene.county, f"{address}change/", {**scene.project, "version": 1, "name": "新名"})
    posted(scene.county, f"{address}close/", {"version": 2, "closed_on": scene.day.isoformat()})
    assert "Record a spending" not in text(scene.county, address)
    for name in ("", "change/", "close/", "spend/"):
        text(scene.beside, address + name, answers=404)
    assert "同步课堂设备" not in text(scene.beside, "/plans/projects/")


def test_an_implementation_plan_with_its_road_map(scene: Scene) -> None:
    plan = scene.handed.plan
    assert "4 of 4 have none" in text(scene.province, "/plans/implementation/")
    new = f"/plans/{plan.id}/implementation/new/"
    assert "Implementation plan of 中原区教育局" in text(scene.county, new)
    posted(scene.county, new, {"title": "实施方案", "summary": "分三步走"})
    with bound(PLATFORM):
        road = ImplementationPlan.objects.get()
    address = f"/plans/implementation/{road.id}/"
    assert "No step yet" in text(scene.county, address)
    step = {
        "title": "采购设备",
        "begins_on": scene.day.isoformat(),
        "ends_on": (scene.day + timedelta(days=30)).isoformat(),
        "task_id": str(scene.handed.task.id),
    }
    posted(scene.county, f"{address}steps/add/", step)
    with bound(PLATFORM):
        made = RoadStep.objects.get()
    page = text(scene.province, address)
    assert "data-chart-spec" in page
    assert "采购设备" in page
    change = f"/plans/implementation/steps/{made.id}/change/"
    assert "采购设备" in text(scene.county, change)
    posted(scene.county, change, {**step, "version": 1, "done_on": scene.day.isoformat()})
    posted(scene.county, f"{address}change/", {"version": 1, "title": "实施方案（修订）", "summary": ""})
    response = scene.province.get(address, {"format": "docx"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as document:
        assert "采购设备" in document.read("word/document.xml").decode()
        assert any(name.startswith("word/media/") for name in document.namelist())
    assert "3 of 4 have none" in text(scene.province, "/plans/implementation/")
    posted(scene.county, f"/plans/implementation/steps/{made.id}/remove/", {"version": 2})
    for name in ("", "change/", "steps/add/"):
        text(scene.beside, address + name, answers=404)


@pytest.mark.parametrize("address", ["/plans/projects/", "/plans/projects/totals/", "/plans/implementation/"])
def test_pages_ask_as_often_for_many_rows_as_for_one(scene: Scene, address: str) -> None:
    asked = []
    for number in range(3):
        with bound(PLATFORM):
            unit = scene.tree.counties[number]
            Project.objects.create(
                task=scene.handed.task,
                unit=unit,
                unit_path=unit.unit_path,
                name=f"项目{number}",
                budget_source="county",
                amount=1,
                begins_on=scene.day,
                ends_on=scene.day,
            )
            ImplementationPlan.objects.create(
                plan=scene.handed.plan, unit=unit, unit_path=unit.unit_path, title="实施方案"
            )
        with CaptureQueriesContext(connection) as queries:
            text(scene.province, address)
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2]
