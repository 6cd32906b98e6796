"""Pages of tasks: what they show to whom, what their forms do, that they ask the database as often for many as for few."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import Tree, make_post
from tests.modules.plans.task_rows import PLATFORM, HandedOut, attached, fresh, steps_of
from tests.web import client_of
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans import months
from xuezheng.modules.plans.models import Assignment, Milestone, ProgressReport, Task

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def now() -> datetime:
    return timezone.now()


class Scene:
    """A plan of the present year with two tasks at counties and schools; the clock of pages is the real one."""

    def __init__(self) -> None:
        self.tree = Tree()
        tree = self.tree
        due = today(now()) + timedelta(days=40)
        self.handed = HandedOut(tree, *tree.counties, *tree.schools, due_on=due, year=today(now()).year)
        self.share = self.handed.assignments[0]
        self.second = self.handed.add_task("2", "建立制度", due_on=due, lead=tree.province)
        self.late = self.handed.assign(tree.counties[0], self.second, due_on=today(now()) - timedelta(days=2))
        self.county = client_of(make_post(tree.counties[0]))
        self.lead = client_of(make_post(tree.office, role="officer"))
        self.province = client_of(make_post(tree.province))
        self.school = client_of(make_post(tree.schools[0], role="school_administrator"))

    def report(self, month: str) -> ProgressReport:
        with bound(PLATFORM):
            return ProgressReport.objects.create(
                assignment=self.share,
                unit_path=self.share.unit_path,
                month=month,
                text="已建成三间",
                person_name="演示",
                reported_at=now(),
            )

    def submit(self) -> None:
        with bound(PLATFORM):
            Assignment.objects.filter(id=self.share.id).update(submitted_at=now())


@pytest.fixture
def scene() -> Scene:
    return Scene()


def text(client: Client, address: str, *, answers: int = 200, **asked: Any) -> str:
    response: Any = client.get(address, asked, headers={"accept-language": "en"})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == answers, content.decode()[:2000]
    return " ".join(content.decode().split())


def test_the_board_shows_each_task_with_its_counts(scene: Scene) -> None:
    board = text(scene.province, "/plans/tasks/")
    assert "0 of 2 tasks done, 1 overdue" in board
    assert "建设同步课堂" in board
    assert "<span>on course</span><b data-data>12</b>" in board
    assert "<span>overdue</span><b data-data>1</b>" in board
    below = text(scene.province, "/plans/tasks/", under=scene.tree.cities[1].code)
    assert "<span>on course</span><b data-data>6</b>" in below
    assert "overdue</span>" not in below


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"status": "overdue"}, ["建立制度"]),
        ({"lead": "科技处"}, ["建设同步课堂"]),
        ({"mine": "1"}, ["建设同步课堂"]),
        ({"section": "没有"}, []),
    ],
)
def test_the_board_is_narrowed(scene: Scene, asked: dict[str, str], shown: list[str]) -> None:
    board = text(scene.lead, f"/plans/tasks/?{urlencode(asked)}")
    assert [heading for heading in ("建设同步课堂", "建立制度") if f">{heading}<" in board] == shown


def test_a_school_sees_its_own_share_only(scene: Scene) -> None:
    board = text(scene.school, "/plans/tasks/")
    assert "<b data-data>1</b>" in board
    assert "<b data-data>12</b>" not in board
    assert "There is no such unit" in text(scene.school, "/plans/tasks/", under=scene.tree.schools[1].code, answers=404)
    assert "There is no such plan" in text(scene.school, "/plans/tasks/", plan="x", answers=404)


def test_places_and_matrix_lead_down_the_tree(scene: Scene) -> None:
    places = text(scene.province, "/plans/tasks/places/")
    assert "郑州市教育局" in places
    assert f"under={scene.tree.cities[0].code}" in places
    county = text(scene.province, "/plans/tasks/places/", under=scene.tree.counties[0].code)
    assert scene.tree.schools[0].name in county
    matrix = text(scene.province, "/plans/tasks/matrix/")
    assert '<span class="unseen">overdue</span><span data-data>0/1</span>' in matrix
    assert "There is no administration below to compare" in text(scene.school, "/plans/tasks/matrix/")


def test_the_list_is_filtered_and_exported(scene: Scene) -> None:
    whole = text(scene.province, "/plans/assignments/")
    assert "13 rows" in whole
    late = text(scene.province, "/plans/assignments/", status="overdue")
    assert "1 row" in late
    under = text(scene.province, "/plans/assignments/", under=scene.tree.cities[1].code)
    assert "6 rows" in under
    scene.report(months.month_of(today(now())))
    silent = text(scene.province, "/plans/assignments/", narrowed="unreported", task=str(scene.handed.task.id))
    assert "11 rows" in silent
    scene.submit()
    assert "1 row" in text(scene.lead, "/plans/assignments/", narrowed="decide")
    assert "Nothing to show" in text(scene.lead, "/plans/assignments/", narrowed="returned")
    table = text(scene.province, "/plans/assignments/", format="csv", status="waiting")
    assert "中原区教育局" in table
    assert "awaiting acceptance" in table


def test_the_page_of_a_task_tells_all_about_it(scene: Scene) -> None:
    with bound(PLATFORM):
        Milestone.objects.create(
            plan=scene.handed.plan, task=scene.handed.task, unit_path="cn.41.", shared=True, name="出台办法"
        )
    page = text(scene.lead, f"/plans/tasks/{scene.handed.task.id}/")
    for expected in (
        "建设同步课堂的要求",
        "科技处",
        "出台办法",
        "State as reached",
        "Has not reported in",
        "郑州市教育局",
    ):
        assert expected in page
    county = text(scene.county, f"/plans/tasks/{scene.handed.task.id}/")
    assert "What is asked of my unit in this task" in county
    assert "State as reached" not in county
    assert "信阳市教育局" not in county


def test_a_county_reports_submits_and_the_lead_office_returns(scene: Scene) -> None:
    month = months.month_of(today(now()))
    own = text(scene.county, "/plans/tasks/own/")
    assert own.index("建立制度") < own.index("建设同步课堂")
    address = f"/plans/assignments/{scene.share.id}/"
    assert f"Report {month}" in text(scene.county, address)
    empty = scene.county.post(f"{address}report/", {"month": month, "text": ""})
    assert empty.status_code == 422
    assert scene.county.post(f"{address}report/", {"month": month, "text": "已建成三间"}).status_code == 302
    assert "已建成三间" in text(scene.county, address)
    assert scene.county.post(f"{address}submit/", {"version": 1, "statement": "完成"}).status_code == 302
    assert "Take the submission back" in text(scene.county, address)
    decide = text(scene.lead, address)
    assert "No file shows what was done" in decide
    assert "Accept</a>" in decide
    assert scene.lead.post(f"{address}return/", {"version": 2, "reason": "缺照片"}).status_code == 302
    assert "缺照片" in text(scene.county, "/plans/tasks/own/")
    assert scene.county.post(f"{address}submit/", {"version": 3}).status_code == 302
    assert scene.county.post(f"{address}withdraw/", {"version": 4}).status_code == 302
    assert scene.county.post(f"{address}submit/", {"version": 5}).status_code == 302
    assert scene.lead.post(f"{address}accept/", {"version": 6}).status_code == 302
    assert "Open again" in text(scene.lead, address)
    assert scene.lead.post(f"{address}reopen/", {"version": 7, "reason": "复查"}).status_code == 302
    later = (today(now()) + timedelta(days=90)).isoformat()
    assert scene.lead.post(f"{address}extend/", {"version": 8, "due_on": later, "reason": "汛情"}).status_code == 302
    assert [what for what, *_rest in steps_of(scene.share)] == [
        "submitted",
        "returned",
        "submitted",
        "withdrawn",
        "submitted",
        "accepted",
        "reopened",
        "extended",
    ]


def test_many_are_accepted_after_the_number_is_stated(scene: Scene) -> None:
    scene.submit()
    attached(scene.share)
    address = f"/plans/tasks/{scene.handed.task.id}/accept/"
    assert "Accepts 1 of 1" in text(scene.lead, address)
    assert scene.lead.post(address, {"expected": 2}).status_code == 422
    assert scene.lead.post(address, {"expected": 1}).status_code == 302
    assert fresh(scene.share).accepted_at is not None
    assert "There is no such task" in text(scene.county, address, answers=404)


def test_the_lead_office_gives_time_and_states_milestones(scene: Scene) -> None:
    with bound(PLATFORM):
        milestone = Milestone.objects.create(
            plan=scene.handed.plan, task=scene.handed.task, unit_path="cn.41.", shared=True, name="出台办法"
        )
    later = (today(now()) + timedelta(days=90)).isoformat()
    address = f"/plans/tasks/{scene.handed.task.id}/extend/"
    assert scene.lead.get(address).status_code == 200
    assert scene.lead.post(address, {"version": 1, "due_on": later, "reason": "汛情"}).status_code == 302
    assert fresh(scene.share).due_on == date.fromisoformat(later)
    reach = {"version": 1, "reached_on": today(now()).isoformat(), "statement": "已印发"}
    assert scene.lead.post(f"/plans/milestones/{milestone.id}/reach/", reach).status_code == 302
    assert "已印发" in text(scene.county, f"/plans/tasks/{scene.handed.task.id}/")
    back = {"version": 2, "reason": "误填"}
    assert scene.lead.post(f"/plans/milestones/{milestone.id}/take-back/", back).status_code == 302
    assert "no such milestone" in text(scene.province, f"/plans/milestones/{scene.share.id}/reach/", answers=404)


def test_a_task_is_added(scene: Scene) -> None:
    address = f"/plans/{scene.handed.plan.id}/tasks/add/"
    values = {
        "heading": "建立首席信息官制度",
        "lead": scene.tree.office.code,
        "support_1": scene.tree.cities[0].code,
        "due_on": (today(now()) + timedelta(days=30)).isoformat(),
    }
    assert scene.province.get(address).status_code == 200
    assert scene.province.post(address, values).status_code == 302
    with bound(PLATFORM):
        assert Task.objects.get(number="3").heading == "建立首席信息官制度"
        assert Assignment.objects.filter(task__number="3").count() == 2


LISTS: dict[str, str] = {"tasks": "建设同步课堂", "duties": "中原区教育局", "projects": "Nothing to show"}


@pytest.mark.parametrize("kind", LISTS)
def test_the_three_lists_are_shown_and_taken_out(scene: Scene, kind: str) -> None:
    address = f"/plans/lists/{kind}/"
    page = text(scene.province, address, unit=scene.tree.counties[0].code)
    assert LISTS[kind] in page
    assert (scene.handed.plan.title in page) == (kind != "projects")
    assert "科技处" in text(scene.province, address, task=str(scene.handed.task.id)) or kind != "tasks"
    for form, beginning in (("xlsx", b"PK"), ("docx", b"PK")):
        response = scene.province.get(address, {"format": form})
        assert response.content.startswith(beginning)
        assert response["Cache-Control"] == "no-store"


def test_the_duty_list_comes_page_by_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuezheng.modules.plans.web.tasks.three_lists.ON_PAGE", 1)
    address, seen = f"/plans/lists/duties/?unit={scene.tree.cities[0].code}", []
    answer = scene.province.get(address)
    whole = answer.context["found"].number
    while True:
        seen += [str(item.row.id) for item, _tag in answer.context["lines"]]
        if not (after := answer.context["found"].after):
            break
        answer = scene.province.get(f"{address}&after={after}")
    with bound(PLATFORM):
        ids = {str(row) for row in Assignment.objects.values_list("id", flat=True)}
        order = dict(Assignment.objects.values_list("id", "unit_path"))
    assert (len(seen), len(set(seen)), set(seen) <= ids) == (whole, whole, True)
    assert whole > 1
    paths = [order[UUID(one)] for one in seen]
    assert paths == sorted(paths)
    back = scene.province.get(f"{address}&before={answer.context['found'].before}")
    assert [str(item.row.id) for item, _tag in back.context["lines"]] == seen[-2:-1]


def test_unit_and_period_of_the_three_lists_are_chosen_and_not_typed(scene: Scene) -> None:
    page = text(scene.province, "/plans/lists/tasks/", period="2019Q2")
    code, picker = scene.tree.province.code, reverse("units-picker")
    assert f'<div class="picker" data-picker="{picker}"><input type="text" name="unit" value="{code}"' in page
    assert '<option value="2019Q2" selected>' in page
    assert f'<option value="{today(now()).year}">' in page
    listed = text(scene.province, "/plans/assignments/", under=scene.tree.counties[0].code)
    assert f'<input name="under" id="filter-under" value="{scene.tree.counties[0].code}"' in listed


def test_a_list_of_nothing_we_know_is_refused(scene: Scene) -> None:
    assert "There is no such list" in text(scene.province, "/plans/lists/wishes/", answers=404)
    assert "is no period" in text(scene.province, "/plans/lists/tasks/", period="someday", answers=404)
    assert "no such unit" in text(scene.county, "/plans/lists/tasks/", unit=scene.tree.counties[2].code, answers=404)
    assert "no such task" in text(scene.county, "/plans/lists/tasks/", task="x", answers=404)
    assert scene.county.get("/plans/lists/").status_code == 302


ADDRESSES: list[Callable[[Scene], str]] = [
    lambda _scene: "/plans/tasks/",
    lambda _scene: "/plans/tasks/places/",
    lambda _scene: "/plans/tasks/matrix/",
    lambda _scene: "/plans/tasks/own/",
    lambda _scene: "/plans/assignments/",
    lambda scene: f"/plans/tasks/{scene.handed.task.id}/",
    lambda _scene: "/plans/lists/tasks/",
    lambda _scene: "/plans/lists/duties/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_ask_as_often_for_many_rows_as_for_one(address: Callable[[Scene], str]) -> None:
    scene = Scene()
    asked = []
    for number in ("3", "4", "5"):
        task = scene.handed.add_task(number, "更多", due_on=scene.handed.task.due_on, lead=scene.tree.office)
        scene.handed.assign(scene.tree.counties[0], task)
        with CaptureQueriesContext(connection) as queries:
            scene.county.get(address(scene))
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2]


@pytest.mark.parametrize("kind", ["assignments", "tasks"])
def test_what_a_page_says_of_a_task_stays_in_the_page(scene: Scene, kind: str) -> None:
    shown = text(scene.county, f"/plans/{kind}/{scene.share.id if kind == 'assignments' else scene.share.task_id}/")
    before_the_page, opening = shown.split('<a class="skip"')[0].rsplit("<body", 1)
    assert "data-error" not in opening
    assert opening.count("<") == 0
    assert opening.rstrip().endswith(">")
    assert "on course" not in before_the_page


def test_the_menu_keeps_the_board_marked_on_its_lists(scene: Scene) -> None:
    marked = '<a href="/plans/tasks/" aria-current="page">'
    for address in ("/plans/assignments/", f"/plans/assignments/{scene.share.id}/", "/plans/tasks/"):
        assert marked in text(scene.province, address)
    assert marked not in text(scene.province, "/plans/tasks/own/")


def test_what_waits_for_acceptance_stands_above_the_to_dos(scene: Scene) -> None:
    """It is counted by task and closes by itself: no to-do of the inbox."""
    before = text(scene.lead, reverse("todos"))
    scene.submit()
    shown = text(scene.lead, reverse("todos"))
    said = "1 matter handed in to your unit waits for a decision"
    assert (said in before, said in shown) == (False, True)
    assert "Task 1: 1 submission waits." in shown
    assert said not in text(scene.school, reverse("todos"))
