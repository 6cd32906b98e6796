"""Papers and plans for programs: the same acts as on the pages, versions by If-Match, nothing foreign."""

from collections.abc import Iterator

import pytest

from tests.factories import Tree, acting
from tests.kernel.rest.callers import Caller, tokens
from tests.modules.plans.actions.test_receive_paper import TEXT
from tests.modules.plans.builders import WATCHER, drafted_plan, published_plan
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import Plan, Responsibility, Target, Task

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
BASE = "/api/v1/plans"
BYTES = "application/octet-stream"


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def province(tree: Tree) -> Iterator[Caller]:
    posts = {
        "province": acting(tree.province),
        "reader": acting(tree.province, role="analyst"),
        "county": acting(tree.counties[0]),
    }
    with tokens(**posts):
        yield Caller("province")


def test_a_document_is_sent_once_and_read_back(province: Caller) -> None:
    address = f"{BASE}/papers?filename=%E8%A6%81%E7%82%B9.txt"
    made = province.ask("POST", address, TEXT.encode(), Content_Type=BYTES)
    assert made.status_code == 201
    paper = made.json()
    assert made["Location"] == f"{BASE}/papers/{paper['id']}"
    assert (paper["filename"], paper["kind"], len(paper["reading"]["tasks"])) == ("要点.txt", "txt", 2)
    again = province.ask("POST", address, TEXT.encode(), Content_Type=BYTES).json()
    assert again == paper
    listed = province.ask("GET", f"{BASE}/papers").json()["items"]
    assert [(item["id"], item["plan"]) for item in listed] == [(paper["id"], paper["plan"])]
    assert Caller("county").ask("GET", f"{BASE}/papers/{paper['id']}").status_code == 404


def test_a_file_that_is_no_plan_is_a_problem(province: Caller) -> None:
    answer = province.ask("POST", f"{BASE}/papers?filename=a.txt", "天气很好。".encode(), Content_Type=BYTES)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")
    refused = Caller("reader").ask("POST", f"{BASE}/papers?filename=a.txt", TEXT.encode(), Content_Type=BYTES)
    assert refused.status_code == 403


def test_plans_and_their_parts(tree: Tree, province: Caller) -> None:
    plan = published_plan(tree.province)
    drafted_plan(tree.cities[0], title="郑州市工作要点")
    county = Caller("county")
    assert [item["title"] for item in county.ask("GET", BASE).json()["items"]] == [plan.title]
    assert len(province.ask("GET", BASE).json()["items"]) == 2
    one = county.ask("GET", f"{BASE}/{plan.id}")
    assert (one["ETag"], one.json()["state"], one.json()["unit"]) == ('"2"', "published", str(tree.province.uuid))
    tasks = county.ask("GET", f"{BASE}/{plan.id}/tasks").json()["items"]
    assert [(task["number"], task["heading"]) for task in tasks] == [
        ("1", "改善学校信息化基础条件"),
        ("2", "推进网络学习空间应用"),
    ]
    assert [goal["number"] for goal in county.ask("GET", f"{BASE}/{plan.id}/goals").json()["items"]] == ["（一）"]
    task = county.ask("GET", f"{BASE}/plan-tasks/{tasks[0]['id']}").json()
    assert [(row["written"], row["role"], row["group"]) for row in task["responsible"]] == [
        ("科技处", "lead", ""),
        ("各省辖市教育局", "support", "city_bureaus"),
    ]


def test_corrections_name_the_version_they_were_based_on(tree: Tree, province: Caller) -> None:
    plan = drafted_plan(tree.province)
    with bound(WATCHER):
        task, target = Task.objects.get(plan=plan, number="2"), Target.objects.get(plan=plan, task__number="2")
    address = f"{BASE}/plan-tasks/{task.id}"
    assert province.ask("PATCH", address, {"heading": "新标题"}).status_code == 428
    changed = province.ask("PATCH", address, {"heading": "新标题", "due_on": "2026-06-30"}, If_Match='"1"')
    assert (changed.json()["heading"], changed.json()["due_on"], changed["ETag"]) == ("新标题", "2026-06-30", '"2"')
    assert province.ask("PATCH", address, {"heading": "又一个"}, If_Match='"1"').status_code == 412
    number = province.ask(
        "PATCH", f"{BASE}/plan-targets/{target.id}", {"value": 85, "deadline": None}, If_Match='"1"'
    ).json()
    assert (number["value"], number["deadline"]) == ("85", None)
    head = province.ask("PATCH", f"{BASE}/{plan.id}", {"doc_number": "1号"}, If_Match=f'"{plan.version + 2}"')
    assert head.json()["doc_number"] == "1号"
    assert Caller("county").ask("PATCH", address, {"heading": "别人的"}, If_Match='"2"').status_code == 404


def test_a_name_is_decided_then_the_plan_published(tree: Tree, province: Caller) -> None:
    long_ago = TEXT.replace("2026", "2020").encode()
    province.ask("POST", f"{BASE}/papers?filename=a.txt", long_ago, Content_Type=BYTES)
    with bound(WATCHER):
        plan, row = Plan.objects.get(), Responsibility.objects.get(written="教研室")
    refused = province.ask("POST", f"{BASE}/{plan.id}/publish", If_Match=f'"{plan.version}"')
    assert refused.status_code == 422
    assert "教研室" in refused.content.decode()
    meaning = {"unit": str(tree.office.uuid), "task_version": 1}
    decided = province.ask("POST", f"{BASE}/responsible-units/{row.id}/choose", meaning)
    assert [one["unit"] for one in decided.json()["responsible"]] == [str(tree.office.uuid)] * 2
    version = province.ask("GET", f"{BASE}/{plan.id}")["ETag"]
    published = province.ask("POST", f"{BASE}/{plan.id}/publish", If_Match=version)
    assert published.json()["state"] == "published"
    closed = province.ask("POST", f"{BASE}/{plan.id}/close", {"reason": "结束"}, If_Match=published["ETag"])
    assert closed.json()["state"] == "closed"


def test_a_task_is_split_and_merged(tree: Tree, province: Caller) -> None:
    plan = drafted_plan(tree.province)
    with bound(WATCHER):
        task = Task.objects.get(plan=plan, number="1")
        Task.objects.filter(id=task.id).update(text="加快网络建设。开展结对帮扶。")
    new = province.ask("POST", f"{BASE}/plan-tasks/{task.id}/split", {"place": 7}, If_Match='"1"').json()
    assert (new["number"], new["heading"]) == ("1-2", "开展结对帮扶")
    merged = province.ask("POST", f"{BASE}/plan-tasks/{task.id}/merge", {"next_version": 1}, If_Match='"2"').json()
    assert merged["text"] == "加快网络建设。\n开展结对帮扶。"
