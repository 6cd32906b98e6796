"""Forms and buttons of the acts on a published result: taking note, appealing, deciding."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form
from xuezheng.modules.assessment.actions import appeals as acts
from xuezheng.modules.assessment.models import ResultAppeal
from xuezheng.modules.assessment.places import appeal_path, assessed_path
from xuezheng.modules.assessment.policies.reach import APPEAL, RUN
from xuezheng.modules.assessment.queries.appeals import get_appeal, get_item_result
from xuezheng.modules.assessment.web.appeals import forms as asked
from xuezheng.modules.assessment.wording import written


@post_required(APPEAL)
def appeal_item(request: PostRequest, result_id: UUID) -> HttpResponse:
    """Leads to the appeal, where files are added."""
    result = get_item_result(request.post, result_id)
    held = result.assessed.round
    made: list[ResultAppeal] = []

    def act(values: dict[str, Any]) -> str:
        made.append(acts.appeal_item(post=request.post, result_id=result.id, at=now(), **values))
        return _("The appeal is made; %(unit)s decides about it until %(day)s. Add the files that show it.") % {
            "unit": held.unit.name,
            "day": made[0].decide_by.isoformat(),
        }

    points = _("%(points)s of %(full)s points") % {
        "points": written(result.points),
        "full": written(result.item.full),
    }
    answered = answer_form(
        request,
        form=asked.AppealForm(request.POST or None),
        act=act,
        title=_("Appeal against an item"),
        about=f"{result.item.title} · {points}",
        back=assessed_path(result.assessed_id),
    )
    return HttpResponseRedirect(appeal_path(made[0].id)) if made and answered.status_code == 302 else answered


@post_required(RUN)
def decide_appeal(request: PostRequest, appeal_id: UUID) -> HttpResponse:
    appeal = get_appeal(request.post, appeal_id)
    result = appeal.result

    def act(values: dict[str, Any]) -> str:
        upheld = values.pop("outcome") == "upheld"
        acts.decide_appeal(post=request.post, appeal_id=appeal.id, upheld=upheld, at=now(), **values)
        return _("The points are corrected and the ranking follows.") if upheld else _("The appeal is rejected.")

    return answer_form(
        request,
        form=asked.DecisionForm(request.POST or None, result=result, initial={"version": appeal.version}),
        act=act,
        title=_("Decide the appeal"),
        about=f"{result.assessed.unit_name} · {result.item.title}",
        explained=appeal.reason,
        back=appeal_path(appeal.id),
    )


@require_POST
@post_required(APPEAL)
def take_note(request: PostRequest, assessed_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.take_note(post=request.post, assessed_id=assessed_id, at=now())
        return _("Taken note of. Within its days an appeal stays possible.")

    return answer_button(request, act=act, back=assessed_path(assessed_id))
