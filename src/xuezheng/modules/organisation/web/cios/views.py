"""The page of one CIO, and the forms over what can be done."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.organisation.actions import cios as acts
from xuezheng.modules.organisation.attachments import CIO
from xuezheng.modules.organisation.policies.reach import can_keep
from xuezheng.modules.organisation.policies.registers import cios_visible_to, trainings_visible_to
from xuezheng.modules.organisation.queries.lookup import get_cio, get_training
from xuezheng.modules.organisation.web.answers import answer_form
from xuezheng.modules.organisation.web.choosing import asked_unit
from xuezheng.modules.organisation.web.cios import forms as asked
from xuezheng.modules.organisation.web.fields import ReasonForm


@post_required("organisation.read")
def cio_page(request: PostRequest, cio_id: UUID) -> HttpResponse:
    post, cio = request.post, get_cio(request.post, cio_id)
    others = cios_visible_to(post).filter(unit_id=cio.unit_id).exclude(id=cio.id)
    context = {
        "cio": cio,
        "trainings": trainings_visible_to(post).filter(cio=cio).order_by("-trained_on", "id"),
        "others": others.order_by("-valid_from"),
        "may_change": can_keep(post, cio),
        "over": cio.valid_to is not None and cio.valid_to <= today(now()),
        "files": shown_attachments(post, object_kind=CIO, object_id=str(cio.id)),
    }
    return render(request, "organisation/cio.html", context)


@post_required("organisation.change")
def name_cio(request: PostRequest) -> HttpResponse:
    unit = asked_unit(request.post, request.GET.get("unit", ""))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        at_unit = values.pop("unit")
        cio = acts.name_cio(post=request.post, unit_id=at_unit.id, at=now(), **values)
        told = {"name": cio.name, "unit": at_unit.name}
        return _("%(name)s is CIO of %(unit)s.") % told, _page(cio.id)

    return answer_form(
        request,
        form=asked.NewCioForm(
            request.POST or None, initial={"unit": unit.code if unit else "", "valid_from": today(now())}
        ),
        act=act,
        title=_("Name a CIO"),
        explained=_("The one before, if there is one, ends on the day the new one begins."),
        cancel=reverse("cios"),
    )


@post_required("organisation.change")
def change_cio(request: PostRequest, cio_id: UUID) -> HttpResponse:
    cio = get_cio(request.post, cio_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.change_cio(post=request.post, cio_id=cio.id, at=now(), **values)
        return _("The change is recorded."), _page(cio.id)

    first = {name: getattr(cio, name) for name in ("version", "name", "duty", "doc_number")}
    return answer_form(
        request,
        form=asked.ChangeCioForm(request.POST or None, initial=first),
        act=act,
        title=_("Correct the entry"),
        about=f"{cio.name} · {cio.unit.name}",
        explained=_("Only for corrections. For another person, name a CIO anew."),
        cancel=_page(cio.id),
    )


@post_required("organisation.change")
def end_cio(request: PostRequest, cio_id: UUID) -> HttpResponse:
    cio = get_cio(request.post, cio_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.end_cio(post=request.post, cio_id=cio.id, at=now(), **values)
        return _("%(name)s is CIO no more.") % {"name": cio.name}, _page(cio.id)

    return answer_form(
        request,
        form=asked.EndCioForm(request.POST or None, initial={"version": cio.version, "valid_to": today(now())}),
        act=act,
        title=_("End the office"),
        about=f"{cio.name} · {cio.unit.name}",
        cancel=_page(cio.id),
    )


@post_required("organisation.change")
def record_training(request: PostRequest, cio_id: UUID) -> HttpResponse:
    cio = get_cio(request.post, cio_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.record_training(post=request.post, cio_id=cio.id, at=now(), **values)
        return _("The training is recorded. Add the file that shows it."), _page(cio.id)

    return answer_form(
        request,
        form=asked.TrainingForm(request.POST or None, initial={"trained_on": today(now())}),
        act=act,
        title=_("Record a training"),
        about=f"{cio.name} · {cio.unit.name}",
        cancel=_page(cio.id),
    )


@post_required("organisation.change")
def withdraw_training(request: PostRequest, training_id: int) -> HttpResponse:
    training = get_training(request.post, training_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.withdraw_training(post=request.post, training_id=training.id, at=now(), **values)
        return _("The entry is taken back."), _page(training.cio_id)

    return answer_form(
        request,
        form=ReasonForm(request.POST or None),
        act=act,
        title=_("Take the entry back"),
        about=f"{training.title} · {training.trained_on.isoformat()}",
        cancel=_page(training.cio_id),
    )


def _page(cio_id: UUID) -> str:
    return reverse("cio", args=[cio_id])
