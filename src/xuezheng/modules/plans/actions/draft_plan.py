"""From a draft's plain values to a plan with its parts, every written unit name looked up."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.carry_on import bind_as_before, name_as_before
from xuezheng.modules.plans.changing import issuing_unit, note
from xuezheng.modules.plans.drafts import PlanDraft, TaskDraft
from xuezheng.modules.plans.models import Plan, Task
from xuezheng.modules.plans.naming import meanings_of
from xuezheng.modules.plans.parts import insert_parts
from xuezheng.modules.plans.queries.lookup import get_paper
from xuezheng.modules.plans.refusals import DraftExists, EditionExists, PlanIsNotPublished


@transaction.atomic
def draft_plan(
    *,
    post: ActingPost,
    draft: PlanDraft,
    at: datetime,
    paper_id: UUID | None = None,
    supersedes_id: UUID | None = None,
) -> Plan:
    """Nothing is guessed: names nobody bears stay unresolved, names that several bear keep all they could mean."""
    unit = issuing_unit(post)
    paper = get_paper(post, paper_id) if paper_id else None
    former = _former(supersedes_id, unit_id=unit.id) if supersedes_id else None
    title = former.title if former else draft.title
    if former is None:
        check_title_is_free(Plan.objects.filter(unit=unit), title=title, year=draft.year)
    plan = Plan.objects.create(
        unit=unit,
        unit_path=unit.unit_path,
        paper=paper,
        title=title,
        year=draft.year,
        doc_number=draft.doc_number,
        issuer=draft.issuer,
        issued_on=draft.issued_on,
        edition=_next_edition(former),
        supersedes=former,
        drafted_at=at,
    )
    meanings = meanings_of(post, written_names(draft.tasks), context_id=unit.id)
    insert_parts(plan, draft, meanings=meanings, continued=same_tasks(former, draft.tasks))
    name_as_before(plan, former)
    bind_as_before(plan, former, at=at)
    note("draft_plan", post=post, plan=plan, at=at, after=_counts(draft))
    return plan


def check_title_is_free(others: QuerySet[Plan], *, title: str, year: int) -> None:
    same = others.filter(year=year, title=title)
    if same.filter(published_at=None).exists():
        raise DraftExists(title, year)
    if same.exists():
        raise EditionExists(title, year)


def written_names(tasks: Iterable[TaskDraft]) -> dict[str, str]:
    return {unit.written: unit.spelled_out for task in tasks for unit in task.units}


def _former(plan_id: UUID, *, unit_id: int) -> Plan:
    former = Plan.objects.filter(id=plan_id, unit_id=unit_id).first()
    if former is None or former.state is not Plan.State.PUBLISHED:
        raise PlanIsNotPublished(former.title if former else "")
    return former


def _next_edition(former: Plan | None) -> int:
    if former is None:
        return 1
    same = Plan.objects.filter(unit_id=former.unit_id, year=former.year, title=former.title)
    return int(same.aggregate(last=Max("edition"))["last"]) + 1


def same_tasks(former: Plan | None, tasks: Iterable[TaskDraft]) -> Mapping[str, UUID]:
    """By number, the task of the former edition with the same heading: proposed, and shown before publication."""
    if former is None:
        return {}
    known = dict(Task.objects.filter(plan=former).values_list("heading", "id"))
    return {task.number: known[task.heading] for task in tasks if task.heading in known}


def _counts(draft: PlanDraft) -> dict[str, object]:
    return {
        "title": draft.title,
        "year": draft.year,
        "goals": len(draft.goals),
        "tasks": len(draft.tasks),
        "targets": sum(len(goal.targets) for goal in draft.goals) + sum(len(task.targets) for task in draft.tasks),
    }
