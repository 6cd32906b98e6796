"""Pages of targets, as the province that issued them, a county below, and a school."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import Tree, make_post
from tests.modules.plans.builders import GOALS, OF_A_BUREAU, TASKS, published_plan
from tests.web import client_of
from xuezheng.kernel.pages import todos
from xuezheng.kernel.pages.todos import Todo
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.drafts import GoalDraft, TargetDraft, TaskDraft
from xuezheng.modules.plans.models import Plan, Target, TargetEvidence, TargetShare, Task

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def plan(tree: Tree) -> Plan:
    return published_plan(tree.province)


@pytest.fixture
def province(tree: Tree) -> Client:
    return english(client_of(make_post(tree.office)))


def english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def target_of(plan: Plan, words: str) -> Target:
    with bound(system_post("test")):
        return Target.objects.get(plan=plan, phrase__contains=words)


def text(client: Client, address: str, *arguments: object) -> str:
    response = client.get(reverse(address, args=arguments))
    assert response.status_code == 200, response.content[:400]
    return response.content.decode()


def test_the_home_of_the_plan_in_force(province: Client, plan: Plan) -> None:
    response = province.get(reverse("achievement"))
    assert response["Location"] == reverse("plan", args=[plan.id])
    page = text(province, "plan", plan.id)
    assert "多媒体教室占普通教室的比例" in page
    assert "choose an indicator or state why not" in page
    assert "0 / 2" in page


def test_the_home_shows_the_most_urgent_of_what_is_expected(
    province: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dated before the undated, and no more than fit."""
    waiting = [Todo(text=f"Wait {place}", url="/") for place in range(9)]
    dated = Todo(text="Wait no longer", url="/", due_on=date(2026, 1, 1))
    monkeypatch.setattr(todos, "_sources", [lambda _post, _at: [*waiting, dated]])
    found = re.findall(r">(Wait [^<]+)</a>", text(province, "plan", plan.id))
    assert found == ["Wait no longer", *(f"Wait {place}" for place in range(7))]


def test_many_targets_stand_behind_a_fold_and_the_todos_before_none(
    tree: Tree, province: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(TargetDraft(phrase=f"指标{number}", value=number, measure="所") for number in range(11))  # type: ignore[arg-type] # stored as a decimal
    plan = published_plan(tree.province, tasks=(replace(TASKS[0], targets=many),), goals=())
    monkeypatch.setattr(todos, "_sources", [lambda _post, _at: [Todo(text="Wait", url="/")]])
    page = text(province, "plan", plan.id)
    assert [page.index(words) for words in ("指标7<", "3 more", "指标8<", ">Wait</a>")] == sorted(
        page.index(words) for words in ("指标7<", "3 more", "指标8<", ">Wait</a>")
    )


def test_without_a_plan_it_says_what_to_do(province: Client) -> None:
    assert "No work points are in force" in text(province, "achievement")


def test_those_below_read_what_was_published(tree: Tree, plan: Plan) -> None:
    school = english(client_of(make_post(tree.schools[0], role="school_administrator")))
    page = text(school, "plan", plan.id)
    assert "多媒体教室占普通教室的比例" in page
    detail = text(school, "plan-target", target_of(plan, "多媒体").id)
    assert "Choose an indicator" not in detail
    assert "State evidence" in detail


def test_binding_from_a_suggestion(province: Client, plan: Plan) -> None:
    target = target_of(plan, "多媒体")
    page = text(province, "plan-target", target.id)
    assert reverse("bind-target", args=[target.id]) + "?code=multimedia_classroom_ratio" in page
    address = reverse("bind-target", args=[target.id])
    answer = province.post(address, {"version": target.version, "code": "multimedia_classroom_ratio"}, follow=True)
    assert "The value is computed from the records" in answer.content.decode()
    assert target_of(plan, "多媒体").indicator_code == "multimedia_classroom_ratio"


def test_a_stale_form_loses_nothing(province: Client, plan: Plan) -> None:
    target = target_of(plan, "多媒体")
    address = reverse("state-unmeasurable", args=[target.id])
    answer = province.post(address, {"version": 99, "reason": "只有文件可以证明，没有记录"})
    assert answer.status_code == 422
    assert "Somebody changed the target" in answer.content.decode()
    assert "只有文件可以证明，没有记录" in answer.content.decode()


def test_the_day_of_evidence_is_filled_in_any_language(tree: Tree, plan: Plan) -> None:
    county, target = client_of(make_post(tree.counties[0])), target_of(plan, "教师")
    for language in ("zh-hans", "en"):
        county.cookies["language"] = language
        page = text(county, "record-evidence", target.id)
        assert re.search(r'type="date" name="as_of" value="20\d\d-\d\d-\d\d"', page), language


def test_evidence_is_stated_and_withdrawn(tree: Tree, plan: Plan) -> None:
    target = target_of(plan, "教师")
    county = english(client_of(make_post(tree.counties[2])))
    values = {"as_of": "2026-03-02", "statement": "全县教师已开通空间", "value": "81.5"}
    answer = county.post(reverse("record-evidence", args=[target.id]), values, follow=True)
    assert "81.5%" in answer.content.decode()
    with bound(system_post("test")):
        evidence = TargetEvidence.objects.get()
    neighbour = english(client_of(make_post(tree.counties[0])))
    assert "全县教师已开通空间" not in text(neighbour, "plan-target", target.id)
    assert neighbour.post(reverse("withdraw-evidence", args=[evidence.id]), {"version": 1}).status_code == 404
    answer = county.post(reverse("withdraw-evidence", args=[evidence.id]), {"version": 1}, follow=True)
    assert "withdrawn" in answer.content.decode()


def test_shares_are_negotiated_on_the_page(tree: Tree, plan: Plan, province: Client) -> None:
    target = target_of(plan, "教师")
    province.post(reverse("share-out-target", args=[target.id]), {"version": 1, "method": "negotiated"})
    with bound(system_post("test")):
        share = TargetShare.objects.get(unit=tree.cities[1])
    city = english(client_of(make_post(tree.cities[1])))
    page = text(city, "plan-target", target.id)
    assert reverse("propose-share", args=[share.id]) in page
    assert "郑州市教育局" not in page
    county = english(client_of(make_post(tree.counties[0])))
    assert "No share of it is asked of your unit." in text(county, "plan-target", target.id)
    assert "Agree as shared out" not in text(province, "plan-target", target.id)
    city.post(reverse("propose-share", args=[share.id]), {"version": 1, "value": "75", "reason": "山区学校多"})
    proposed = text(province, "plan-target", target.id)
    assert ("75% · 山区学校多" in proposed, "Agree as shared out" in proposed) == (True, True)
    answer = province.post(reverse("agree-share", args=[share.id]), {"version": 2, "as_proposed": "yes"}, follow=True)
    assert "is missing" in answer.content.decode()


def keys_of_tasks(plan: Plan) -> list[str]:
    with bound(system_post("test")):
        return [str(task.id) for task in Task.objects.filter(plan=plan).order_by("position")]


def test_several_tasks_are_taken_over_at_once(tree: Tree, plan: Plan, province: Client) -> None:
    own = published_plan(tree.cities[0], title="郑州市要点")
    city = english(client_of(make_post(tree.cities[0])))
    page = text(city, "plan-takeover", own.id)
    assert "1 task handed to your unit is not taken over yet." in page
    uppers, task = keys_of_tasks(plan), keys_of_tasks(own)[0]
    assert (uppers[0] in page, uppers[1] in page) == (True, False), "the other one was handed to counties"
    address, asked = reverse("take-over-task", args=[own.id]), {"task": task, "show": "all"}
    assert "Choose the task of your own" in city.post(address, {"upper_task": uppers}, follow=True).content.decode()
    assert "Tick those" in city.post(address, {**asked, "upper_task": ["x"]}, follow=True).content.decode()
    answer = city.post(address, {**asked, "upper_task": uppers}, follow=True)
    assert "2 tasks are taken over." in answer.content.decode()
    assert answer.request["QUERY_STRING"] == "show=all"
    again = city.post(address, {**asked, "upper_task": uppers[:1]}, follow=True).content.decode()
    assert "over already" in again
    released = city.post(reverse("release-task", args=[own.id]), {**asked, "upper_task": uppers[0]}, follow=True)
    assert "no longer taken over" in released.content.decode()


def test_what_a_bureau_below_has_not_taken_over_opens(tree: Tree, plan: Plan, province: Client) -> None:
    published_plan(tree.cities[0], title="郑州市要点")
    code = tree.cities[0].code
    below = text(province, "plan-takeover-below", plan.id)
    assert reverse("plan-takeover-unit", args=[plan.id, code]) in below
    page = text(province, "plan-takeover-unit", plan.id, code)
    assert ("改善学校信息化基础条件" in page, "1 of 1 tasks are not taken over" in page) == (True, True)
    county = client_of(make_post(tree.counties[2]))
    assert county.get(reverse("plan-takeover-unit", args=[plan.id, code])).status_code == 404


@pytest.mark.parametrize("copies", [1, 3])
def test_the_home_asks_the_same_number_of_queries(
    tree: Tree, copies: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tasks = [task for number in range(copies) for task in _numbered(number)]
    plan = published_plan(tree.province, tasks=tasks, goals=GOALS * copies)
    bind_all(plan)
    client = english(client_of(make_post(tree.office)))
    text(client, "plan", plan.id)
    with django_assert_max_num_queries(39):
        text(client, "plan", plan.id)


def test_targets_of_an_edition_that_was_replaced_say_so(tree: Tree, plan: Plan, province: Client) -> None:
    second = published_plan(tree.province, tasks=TASKS, supersedes=plan)
    assert f"{plan.title} · superseded" in text(province, "plan-targets")
    listed = province.get(reverse("plan-targets"), {"plan": "published"}).content.decode()
    assert (plan.title in listed, "superseded" in listed.split("<tbody")[1]) == (True, False)
    for of_plan, told in ((plan, True), (second, False)):
        page = text(province, "plan-target", target_of(of_plan, "多媒体").id)
        assert ("· superseded" in page, "Not shared out." in page) == (told, True)


def test_the_list_goes_plan_by_plan_the_newest_year_first(tree: Tree, province: Client) -> None:
    goal = GoalDraft(
        number="一", text="", targets=tuple(TargetDraft(phrase=f"目标{place}", value=None) for place in "甲乙")
    )
    for unit, year in ((tree.cities[1], 2026), (tree.province, 2025), (tree.province, 2026)):
        published_plan(unit, year=year, goals=(goal,), tasks=OF_A_BUREAU[:1])
    rows = re.findall(r"目标[甲乙]|20\d\d年网络安全和信息化工作要点", text(province, "plan-targets").split("<tbody")[1])
    assert rows == ["目标甲", "2026年网络安全和信息化工作要点", "目标乙", "2026年网络安全和信息化工作要点"] * 2 + [
        "目标甲",
        "2025年网络安全和信息化工作要点",
        "目标乙",
        "2025年网络安全和信息化工作要点",
    ]


@pytest.mark.parametrize("copies", [1, 3])
def test_the_list_names_all_indicators_at_once(
    tree: Tree, copies: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bind_all(published_plan(tree.province, goals=GOALS * copies))
    client = english(client_of(make_post(tree.office)))
    text(client, "plan-targets")
    with django_assert_max_num_queries(22):
        page = text(client, "plan-targets")
    assert page.count("Teachers with a learning space") == copies + 1


def bind_all(plan: Plan) -> None:
    with bound(system_post("test")):
        Target.objects.filter(plan=plan).update(indicator_code="teacher_space_ratio")


def _numbered(copy: int) -> list[TaskDraft]:
    return [replace(task, number=f"{copy}{task.number}") for task in TASKS]


@pytest.mark.parametrize("role", ["teacher"])
def test_who_has_no_business_here_is_refused(tree: Tree, plan: Plan, role: str) -> None:
    client = english(client_of(make_post(tree.schools[0], role=role)))
    assert client.get(reverse("plan", args=[plan.id])).status_code == 403
