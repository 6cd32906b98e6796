"""Forms of the acts on the register."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.actions import experts as acts
from xuezheng.modules.assessment.places import expert_path
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.queries.experts import get_expert
from xuezheng.modules.assessment.web.experts.forms import ChangeForm, RegisterForm
from xuezheng.modules.assessment.web.forms import VersionForm


@post_required(RUN)
def register_expert(request: PostRequest) -> HttpResponse:
    def act(values: dict[str, Any]) -> str:
        row = acts.register_expert(post=request.post, fields=values.pop("fields_of_work"), at=now(), **values)
        return _("%(name)s stands in the register.") % {"name": row.name}

    return answer_form(
        request,
        form=RegisterForm(request.POST or None),
        act=act,
        title=_("Register an expert"),
        explained=_("Give a person's number, or name and organisation of an outside expert whose reviews you enter."),
        back=reverse("assessment-experts"),
    )


@post_required(RUN)
def change_expert(request: PostRequest, expert_id: UUID) -> HttpResponse:
    row = get_expert(request.post, expert_id)
    codes = units_visible_to(request.post).filter(id__in=row.avoids).order_by("code").values_list("code", flat=True)

    def act(values: dict[str, Any]) -> str:
        fields = values.pop("fields_of_work")
        acts.change_expert(post=request.post, expert_id=row.id, fields=fields, at=now(), **values)
        return _("The entry is changed.")

    initial = {
        "version": row.version,
        "fields_of_work": row.fields,
        "avoids": "\n".join(codes),
        "avoids_reason": row.avoids_reason,
    }
    return answer_form(
        request,
        form=ChangeForm(request.POST or None, initial=initial),
        act=act,
        title=_("Change the entry"),
        about=row.name,
        back=expert_path(row.id),
    )


@post_required(RUN)
def let_expert_go(request: PostRequest, expert_id: UUID) -> HttpResponse:
    row = get_expert(request.post, expert_id)

    def act(values: dict[str, Any]) -> str:
        acts.let_expert_go(post=request.post, expert_id=row.id, at=now(), **values)
        return _("%(name)s has left the register.") % {"name": row.name}

    return answer_form(
        request,
        form=VersionForm(request.POST or None, initial={"version": row.version}),
        act=act,
        title=_("Take out of the register"),
        about=row.name,
        explained=_("Reviews that were handed in stay."),
        back=expert_path(row.id),
    )
