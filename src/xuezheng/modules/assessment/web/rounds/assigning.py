"""Assigning experts: to one unit with what speaks against each, or to all units evenly."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.modules.assessment.actions import reviews as acts
from xuezheng.modules.assessment.actions.reviews.assigning import conflict_between
from xuezheng.modules.assessment.models import AssessedUnit, Expert, Round
from xuezheng.modules.assessment.places import round_path
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.queries.experts import Load, active_experts, loads
from xuezheng.modules.assessment.queries.rounds import get_assessed, get_round
from xuezheng.modules.assessment.web.rounds.forms import ExpertsForm
from xuezheng.modules.assessment.weighing import rules_of
from xuezheng.modules.assessment.wording import field_titles


@post_required(RUN)
def assign_experts(request: PostRequest, assessed_id: UUID) -> HttpResponse:
    assessed = get_assessed(request.post, assessed_id)

    def act(values: dict[str, Any]) -> str:
        made = acts.assign_experts(
            post=request.post, round_id=assessed.round_id, assessed_id=assessed.id, at=now(), **values
        )
        return _said(len(made))

    return answer_form(
        request,
        form=ExpertsForm(request.POST or None, _offered(request, assessed.round, assessed)),
        act=act,
        title=_("Assign experts"),
        about=f"{assessed.unit_name} · {assessed.round.title}",
        explained=_explained(assessed.round),
        back=round_path(assessed.round_id),
    )


@post_required(RUN)
def assign_evenly(request: PostRequest, round_id: UUID) -> HttpResponse:
    held = get_round(request.post, round_id)

    def act(values: dict[str, Any]) -> str:
        return _said(len(acts.assign_evenly(post=request.post, round_id=held.id, at=now(), **values)))

    return answer_form(
        request,
        form=ExpertsForm(request.POST or None, _offered(request, held, None)),
        act=act,
        title=_("Assign experts to all units"),
        about=held.title,
        explained=f"{_explained(held)} {_('Each unit gets those with the least on hand and no conflict.')}",
        back=round_path(held.id),
    )


def _said(count: int) -> str:
    return ngettext("%(count)d review is assigned.", "%(count)d reviews are assigned.", count) % {"count": count}


def _explained(held: Round) -> str:
    rules = rules_of(held.rules)
    return _("A unit needs %(least)d reviews at least; an expert takes %(most)d units at most.") % {
        "least": rules.experts_least,
        "most": rules.most_units,
    }


def _offered(request: PostRequest, held: Round, assessed: AssessedUnit | None) -> list[tuple[Expert, str]]:
    on_hand = loads(request.post, held=held)
    return [
        (expert, _label(expert, on_hand.get(expert.id, Load()), assessed)) for expert in active_experts(request.post)
    ]


def _label(expert: Expert, load: Load, assessed: AssessedUnit | None) -> str:
    parts = [expert.name, expert.organisation, field_titles(expert.fields)]
    parts.append(_("%(count)d units in this round") % {"count": load.open + load.done})
    if assessed is not None and (conflict := conflict_between(expert, assessed)):
        parts.append(_("conflict: %(conflict)s") % {"conflict": conflict})
    return " · ".join(part for part in parts if part)
