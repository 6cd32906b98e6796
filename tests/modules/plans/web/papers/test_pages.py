"""Pages of papers and plans: upload, review with its corrections, publication, the plan as a document."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import Tree, make_post
from tests.jobs import run_pending
from tests.modules.plans.actions.test_receive_paper import TEXT
from tests.modules.plans.builders import WATCHER, drafted_plan, led_by, published_plan
from tests.web import client_of
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.drafts import TargetDraft, TaskDraft
from xuezheng.modules.plans.models import Assignment, Goal, Milestone, Plan, Responsibility, Section, Target, Task

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def client(tree: Tree) -> Client:
    found = client_of(make_post(tree.province))
    found.cookies["language"] = "en"
    return found


def uploaded(client: Client, content: str = TEXT, name: str = "要点.txt", **values: str) -> Any:
    return client.post("/plans/papers/new/", {"file": SimpleUploadedFile(name, content.encode()), **values})


def drafted(client: Client) -> Plan:
    uploaded(client)
    with bound(WATCHER):
        return Plan.objects.select_related("paper").get()


def test_an_upload_leads_to_the_review(client: Client) -> None:
    answer = uploaded(client)
    with bound(WATCHER):
        plan = Plan.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/plans/{plan.id}/document/")
    assert client.get(answer.headers["Location"]).headers["Location"] == f"/plans/{plan.id}/review/"
    page = client.get(f"/plans/{plan.id}/review/").content.decode()
    counted = "1 core goals · 2 tasks · 2 places with responsible units"
    assert counted in page
    assert "1 place to confirm" in page
    assert re.findall(r'<a class="mark t"[^>]*>([^<]+)</a>', page) == ["1.改善学校条件", "2.健全教研制度"]
    assert re.findall(r'<a class="mark n"[^>]*>([^<]+)</a>', page)[0].endswith("比例达到90%以上")
    assert [
        name.strip() for name in re.findall(r"data-unresolved>(?:<b>leads</b> )?<span data-data>([^<]+)</span>", page)
    ] == ["教研室"]


def test_a_file_that_is_no_plan_is_refused_on_the_form(client: Client) -> None:
    answer = uploaded(client, "今天天气很好。", "新闻.txt")
    assert answer.status_code == 422
    assert "No numbered heading" in answer.content.decode()


def test_the_same_file_leads_to_the_same_plan(client: Client) -> None:
    first = uploaded(client).headers["Location"]
    assert uploaded(client, name="again.txt").headers["Location"] == first


def test_the_script_is_sent_on_by_a_header(client: Client) -> None:
    file = SimpleUploadedFile("要点.txt", TEXT.encode())
    answer = client.post("/plans/papers/new/", {"file": file}, headers=HTMX)
    with bound(WATCHER):
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/plans/{Plan.objects.get().id}/document/")


def test_what_takes_long_is_read_by_a_job(client: Client, tree: Tree) -> None:
    """An older Word file is converted first; without the program that does it, its refusal is said where one waits."""
    answer = uploaded(client, "no doc at all", "旧版.doc")
    run_path = answer.headers["Location"]
    assert re.fullmatch(r"/work/[0-9a-f-]+/", run_path)


def addresses(plan: Plan) -> dict[str, tuple[str, dict[str, Any]]]:
    """Every correction: its address, and what a good post holds."""
    with bound(WATCHER):
        task, goal = Task.objects.get(plan=plan, number="1"), Goal.objects.get(plan=plan)
        section, target = Section.objects.filter(plan=plan).first(), Target.objects.filter(plan=plan, goal=goal).get()
        row = Responsibility.objects.get(plan=plan, written="教研室")
        stone = Milestone.objects.create(plan=plan, task=task, name="平台", unit_path=plan.unit_path)
        place = plan.paper.text.index("各地加快") if plan.paper else 0
    assert section is not None
    version = {"version": 1}
    target_values = {**version, "phrase": "接入率", "comparator": ">=", "value": "95", "measure": "%", "kind": "ratio"}
    return {
        "head": (f"/plans/{plan.id}/review/head/", {"version": plan.version, "title": "工作要点", "year": 2026}),
        "section": (f"/plans/review/sections/{section.pk}/change/", {**version, "heading": "任务"}),
        "goal": (f"/plans/review/goals/{goal.id}/change/", {**version, "text": "目标"}),
        "new goal": (f"/plans/{plan.id}/review/goals/add/", {"text": "目标"}),
        "task": (
            f"/plans/review/tasks/{task.id}/change/",
            {**version, "number": "1", "heading": "任务", "due_on": "2026-06-30"},
        ),
        "new task": (f"/plans/{plan.id}/review/tasks/add/?after={task.id}", {"heading": "新任务"}),
        "split": (f"/plans/review/tasks/{task.id}/split/", {**version, "place": str(place)}),
        "merge": (f"/plans/review/tasks/{task.id}/merge/", {**version, "next_version": 1}),
        "new unit": (f"/plans/review/tasks/{task.id}/units/add/", {**version, "written": "科技处"}),
        "new target": (f"/plans/review/tasks/{task.id}/targets/add/", target_values),
        "new goal target": (f"/plans/review/goals/{goal.id}/targets/add/", target_values),
        "new milestone": (f"/plans/review/tasks/{task.id}/milestones/add/", {**version, "name": "平台"}),
        "target": (f"/plans/review/targets/{target.id}/change/", target_values),
        "no target": (f"/plans/review/targets/{target.id}/dismiss/", version),
        "milestone": (f"/plans/review/milestones/{stone.id}/change/", {**version, "name": "中心"}),
        "chosen unit": (f"/plans/review/units/{row.id}/choose/", {**version, "group": "city_bureaus"}),
        "aside": (f"/plans/review/units/{row.id}/aside/", {**version, "reason": "不属教育"}),
        "role": (f"/plans/review/units/{row.id}/role/", version),
        "removed unit": (f"/plans/review/units/{row.id}/remove/", version),
        "removed section": (f"/plans/review/sections/{section.pk}/remove/", version),
        "removed goal": (f"/plans/review/goals/{goal.id}/remove/", version),
        "removed target": (f"/plans/review/targets/{target.id}/remove/", version),
        "removed milestone": (f"/plans/review/milestones/{stone.id}/remove/", version),
        "removed task": (f"/plans/review/tasks/{task.id}/remove/", version),
    }


NAMES = [
    "head", "section", "goal", "new goal", "task", "new task", "split", "merge", "new unit", "new target",
    "new goal target", "new milestone", "target", "no target", "milestone", "chosen unit", "aside", "role",
    "removed unit", "removed section", "removed goal", "removed target", "removed milestone", "removed task",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_correction_by_page_and_by_script(client: Client, name: str) -> None:
    plan = drafted(client)
    address, values = addresses(plan)[name]
    assert client.get(address).status_code == 200
    bad = client.post(address, {**values, "version": 99, "heading": "", "text": ""}, headers=HTMX)
    assert (bad.status_code, 'id="correction"' in bad.content.decode()) == (422, True)
    good = client.post(address, values, headers=HTMX)
    assert (good.status_code, "corrected" in good.headers["HX-Trigger"]) == (204, True)
    with bound(WATCHER):
        assert Plan.objects.get(id=plan.id).version > plan.version


def test_without_a_script_a_correction_leads_back_to_its_card(client: Client) -> None:
    plan = drafted(client)
    address, values = addresses(plan)["task"]
    with bound(WATCHER):
        task = Task.objects.get(plan=plan, number="1")
    assert client.post(address, values).headers["Location"] == f"/plans/{plan.id}/review/#task-{task.id}"


def test_selected_words_become_the_text_and_the_place(client: Client) -> None:
    plan = drafted(client)
    assert plan.paper is not None
    start = plan.paper.text.index("开展网络教研活动")
    span = f"start={start}&end={start + 8}"
    page = client.get(f"/plans/{plan.id}/review/tasks/add/?{span}").content.decode()
    assert 'value="开展网络教研活动"' in page
    client.post(f"/plans/{plan.id}/review/tasks/add/", {"heading": "开展网络教研", "start": start, "end": start + 8})
    with bound(WATCHER):
        task = Task.objects.get(plan=plan, heading="开展网络教研")
        assert (task.span_start, task.span_end, task.number) == (start, start + 8, "3")


def test_a_task_of_selected_words_stands_under_the_heading_before_them(client: Client) -> None:
    """The task before them stands under another one."""
    headings = "一、重点任务\n1.建好网络。推动光纤入校。\n2.用好资源。建设课程。\n二、保障措施\n"
    uploaded(client, f"2026年教育信息化工作要点\n{headings}明确专人负责日常工作。\n3.落实经费。列入年度预算。\n")
    with bound(WATCHER):
        plan = Plan.objects.select_related("paper").get()
        before = Task.objects.get(plan=plan, number="2")
    assert plan.paper is not None
    start = plan.paper.text.index("明确专人负责")
    values = {"heading": "明确专人", "start": start, "end": start + 6}
    client.post(f"/plans/{plan.id}/review/tasks/add/?after={before.id}", values)
    with bound(WATCHER):
        tasks = Task.objects.filter(plan=plan).select_related("section").order_by("position")
        assert [(task.number, task.section.heading if task.section else "") for task in tasks] == [
            ("1", "重点任务"),
            ("2", "重点任务"),
            ("4", "保障措施"),
            ("3", "保障措施"),
        ]
        added = next(task for task in tasks if task.number == "4")
        assert added.section is not None
        assert added.position > added.section.position


def test_of_two_who_correct_the_same_the_second_sees_the_change_and_decides(client: Client) -> None:
    plan = drafted(client)
    with bound(WATCHER):
        task = Task.objects.get(plan=plan, number="1")
    address = f"/plans/review/tasks/{task.id}/change/"
    typed = {"version": 1, "number": "1", "due_on": task.due_on.isoformat(), "text": task.text}
    assert client.post(address, {**typed, "heading": "改善条件"}, headers=HTMX).status_code == 204
    refused = client.post(address, {**typed, "heading": "改善办学条件"}, headers=HTMX)
    page = refused.content.decode()
    assert (refused.status_code, "Somebody changed" in page) == (422, True)
    assert 'value="改善办学条件"' in page
    assert re.findall(r"now says <b data-data>([^<]+)</b>", page) == ["改善条件"]
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    assert version[1] == "2"
    again = client.post(address, {**typed, "version": version[1], "heading": "改善办学条件"}, headers=HTMX)
    assert again.status_code == 204
    with bound(WATCHER):
        assert Task.objects.get(id=task.id).heading == "改善办学条件"


def test_a_target_without_a_number_is_shown_in_words(client: Client, tree: Tree) -> None:
    told = (
        TargetDraft(phrase="幼儿园宽带接入", value=None),
        TargetDraft(phrase="重大安全事件", value=Decimal(0), comparator="=0", measure="起"),
        TargetDraft(phrase="多媒体教室占比", value=Decimal(90), measure="%"),
    )
    plan = drafted_plan(
        tree.province, tasks=[TaskDraft(number="1", heading="改善条件", units=(), targets=told)], goals=()
    )
    page = client.get(f"/plans/{plan.id}/review/").content.decode()
    assert re.findall(r"<b data-data>([^<]+)</b>\s*<a class=\"bind", page) == ["to be advanced", "none", "≥ 90%"]


def test_the_review_asks_as_often_for_many_tasks_as_for_few(client: Client, tree: Tree) -> None:
    def draft_of(number: int, year: int) -> Plan:
        target = TargetDraft(phrase="接入率")
        return drafted_plan(
            tree.province,
            year=year,
            tasks=[
                TaskDraft(number=str(n), heading=f"任务{n}", units=led_by("科技处", "某某室"), targets=(target,))
                for n in range(1, number + 1)
            ],
        )

    counts = []
    for number, year in ((1, 2030), (1, 2031), (12, 2032)):
        plan = draft_of(number, year)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/plans/{plan.id}/review/").status_code == 200
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_publishing_shows_what_is_undecided_then_publishes(client: Client, tree: Tree) -> None:
    plan = drafted(client)
    page = client.get(f"/plans/{plan.id}/publish/").content.decode()
    assert "“教研室” (task 2)" in page
    assert 'name="version"' not in page
    refused = client.post(f"/plans/{plan.id}/publish/", {"version": plan.version})
    assert refused.status_code == 422
    with bound(WATCHER):
        row = Responsibility.objects.get(plan=plan, written="教研室")
    client.post(f"/plans/review/units/{row.id}/choose/", {"version": 1, "group": "city_bureaus", "everywhere": "on"})
    with bound(WATCHER):
        plan.refresh_from_db()
    assert (
        client.post(f"/plans/{plan.id}/publish/", {"version": plan.version}).headers["Location"].endswith("/document/")
    )
    assert "The tasks are being handed out." in client.get(f"/plans/{plan.id}/document/").content.decode()
    run_pending()
    with bound(WATCHER):
        assert Assignment.objects.filter(plan=plan).count() == 6
    county = client_of(make_post(tree.counties[0]))
    page = county.get(f"/plans/{plan.id}/document/").content.decode()
    assert "改善学校条件" in page
    assert "data-correct" not in page


def test_lists_and_search_hold_own_and_published_plans(client: Client, tree: Tree) -> None:
    above = published_plan(tree.province)
    own = drafted_plan(tree.cities[0], title="郑州市2026年工作要点")
    city = client_of(make_post(tree.cities[0]))
    city.cookies["language"] = "en"
    for where, title in (("own", own.title), ("above", above.title)):
        page = city.get("/plans/", {"where": where}).content.decode()
        assert re.findall(r'<a class="row" href="/plans/[^"]+/document/">([^<]+)</a>', page) == [title]
    assert above.title in city.get("/search/", {"q": "网络安全和信息化"}).content.decode()
    beside = client_of(make_post(tree.cities[1]))
    assert own.title not in beside.get("/plans/").content.decode()


def test_a_draft_is_thrown_away_and_read_anew(client: Client) -> None:
    plan = drafted(client)
    with bound(WATCHER):
        Task.objects.filter(plan=plan, number="1").update(heading="改过的")
    client.post(f"/plans/{plan.id}/reread/", {"version": plan.version})
    with bound(WATCHER):
        assert Task.objects.get(plan=plan, number="1").heading == "改善学校条件"
        plan.refresh_from_db()
    client.post(f"/plans/{plan.id}/discard/", {"version": plan.version})
    with bound(WATCHER):
        assert not Plan.objects.exists()
    assert uploaded(client).status_code == 302
    with bound(WATCHER):
        assert Plan.objects.count() == 1


def test_the_page_of_a_paper_offers_the_original(client: Client) -> None:
    plan = drafted(client)
    page = client.get(f"/plans/papers/{plan.paper_id}/").content.decode()
    found = re.search(r'href="(/files/[0-9a-f-]+)" download', page)
    assert found is not None
    answer: Any = client.get(found[1])
    assert b"".join(answer.streaming_content) == TEXT.encode()


def test_who_may_only_read_is_not_shown_the_ways_to_write(tree: Tree) -> None:
    reader = client_of(make_post(tree.province, role="analyst"))
    plan = drafted_plan(tree.province)
    assert reader.get("/plans/papers/new/").status_code == 403
    assert reader.get(f"/plans/{plan.id}/review/").status_code == 403
    page = reader.get(f"/plans/{plan.id}/document/")
    assert (page.status_code, "data-correct" in page.content.decode()) == (200, False)
