"""Tasks taken over and added, milestones reached, projects with their money, implementation plans with their road maps."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions.add_task import add_task
from xuezheng.modules.plans.actions.assignments import reach_milestone, take_back_milestone
from xuezheng.modules.plans.actions.projects.change_project import close_project
from xuezheng.modules.plans.actions.projects.draw_up_implementation import draw_up_implementation
from xuezheng.modules.plans.actions.projects.lay_road import add_road_step, change_road_step
from xuezheng.modules.plans.actions.projects.open_project import open_project
from xuezheng.modules.plans.actions.projects.record_spending import record_spending, withdraw_spending
from xuezheng.modules.plans.actions.targets import take_over_task
from xuezheng.modules.plans.models import Milestone, Plan, Project, Task
from xuezheng.site.demo.plans.cast import Cast
from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.moments import Calendar, moment_on


def _task(plan: Plan, number: str) -> Task:
    return Task.objects.get(plan=plan, number=number)


def take_over(plans: Mapping[str, Plan], cast: Cast, calendar: Calendar) -> None:
    for told in catalogue("works")["takeovers"]:
        at = calendar.moment_of(told["day"])
        if {told["plan"], told["upper"]} <= plans.keys() and at < calendar.at:
            post = cast.post(told["by"])
            with bound(post):
                for number, uppers in told["tasks"].items():
                    task = _task(plans[told["plan"]], number)
                    for upper in uppers:
                        above = _task(plans[told["upper"]], upper)
                        take_over_task(post=post, task_id=task.id, upper_task_id=above.id, at=at)


def add_tasks(plans: Mapping[str, Plan], cast: Cast, calendar: Calendar) -> None:
    for told in catalogue("works")["added"]:
        at = calendar.moment_of(told["day"])
        if told["plan"] in plans and at < calendar.at:
            post = cast.post(told["by"])
            with bound(post):
                add_task(
                    post=post,
                    plan_id=plans[told["plan"]].id,
                    heading=told["heading"],
                    text=told["text"],
                    lead_unit_ids=[cast.unit(name).id for name in told["lead"]],
                    support_unit_ids=[cast.unit(name).id for name in told["support"]],
                    due_on=calendar.date_of(told["due"]),
                    arises_from=told["arises_from"],
                    at=at,
                )


def reach_milestones(plans: Mapping[str, Plan], cast: Cast, calendar: Calendar, overseers: Mapping[str, str]) -> None:
    for told in catalogue("works")["milestones"]:
        at = calendar.moment_of(told["day"])
        if told["plan"] not in plans or at >= calendar.at:
            continue
        post = cast.post(overseers[told["plan"]])
        known = Milestone.objects.get(plan=plans[told["plan"]], task__number=told["task"], name=told["name"])
        with bound(post):
            reached = reach_milestone(
                post=post,
                milestone_id=known.id,
                version=known.version,
                reached_on=calendar.date_of(told["day"]),
                statement=told["statement"],
                at=at,
            )
            if "taken_back" in told and (again := calendar.moment_of(told["taken_back"])) < calendar.at:
                take_back_milestone(
                    post=post, milestone_id=known.id, version=reached.version, reason=told["reason"], at=again
                )


def carry_out_projects(plan: Plan, cast: Cast, calendar: Calendar) -> None:
    """All stand under tasks of the province's plan."""
    for told in catalogue("works")["projects"]:
        at = calendar.moment_of(told["begins"])
        if at < calendar.at:
            post = cast.post(told["by"])
            with bound(post):
                project = open_project(
                    post=post,
                    task_id=_task(plan, told["task"]).id,
                    name=told["name"],
                    budget_source=told["source"],
                    amount=Decimal(told["amount"]),
                    begins_on=calendar.date_of(told["begins"]),
                    ends_on=calendar.date_of(told["ends"]),
                    at=at,
                )
                _spend(project, told, post, calendar)


def _spend(project: Project, told: Mapping[str, Any], post: ActingPost, calendar: Calendar) -> None:
    """The reason of overspending stands with the entry that goes beyond the amount."""
    left = project.amount
    for day, amount, purpose in told["spendings"]:
        left -= amount
        at = calendar.moment_of(day)
        if at >= calendar.at:
            continue
        entry = record_spending(
            post=post,
            project_id=project.id,
            spent_on=calendar.date_of(day),
            amount=Decimal(amount),
            purpose=purpose,
            over_reason=told.get("over", "") if left < 0 else "",
            at=at,
        )
        later = at + timedelta(days=2)
        if told.get("withdrawn") == amount and later < calendar.at:
            withdraw_spending(post=post, project_id=project.id, spending_id=entry.id, reason=told["reason"], at=later)
    if "closed" in told and calendar.moment_of(told["closed"]) < calendar.at:
        day = calendar.date_of(told["closed"])
        close_project(post=post, project_id=project.id, version=project.version, closed_on=day, at=moment_on(day))


def draw_up_implementations(plans: Mapping[str, Plan], cast: Cast, calendar: Calendar) -> None:
    for told in catalogue("works")["roads"]:
        at = calendar.moment_of(told["issued"])
        if told["plan"] in plans and at < calendar.at:
            plan, post = plans[told["plan"]], cast.post(told["by"])
            with bound(post):
                road = draw_up_implementation(
                    post=post,
                    plan_id=plan.id,
                    title=told["title"],
                    summary=told["summary"],
                    issued_on=calendar.date_of(told["issued"]),
                    at=at,
                )
                for step in told["steps"]:
                    _lay(road.id, step, plan, post, calendar, at=at)


def _lay(road_id: Any, told: list[Any], plan: Plan, post: ActingPost, calendar: Calendar, *, at: Any) -> None:
    title, begins, ends, number, done = told
    values = {
        "title": title,
        "begins_on": calendar.date_of(begins),
        "ends_on": calendar.date_of(ends),
        "task_id": _task(plan, number).id if number else None,
    }
    step = add_road_step(post=post, implementation_id=road_id, at=at, **values)
    if done and (finished := calendar.moment_of(done)) < calendar.at:
        change_road_step(
            post=post,
            step_id=step.id,
            version=step.version,
            done_on=calendar.date_of(done),
            at=finished,
            **values,
        )
