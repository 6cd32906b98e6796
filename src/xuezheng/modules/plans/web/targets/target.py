"""One target: what it asks, what measures it or why nothing does, evidence, shares."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.achievement import asked_by, asked_of, deadline_of, line_of, terms_of
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.evidence_files import KIND as FILES
from xuezheng.modules.plans.indicators import all_indicators, computed_codes, offered, standings, suggested_for
from xuezheng.modules.plans.models import Plan, Target
from xuezheng.modules.plans.policies.evidence import can_state_evidence, evidence_of_own_unit, evidences_visible_to
from xuezheng.modules.plans.policies.parts import targets_visible_to
from xuezheng.modules.plans.policies.plans import can_change_plan
from xuezheng.modules.plans.queries.evidence import files_at
from xuezheng.modules.plans.queries.shares import check_of, shares_of
from xuezheng.modules.plans.web.targets.forms import BindForm, EvidenceForm, UnmeasurableForm
from xuezheng.modules.plans.web.targets.home import is_living

SHOWN = 50


@post_required("plans.read")
def detail(request: PostRequest, target_id: UUID) -> HttpResponse:
    post, day = request.post, today(now())
    target, known = found_target(post, target_id), all_indicators()
    shares = list(shares_of(post, target))
    measured = (
        standings(post, [asked_by(target)], unit_path=target.plan.unit_path, on=day).get(target.id)
        if target.indicator_code
        else None
    )
    may_change = can_change_plan(post, target.plan) and is_living(target.plan)
    context = {
        "target": target,
        "line": line_of(target, measured, known=known, stated=None, today=day),
        "indicator": known.get(target.indicator_code),
        "computed": target.indicator_code in computed_codes(),
        "suggested": suggested_for(f"{target.scope}{target.phrase}", terms_of(target))
        if may_change and not target.indicator_code
        else [],
        "evidence": _evidence(post, target),
        "may_change": may_change,
        "may_state": target.plan.state is Plan.State.PUBLISHED
        and not target.indicator_code
        and can_state_evidence(post, target),
        "shares": shares,
        "check": check_of(target, shares) if can_change_plan(post, target.plan) else None,
        "sees_all_shares": post.covers(target.plan.unit_path),
        "own_path": post.scope_path,
    }
    return render(request, "plans/target.html", context)


def found_target(post: ActingPost, target_id: UUID) -> Target:
    rows = targets_visible_to(post).select_related("plan", "plan__unit", "task", "goal")
    target = rows.filter(id=target_id).first()
    if target is None:
        raise NotFound(_("There is no such target, or it is not within what your post may see."))
    return target


def _evidence(post: ActingPost, target: Target) -> list[dict[str, Any]]:
    seen = evidences_visible_to(post).filter(target=target).select_related("unit").order_by("-as_of", "-recorded_at")
    rows, own = list(seen[:SHOWN]), {post.unit_path, post.scope_path}
    files = files_at(FILES, [row.id for row in rows])
    return [
        {"row": row, "own": row.unit_path in own and row.withdrawn_at is None, "files": files.get(str(row.id), ())}
        for row in rows
    ]


@post_required("plans.write")
def bind(request: PostRequest, target_id: UUID) -> HttpResponse:
    post, target = request.post, found_target(request.post, target_id)
    initial = {"version": target.version, "code": request.GET.get("code", target.indicator_code)}

    def act(values: dict[str, Any]) -> str:
        acts.bind_target(post=post, target_id=target_id, at=now(), **values)
        return _("The target is bound; its progress is measured from now on.")

    return answer_form(
        request,
        form=BindForm(request.POST or None, indicators=offered(terms_of(target)), initial=initial),
        act=act,
        title=_("Bind to an indicator"),
        about=f"{target.phrase} · {asked_of(target)} · {deadline_of(target).isoformat()}",
        explained=_("Progress of a bound target cannot be typed by anybody."),
        back=_page_of(target_id),
    )


@require_POST
@post_required("plans.write")
def unbind(request: PostRequest, target_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.unbind_target(post=request.post, target_id=target_id, version=posted_version(request), at=now())
        return _("The bond is loosened. Choose another indicator, or state why the target cannot be measured.")

    return answer_button(request, act=act, back=_page_of(target_id))


@post_required("plans.write")
def unmeasurable(request: PostRequest, target_id: UUID) -> HttpResponse:
    post, target = request.post, found_target(request.post, target_id)

    def act(values: dict[str, Any]) -> str:
        acts.state_unmeasurable(post=post, target_id=target_id, at=now(), **values)
        return _("The reason is recorded; units state dated evidence instead.")

    return answer_form(
        request,
        form=UnmeasurableForm(request.POST or None, initial={"version": target.version, "reason": target.unmeasurable}),
        act=act,
        title=_("State why it cannot be measured"),
        about=target.phrase,
        back=_page_of(target_id),
    )


@post_required("plans.report")
def evidence(request: PostRequest, target_id: UUID) -> HttpResponse:
    post, target = request.post, found_target(request.post, target_id)

    def act(values: dict[str, Any]) -> str:
        acts.record_evidence(post=post, target_id=target_id, at=now(), **values)
        return _("The evidence is recorded. Add the files that show it.")

    return answer_form(
        request,
        form=EvidenceForm(request.POST or None, initial={"as_of": today(now())}),
        act=act,
        title=_("State evidence"),
        about=target.phrase,
        back=_page_of(target_id),
    )


@require_POST
@post_required("plans.report")
def withdraw(request: PostRequest, evidence_id: UUID) -> HttpResponse:
    found = evidence_of_own_unit(request.post).filter(id=evidence_id).first()
    if found is None:
        raise NotFound(_("There is no such evidence among what your unit stated."))

    def act() -> str:
        version = posted_version(request)
        acts.withdraw_evidence(post=request.post, evidence_id=evidence_id, version=version, at=now())
        return _("The evidence is withdrawn; it stays readable as such.")

    return answer_button(request, act=act, back=_page_of(found.target_id))


def _page_of(target_id: UUID) -> str:
    return reverse("plan-target", args=[target_id])
