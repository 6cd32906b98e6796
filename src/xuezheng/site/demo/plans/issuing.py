"""Documents received, reviewed and published, as an office does it; the work that publishing queues is done at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.achievement import terms_of
from xuezheng.modules.plans.actions.close_plan import close_plan
from xuezheng.modules.plans.actions.corrections.targets import change_target
from xuezheng.modules.plans.actions.corrections.tasks import change_task
from xuezheng.modules.plans.actions.corrections.units import set_unit_aside
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.actions.receive_paper import receive_paper
from xuezheng.modules.plans.actions.targets import bind_target, state_unmeasurable
from xuezheng.modules.plans.indicators import wordings
from xuezheng.modules.plans.matching import suggestions
from xuezheng.modules.plans.models import Plan, Responsibility, Target, Task
from xuezheng.site.demo.plans.cast import Cast
from xuezheng.site.demo.plans.catalogues import catalogue, paper_text
from xuezheng.site.demo.plans.moments import Calendar
from xuezheng.site.demo.plans.working import do_queued_work

LIKELY = 0.7
"""Suggestions below this likeness are not taken without being named in the figures."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One document of the figures."""

    told: Mapping[str, Any]
    calendar: Calendar

    @property
    def year(self) -> int:
        return self.calendar.year + int(self.told.get("year", 0))

    def moment(self, what: str) -> datetime:
        return self.calendar.moment_of(self.told[what], shift=int(self.told.get("year", 0)))

    def has_come(self) -> bool:
        return self.moment("published" if "published" in self.told else "received") < self.calendar.at


def issue_papers(cast: Cast, calendar: Calendar) -> dict[str, Plan]:
    """By code: every plan of the figures whose day has come."""
    plans: dict[str, Plan] = {}
    for told in catalogue("papers")["papers"]:
        paper = Paper(told=told, calendar=calendar)
        if paper.has_come():
            plans[told["code"]] = _issue(paper, cast, former=plans.get(told.get("supersedes", "")))
    return plans


def _issue(paper: Paper, cast: Cast, *, former: Plan | None) -> Plan:
    post, told = cast.post(paper.told["by"]), paper.told
    with bound(post):
        received = receive_paper(
            post=post,
            content=paper_text(told["file"], year=paper.year).encode(),
            filename=f"{paper.year}年{told['name']}",
            at=paper.moment("received"),
            supersedes_id=former.id if former else None,
        )
        assert received.plan is not None
        plan = Plan.objects.get(id=received.plan.id)
        if "published" not in told:
            return plan
        _review(plan, paper, post)
        plan.refresh_from_db()
        publish_plan(post=post, plan_id=plan.id, version=plan.version, at=paper.moment("published"))
    do_queued_work(post, at=paper.moment("published"))
    with bound(post):
        _measure(plan, paper, post)
        return Plan.objects.select_related("unit").get(id=plan.id)


def _review(plan: Plan, paper: Paper, post: ActingPost) -> None:
    """What the reader of the document puts right before it is published."""
    at, told = paper.moment("received"), paper.told
    for number, day in told.get("due", {}).items():
        task = Task.objects.get(plan=plan, number=number)
        due_on = paper.calendar.date_of(day, shift=int(told.get("year", 0)))
        change_task(post=post, task_id=task.id, version=task.version, due_on=due_on, at=at)
    for item in told.get("targets", []):
        target = Target.objects.get(plan=plan, task__number=item["of"], phrase=item["phrase"])
        changes = {"phrase": item.get("become", item["phrase"]), "scope": item.get("scope", "")}
        change_target(post=post, target_id=target.id, version=target.version, at=at, **changes)
    for written, reason in told.get("set_aside", {}).items():
        row = Responsibility.objects.select_related("task").filter(plan=plan, written=written)[0]
        set_unit_aside(post=post, responsibility_id=row.id, version=row.task.version, reason=reason, at=at)


def _measure(plan: Plan, paper: Paper, post: ActingPost) -> None:
    """Each target is bound to its indicator, or says why nothing measures it; some stay undecided."""
    told, at = paper.told, paper.moment("published")
    bind, reasons, undecided = told.get("bind", {}), told.get("reasons", {}), told.get("undecided", [])
    for target in Target.objects.filter(plan=plan, core=True).exclude(phrase__in=undecided).order_by("position"):
        code = bind.get(target.phrase) or ("" if target.phrase in reasons else _likely(target))
        if code:
            bind_target(post=post, target_id=target.id, version=target.version, code=code, at=at)
        else:
            reason = reasons.get(target.phrase, catalogue("papers")["usual_reason"])
            state_unmeasurable(post=post, target_id=target.id, version=target.version, reason=reason, at=at)


def _likely(target: Target) -> str:
    """What the page would suggest first, where that is beyond doubt."""
    found = suggestions(f"{target.scope}{target.phrase}", wordings(terms_of(target)), most=1)
    return found[0].code if found and found[0].likeness >= LIKELY else ""


def close_last_year(plans: Mapping[str, Plan], cast: Cast, calendar: Calendar) -> None:
    told = catalogue("papers")["closing"]
    plan, at = plans.get(told["paper"]), calendar.moment_of(told["day"])
    if plan is None:
        return
    post = cast.post(told["by"])
    with bound(post):
        plan.refresh_from_db()
        close_plan(post=post, plan_id=plan.id, version=plan.version, reason=told["reason"], at=at)
    do_queued_work(post, at=at)
