"""Forms over corrections of what a plan is made of: its head, sections, goals and tasks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.plans.actions.corrections import headings, plan_heads, removing, splitting, tasks
from xuezheng.modules.plans.models import Goal, Milestone, Plan, Section, Target, Task
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.web.forms import Versioned
from xuezheng.modules.plans.web.papers import forms as asked
from xuezheng.modules.plans.web.papers.correcting import answer_correction, check_draft, found_part
from xuezheng.modules.plans.web.papers.splitting import nearest_place, places_in


def values_of(request: PostRequest) -> Any:
    return request.POST if request.method == "POST" else None


def selected(request: PostRequest) -> dict[str, Any]:
    """Words selected in the document, as the script hands them over."""
    given = {name: request.GET.get(name, "") for name in ("start", "end")}
    return {name: text for name, text in given.items() if text.isdecimal() and len(text) < 10}


def selected_words(request: PostRequest, plan: Plan) -> str:
    span = selected(request)
    if len(span) < 2 or plan.paper is None:
        return ""
    return "".join(plan.paper.text[int(span["start"]) : int(span["end"])].split())


@post_required("plans.write")
def change_head(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    check_draft(request.post, plan)
    initial = {name: getattr(plan, name) for name in ("version", "title", "year", "doc_number", "issuer", "issued_on")}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        plan_heads.change_plan(post=request.post, plan_id=plan.id, at=now(), **values)
        return "", _("The head is changed.")

    form = asked.PlanForm(values_of(request), initial=initial)
    return answer_correction(request, plan_id=plan.id, form=form, act=act, title=_("Change title and year"))


@post_required("plans.write")
def change_section(request: PostRequest, section_id: int) -> HttpResponse:
    section = found_part(request.post, Section, section_id)
    initial = {"version": section.version, "number": section.number, "heading": section.heading}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        headings.change_section(post=request.post, section_id=section.pk, at=now(), **values)
        return f"section-{section.pk}", _("The section is changed.")

    form = asked.SectionForm(values_of(request), initial=initial)
    return answer_correction(request, plan_id=section.plan_id, form=form, act=act, title=_("Change the section"))


@post_required("plans.write")
def change_goal(request: PostRequest, goal_id: UUID) -> HttpResponse:
    goal = found_part(request.post, Goal, goal_id)
    initial = {"version": goal.version, "number": goal.number, "text": goal.text}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        headings.change_goal(post=request.post, goal_id=goal.id, at=now(), **values)
        return f"goal-{goal.id}", _("The goal is changed.")

    form = asked.GoalForm(values_of(request), initial=initial)
    return answer_correction(request, plan_id=goal.plan_id, form=form, act=act, title=_("Change the goal"))


@post_required("plans.write")
def add_goal(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    check_draft(request.post, plan)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        span = asked.span_in(values)
        goal = headings.add_goal(post=request.post, plan_id=plan.id, span=span, at=now(), **values)
        return f"goal-{goal.id}", _("The goal is added.")

    initial = {**selected(request), "text": selected_words(request, plan)}
    form = asked.AddGoalForm(values_of(request), initial=initial)
    return answer_correction(request, plan_id=plan.id, form=form, act=act, title=_("Add a goal"))


@post_required("plans.write")
def change_task(request: PostRequest, task_id: UUID) -> HttpResponse:
    task = found_part(request.post, Task, task_id)
    initial = {name: getattr(task, name) for name in ("version", "number", "heading", "due_on", "text")}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        tasks.change_task(post=request.post, task_id=task.id, at=now(), **values)
        return f"task-{task.id}", _("The task is changed.")

    form = asked.TaskForm(values_of(request), initial=initial)
    return answer_correction(
        request, plan_id=task.plan_id, form=form, act=act, title=_("Change the task"), about=str(task)
    )


@post_required("plans.write")
def add_task(request: PostRequest, plan_id: UUID) -> HttpResponse:
    plan = get_plan(request.post, plan_id)
    check_draft(request.post, plan)
    before = (
        Task.objects.filter(plan=plan, pk=after).first() if (after := _uuid(request.GET.get("after", ""))) else None
    )

    def act(values: dict[str, Any]) -> tuple[str, str]:
        span = asked.span_in(values)
        task = tasks.insert_task(
            post=request.post, plan_id=plan.id, after_id=before.id if before else None, span=span, at=now(), **values
        )
        return f"task-{task.id}", _("Task %(number)s is added.") % {"number": task.number}

    initial = {**selected(request), "heading": selected_words(request, plan)[:300]}
    form = asked.AddTaskForm(values_of(request), initial=initial)
    about = _("after %(task)s") % {"task": before} if before else ""
    return answer_correction(request, plan_id=plan.id, form=form, act=act, title=_("Add a task"), about=about)


@post_required("plans.write")
def split_task(request: PostRequest, task_id: UUID) -> HttpResponse:
    task = found_part(request.post, Task, task_id)
    places = places_in(task)
    start = selected(request).get("start")
    wanted = nearest_place(places, int(start) if start is not None else None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        new = splitting.split_task(
            post=request.post, task_id=task.id, version=values["version"], place=int(values["place"]), at=now()
        )
        return f"task-{new.id}", _("Task %(number)s begins there.") % {"number": new.number}

    form = asked.SplitForm(values_of(request), places=places, initial={"version": task.version, "place": wanted})
    explained = _("Units, targets and milestones go with the words they were read in.")
    return answer_correction(
        request,
        plan_id=task.plan_id,
        form=form,
        act=act,
        title=_("Split the task"),
        about=str(task),
        explained=explained,
    )


@post_required("plans.write")
def merge_task(request: PostRequest, task_id: UUID) -> HttpResponse:
    task = found_part(request.post, Task, task_id)
    following = Task.objects.filter(plan=task.plan, position__gt=task.position).order_by("position").first()
    initial = {"version": task.version, "next_version": following.version if following else 0}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        splitting.merge_task(post=request.post, task_id=task.id, at=now(), **values)
        return f"task-{task.id}", _("The two tasks are one.")

    form = asked.MergeForm(values_of(request), initial=initial)
    explained = (
        _("“%(next)s” becomes part of “%(task)s”, with its units, targets and milestones.")
        % {"next": following, "task": task}
        if following
        else _("This is the last task; there is none after it to merge with.")
    )
    return answer_correction(
        request, plan_id=task.plan_id, form=form, act=act, title=_("Merge with the next task"), explained=explained
    )


@post_required("plans.write")
def continue_task(request: PostRequest, task_id: UUID) -> HttpResponse:
    """Which task of the edition before goes on in this one."""
    task = found_part(request.post, Task, task_id)
    former = (
        Task.objects.filter(plan_id=task.plan.supersedes_id).order_by("position") if task.plan.supersedes_id else ()
    )
    initial = {"version": task.version, "former": str(task.continues_id or "")}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        chosen = UUID(values["former"]) if values["former"] else None
        tasks.continue_task(post=request.post, task_id=task.id, version=values["version"], former_id=chosen, at=now())
        return f"task-{task.id}", _("The choice is recorded.")

    choices = [(str(item.id), str(item)) for item in former]
    form = asked.ContinueForm(values_of(request), former=choices, initial=initial)
    explained = _("What units have reported, handed in and had accepted goes on under this task.")
    return answer_correction(
        request,
        plan_id=task.plan_id,
        form=form,
        act=act,
        title=_("Goes on from the edition before"),
        about=str(task),
        explained=explained,
    )


REMOVABLE: dict[str, type[Goal | Task | Target | Milestone]] = {
    "goals": Goal,
    "tasks": Task,
    "targets": Target,
    "milestones": Milestone,
}


def _removal(kind: str) -> Any:
    @post_required("plans.write")
    def remove(request: PostRequest, part_id: UUID) -> HttpResponse:
        return _answer_removal(request, REMOVABLE[kind], part_id, kind.removesuffix("s"))

    return remove


@post_required("plans.write")
def remove_section(request: PostRequest, section_id: int) -> HttpResponse:
    return _answer_removal(request, Section, section_id, "section")


def _answer_removal(
    request: PostRequest, model: type[Section | Goal | Task | Target | Milestone], part_id: UUID | int, kind: str
) -> HttpResponse:
    part = found_part(request.post, model, part_id)
    bearer = getattr(part, "task_id", None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        removing.remove_part(post=request.post, kind=kind, part_id=part_id, version=values["version"], at=now())
        return f"task-{bearer}" if bearer else "", _("“%(part)s” is removed.") % {"part": part}

    form = Versioned(values_of(request), initial={"version": part.version})
    explained = {
        "section": _("The heading goes; its tasks stay."),
        "goal": _("The goal goes with its targets."),
        "task": _("The task goes with its responsible units, targets and milestones."),
    }.get(kind, "")
    return answer_correction(
        request,
        plan_id=part.plan_id,
        form=form,
        act=act,
        title=_("Remove"),
        about=str(part),
        explained=explained,
        danger=True,
    )


remove_goal, remove_task, remove_target, remove_milestone = (_removal(kind) for kind in REMOVABLE)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
