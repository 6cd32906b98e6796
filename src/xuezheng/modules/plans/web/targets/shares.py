"""Forms over the shares of a target."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form, posted_version
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.achievement import asked_of
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.models import TargetShare
from xuezheng.modules.plans.policies.evidence import shares_visible_to
from xuezheng.modules.plans.web.targets.forms import ProposalForm, ShareOutForm, ShareValueForm
from xuezheng.modules.plans.web.targets.target import found_target


@post_required("plans.write")
def share_out(request: PostRequest, target_id: UUID) -> HttpResponse:
    post, target = request.post, found_target(request.post, target_id)

    def act(values: dict[str, Any]) -> str:
        shares = acts.share_out_target(post=post, target_id=target_id, at=now(), **values)
        return _("Shared out among %(count)d bureaus.") % {"count": len(shares)}

    return answer_form(
        request,
        form=ShareOutForm(request.POST or None, initial={"version": target.version}),
        act=act,
        title=_("Share out"),
        about=f"{target.phrase} · {asked_of(target)}",
        explained=_("Weights are the numbers of schools. Shares that stand already begin anew."),
        back=reverse("plan-target", args=[target_id]),
    )


@post_required("plans.write")
def change(request: PostRequest, share_id: UUID) -> HttpResponse:
    share = _found(request.post, share_id)

    def act(values: dict[str, Any]) -> str:
        acts.change_share(post=request.post, share_id=share_id, at=now(), **values)
        return _("The share is changed; it is to be agreed.")

    form = ShareValueForm(
        request.POST or None, initial={"version": share.version, "value": f"{share.value.normalize():f}"}
    )
    return answer_form(
        request, form=form, act=act, title=_("Change the share"), about=share.unit.name, back=_page_of(share)
    )


@post_required("plans.report")
def propose(request: PostRequest, share_id: UUID) -> HttpResponse:
    share = _found(request.post, share_id)

    def act(values: dict[str, Any]) -> str:
        acts.propose_share(post=request.post, share_id=share_id, at=now(), **values)
        return _("The proposal is sent to the unit that issued the plan.")

    form = ProposalForm(
        request.POST or None, initial={"version": share.version, "value": f"{share.value.normalize():f}"}
    )
    return answer_form(
        request, form=form, act=act, title=_("Propose another value"), about=share.target.phrase, back=_page_of(share)
    )


@require_POST
@post_required("plans.write")
def agree(request: PostRequest, share_id: UUID) -> HttpResponse:
    share = _found(request.post, share_id)
    return answer_button(request, act=_agreeing(request, share), back=_page_of(share))


def _agreeing(request: PostRequest, share: TargetShare) -> Callable[[], str]:
    def act() -> str:
        agreed = acts.agree_share(
            post=request.post,
            share_id=share.id,
            version=posted_version(request),
            as_proposed=request.POST.get("as_proposed") == "yes",
            at=now(),
        )
        return _("Agreed with %(unit)s.") % {"unit": agreed.unit.name}

    return act


def _found(post: ActingPost, share_id: UUID) -> TargetShare:
    share = shares_visible_to(post).select_related("unit", "target").filter(id=share_id).first()
    if share is None:
        raise NotFound(_("There is no such share, or it is not within what your post may see."))
    return share


def _page_of(share: TargetShare) -> str:
    return reverse("plan-target", args=[share.target_id])
