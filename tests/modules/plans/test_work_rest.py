"""Endpoints of tasks at units and of projects: the way of one assignment, stale versions, what is foreign, the lists."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import Tree, acting
from tests.kernel.rest.callers import Caller, tokens
from tests.modules.plans.task_rows import PLATFORM, HandedOut, attached
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans import months
from xuezheng.modules.plans.models import Assignment, Milestone

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/api/v1/plans"


class Scene:
    """A task of a plan at two counties, and callers of a county, of the leading office, of the province, of elsewhere."""

    def __init__(self) -> None:
        self.day = today(timezone.now())
        self.tree = Tree()
        self.handed = HandedOut(
            self.tree, *self.tree.counties[:2], due_on=self.day + timedelta(days=60), year=self.day.year
        )
        self.share = self.handed.assignments[0]
        self.posts = {
            "county": acting(self.tree.counties[0]),
            "lead": acting(self.tree.office, role="officer"),
            "province": acting(self.tree.province),
            "foreign": acting(self.tree.counties[3]),
        }


@pytest.fixture
def scene() -> Iterator[Scene]:
    made = Scene()
    with tokens(**made.posts):
        yield made


def ask(who: str, method: str, address: str, body: Any = None, *, version: int = 0, answers: int = 200) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    response = Caller(who).ask(method, f"{ROOT}{address}", body, **headers)
    assert response.status_code == answers, response.content.decode()
    return response.json() if response.content else None


def test_an_assignment_goes_its_way(scene: Scene) -> None:
    one, month = f"/assignments/{scene.share.id}", months.month_of(scene.day)
    report = ask("county", "POST", f"{one}/reports", {"month": month, "text": "已建成三间"}, answers=201)
    again = f"/progress-reports/{report['id']}"
    assert ask("county", "PATCH", again, {"text": "已建成五间"}, version=1)["version"] == 2
    assert ask("county", "PATCH", again, {"text": "再改"}, version=1, answers=412)["type"].endswith("#stale")
    assert ask("lead", "GET", again)["text"] == "已建成五间"
    assert [item["month"] for item in ask("lead", "GET", f"{one}/reports")["items"]] == [month]
    submitted = ask("county", "POST", f"{one}/submit", {"statement": "完成"}, version=1)
    assert (submitted["status"], submitted["version"]) == ("waiting", 2)
    assert ask("county", "POST", f"{one}/withdraw", version=2)["status"] == "on_course"
    ask("county", "POST", f"{one}/submit", {}, version=3)
    assert ask("lead", "POST", f"{one}/return", {"reason": "缺照片"}, version=4)["return_reason"] == "缺照片"
    ask("county", "POST", f"{one}/submit", {}, version=5)
    assert ask("lead", "POST", f"{one}/accept", {}, version=6)["status"] == "done"
    assert ask("lead", "POST", f"{one}/reopen", {"reason": "复查"}, version=7)["status"] == "on_course"
    later = (scene.day + timedelta(days=90)).isoformat()
    assert ask("lead", "POST", f"{one}/extend", {"due_on": later, "reason": "汛情"}, version=8)["due_on"] == later
    assert [step["what"] for step in ask("county", "GET", f"{one}/steps")] == [
        "submitted",
        "withdrawn",
        "submitted",
        "returned",
        "submitted",
        "accepted",
        "reopened",
        "extended",
    ]


def test_a_stale_version_and_a_foreign_post_are_refused(scene: Scene) -> None:
    one = f"/assignments/{scene.share.id}"
    assert ask("county", "POST", f"{one}/submit", {}, version=9, answers=412)["type"].endswith("#stale")
    assert ask("county", "POST", f"{one}/submit", {}, answers=428)["type"].endswith("#version-needed")
    for address in (one, f"{one}/reports", f"{one}/steps"):
        ask("foreign", "GET", address, answers=404)
    assert ask("foreign", "GET", "/assignments")["items"] == []
    ask("county", "POST", f"{one}/accept", {}, version=1, answers=403)


def test_lists_are_filtered(scene: Scene) -> None:
    county = scene.tree.counties[0]
    for query, number in (
        ("", 2),
        (f"?below={county.code}", 1),
        ("?status=overdue", 0),
        (f"?task={scene.handed.task.id}", 2),
    ):
        assert len(ask("province", "GET", f"/assignments{query}")["items"]) == number
    (line,) = ask("province", "GET", f"/{scene.handed.plan.id}/board")
    assert (line["number"], line["leads"], line["status"]) == ("1", ["科技处"], "on_course")
    assert line["counts"] == {"overdue": 0, "due_soon": 0, "waiting": 0, "on_course": 2, "done": 0}


def test_many_are_accepted_by_the_number_that_was_stated(scene: Scene) -> None:
    with bound(PLATFORM):
        Assignment.objects.update(submitted_at=timezone.now())
    attached(scene.share)
    task = f"/tasks/{scene.handed.task.id}"
    assert ask("lead", "GET", f"{task}/waiting") == {"waiting": 2, "acceptable": 1, "without_evidence": 1, "own": 0}
    ask("lead", "POST", f"{task}/accept-many", {"expected": 2}, answers=409)
    below = {"expected": 1, "below": scene.tree.counties[0].code}
    assert ask("lead", "POST", f"{task}/accept-many", below) == {"count": 1, "run_id": None}


def test_tasks_are_added_extended_and_their_milestones_reached(scene: Scene) -> None:
    later = (scene.day + timedelta(days=90)).isoformat()
    added = ask(
        "province",
        "POST",
        f"/{scene.handed.plan.id}/further-tasks",
        {"heading": "新任务", "leads": [str(scene.tree.office.uuid)], "due_on": later, "arises_from": "会议"},
        answers=201,
    )
    assert (added["number"], added["due_on"]) == ("2", later)
    task = f"/tasks/{scene.handed.task.id}"
    assert ask("lead", "POST", f"{task}/extend", {"due_on": later, "reason": "汛情"}, version=1)["due_on"] == later
    with bound(PLATFORM):
        Milestone.objects.create(
            plan=scene.handed.plan, task=scene.handed.task, unit_path="cn.41.", shared=True, name="出台办法"
        )
    (milestone,) = ask("county", "GET", f"{task}/milestones")
    reach = {"reached_on": scene.day.isoformat(), "statement": "已印发"}
    place = f"/milestones/{milestone['id']}"
    assert ask("lead", "POST", f"{place}/reach", reach, version=1)["statement"] == "已印发"
    assert ask("lead", "POST", f"{place}/take-back", {"reason": "误填"}, version=2)["reached_on"] is None


def test_projects_and_their_money(scene: Scene) -> None:
    begins, ends = scene.day.isoformat(), (scene.day + timedelta(days=30)).isoformat()
    values = {"name": "设备", "budget_source": "county", "amount": "1000.00", "begins_on": begins, "ends_on": ends}
    project = ask("county", "POST", "/projects", {**values, "task": str(scene.handed.task.id)}, answers=201)
    place = f"/projects/{project['id']}"
    assert ask("province", "GET", place)["amount"] == "1000.00"
    spending = {"spent_on": begins, "amount": "1200.00", "purpose": "大屏"}
    assert ask("county", "POST", f"{place}/spendings", spending, answers=422)["errors"][0]["field"] == "over_reason"
    spent = ask("county", "POST", f"{place}/spendings", {**spending, "over_reason": "涨价"}, answers=201)
    assert ask("province", "GET", f"/lists/projects?period={scene.day.year}")[0]["spent"] == "1200.00"
    ask("county", "POST", f"{place}/spendings/{spent['id']}/withdraw", {"reason": "误记"})
    assert ask("province", "GET", f"{place}/spendings")["items"][0]["withdrawn_at"] is not None
    assert ask("county", "PATCH", place, {**values, "name": "新名"}, version=1)["name"] == "新名"
    assert ask("county", "POST", f"{place}/close", {"closed_on": begins}, version=2)["closed_on"] == begins
    assert len(ask("province", "GET", f"/projects?task={scene.handed.task.id}")["items"]) == 1
    ask("foreign", "GET", place, answers=404)


def test_implementation_plans_and_their_steps(scene: Scene) -> None:
    road = ask("county", "POST", f"/{scene.handed.plan.id}/implementations", {"title": "实施方案"}, answers=201)
    place = f"/implementations/{road['id']}"
    assert ask("county", "PATCH", place, {"title": "修订"}, version=1)["title"] == "修订"
    day = scene.day.isoformat()
    step = ask(
        "county",
        "POST",
        f"{place}/steps",
        {"title": "采购", "begins_on": day, "ends_on": day, "task": str(scene.handed.task.id)},
        answers=201,
    )
    at = f"/road-steps/{step['id']}"
    done = {"title": "采购", "begins_on": day, "ends_on": day, "done_on": day}
    assert ask("county", "PATCH", at, done, version=1)["done_on"] == day
    assert [item["title"] for item in ask("province", "GET", f"{place}/steps")] == ["采购"]
    assert ask("province", "GET", at)["version"] == 2
    ask("county", "DELETE", at, version=2, answers=204)
    assert len(ask("province", "GET", "/implementations")["items"]) == 1
    assert ask("foreign", "GET", "/implementations")["items"] == []


def test_the_lists_as_json(scene: Scene) -> None:
    (task,) = ask("province", "GET", f"/lists/tasks?period={scene.day.year}")
    assert (task["heading"], task["leads"], task["counts"]["on_course"]) == ("建设同步课堂", "科技处", 2)
    (duty,) = ask("county", "GET", f"/lists/duties?period={scene.day.year}")
    assert (duty["unit"], duty["task"], duty["status"]) == ("中原区教育局", "1. 建设同步课堂", "on_course")
    assert ask("province", "GET", "/lists/tasks?period=someday", answers=422)["errors"][0]["field"] == "period"
