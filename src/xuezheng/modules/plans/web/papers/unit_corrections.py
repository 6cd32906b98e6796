"""Forms over corrections of responsible units."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.actions.corrections import removing, units
from xuezheng.modules.plans.models import Responsibility, Task
from xuezheng.modules.plans.queries.alike import units_alike
from xuezheng.modules.plans.web.forms import Versioned
from xuezheng.modules.plans.web.papers import forms as asked
from xuezheng.modules.plans.web.papers.correcting import answer_correction, found_part
from xuezheng.modules.plans.web.papers.task_corrections import selected, selected_words, values_of


@post_required("plans.write")
def name_unit(request: PostRequest, task_id: UUID) -> HttpResponse:
    task = found_part(request.post, Task, task_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        span = asked.span_in(values)
        units.name_unit(post=request.post, task_id=task.id, span=span, at=now(), **values)
        return f"task-{task.id}", _("The unit is added.")

    initial = {**selected(request), "version": task.version, "written": selected_words(request, task.plan)[:120]}
    form = asked.NameUnitForm(values_of(request), initial=initial)
    return answer_correction(
        request, plan_id=task.plan_id, form=form, act=act, title=_("Add a responsible unit"), about=str(task)
    )


@post_required("plans.write")
def choose_unit(request: PostRequest, responsibility_id: UUID) -> HttpResponse:
    row, task = _found(request, responsibility_id)
    could = _could_mean(request.post, row)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        units.choose_unit(
            post=request.post,
            responsibility_id=row.id,
            version=values["version"],
            unit_id=_chosen(values),
            group=values["group"],
            everywhere=values["everywhere"],
            remember=values.get("remember", False),
            at=now(),
        )
        return f"task-{task.id}", _("“%(written)s” is decided.") % {"written": row.written}

    initial = {
        "version": task.version,
        "unit": row.unit.code if row.unit else "",
        "group": row.group,
        "everywhere": True,
    }
    form = asked.ChooseUnitForm(
        values_of(request),
        candidates=[(str(unit.id), _named(unit)) for unit in could],
        may_remember=request.post.may("units.change"),
        initial=initial,
    )
    return answer_correction(
        request,
        plan_id=task.plan_id,
        form=form,
        act=act,
        title=_("Which unit is “%(written)s”?") % {"written": row.written},
        submit=_("This is meant"),
        about=str(task),
        also=_others(row),
    )


@post_required("plans.write")
def set_unit_aside(request: PostRequest, responsibility_id: UUID) -> HttpResponse:
    row, task = _found(request, responsibility_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        units.set_unit_aside(post=request.post, responsibility_id=row.id, at=now(), **values)
        return f"task-{task.id}", _("“%(written)s” is set aside.") % {"written": row.written}

    initial = {"version": task.version, "reason": row.set_aside, "everywhere": True}
    form = asked.AsideForm(values_of(request), initial=initial)
    return answer_correction(
        request,
        plan_id=task.plan_id,
        form=form,
        act=act,
        title=_("Set “%(written)s” aside") % {"written": row.written},
        about=str(task),
        explained=_("The name stays in the document; no task is handed out for it."),
    )


@post_required("plans.write")
def change_role(request: PostRequest, responsibility_id: UUID) -> HttpResponse:
    row, task = _found(request, responsibility_id)
    leads = row.role == Responsibility.Role.LEAD

    def act(values: dict[str, Any]) -> tuple[str, str]:
        units.change_role(
            post=request.post, responsibility_id=row.id, version=values["version"], lead=not leads, at=now()
        )
        return f"task-{task.id}", _("The part of “%(written)s” is changed.") % {"written": row.written}

    form = Versioned(values_of(request), initial={"version": task.version})
    title = _("Let it support the task") if leads else _("Let it lead the task")
    return answer_correction(request, plan_id=task.plan_id, form=form, act=act, title=title, about=row.written)


@post_required("plans.write")
def remove_unit(request: PostRequest, responsibility_id: UUID) -> HttpResponse:
    row, task = _found(request, responsibility_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        removing.remove_unit(post=request.post, responsibility_id=row.id, version=values["version"], at=now())
        return f"task-{task.id}", _("“%(part)s” is removed.") % {"part": row.written}

    form = Versioned(values_of(request), initial={"version": task.version})
    return answer_correction(
        request, plan_id=task.plan_id, form=form, act=act, title=_("Remove"), about=row.written, danger=True
    )


def _found(request: PostRequest, responsibility_id: UUID) -> tuple[Responsibility, Task]:
    row = found_part(request.post, Responsibility, responsibility_id)
    return row, Task.objects.get(id=row.task_id)


def _could_mean(post: ActingPost, row: Responsibility) -> list[Unit]:
    """Who bears the name; where nobody does, those with a name like it."""
    bearers = list(units_visible_to(post).filter(id__in=row.candidates).select_related("parent"))
    if bearers or row.is_resolved:
        return bearers
    return units_alike(post, row.written, administration_id=row.plan.unit_id)


def _chosen(values: dict[str, Any]) -> int | None:
    """What was picked from the tree or among the candidates; with both, the pick from the tree counts."""
    unit, candidate = values["unit"], values.get("candidate")
    if unit is not None:
        return int(unit.id)
    return int(candidate) if candidate else None


def _named(unit: Unit) -> str:
    return f"{unit.name}（{unit.parent.name}）" if unit.parent else unit.name


def _others(row: Responsibility) -> tuple[tuple[str, str], ...]:
    leads = row.role == Responsibility.Role.LEAD
    return (
        (
            reverse("change-unit-role", args=[row.id]),
            _("Let it support the task") if leads else _("Let it lead the task"),
        ),
        (reverse("set-unit-aside", args=[row.id]), _("Nobody in the tree is meant")),
        (reverse("remove-responsible-unit", args=[row.id]), _("Remove it from the task")),
    )
