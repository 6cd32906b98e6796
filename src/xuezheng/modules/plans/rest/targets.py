"""Endpoints of targets: what measures them, evidence, shares, and tasks taken over from above."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.models import Target, TargetEvidence, TargetShare, TaskTakeover
from xuezheng.modules.plans.policies.evidence import evidences_visible_to, shares_visible_to
from xuezheng.modules.plans.policies.parts import targets_visible_to
from xuezheng.modules.plans.rest import router
from xuezheng.modules.plans.rest.target_schemas import (
    AgreementIn,
    BindIn,
    EvidenceIn,
    EvidenceOut,
    ProposalIn,
    ReasonIn,
    ShareOut,
    ShareOutIn,
    ShareValueIn,
    TakeoverIn,
    TakeoverOut,
    TargetOut,
)

READ, WRITE, REPORT = "plans.read", "plans.write", "plans.report"


@router.lists("/targets", item=TargetOut, permission=READ)
def targets(request: ApiRequest, plan: UUID | None = None) -> QuerySet[Target]:
    """Targets of one plan, or of every plan the post may read."""
    rows = targets_visible_to(request.post)
    return rows.filter(plan_id=plan) if plan else rows


@router.reads("/targets/{uuid:target_id}", returns=TargetOut, permission=READ)
def target(request: ApiRequest, target_id: UUID) -> Target:
    """One target with its binding, or the reason why it cannot be measured."""
    return _found(request, target_id)


@router.acts("/targets/{uuid:target_id}/bind", returns=TargetOut, permission=WRITE, versioned=True)
def bind_target(request: ApiRequest, target_id: UUID, bond: BindIn) -> Target:
    """Let an indicator measure it."""
    return acts.bind_target(
        post=request.post, target_id=target_id, version=request.version, code=bond.code, at=request.at
    )


@router.acts("/targets/{uuid:target_id}/unbind", returns=TargetOut, permission=WRITE, versioned=True, takes="")
def unbind_target(request: ApiRequest, target_id: UUID) -> Target:
    """Loosen it from its indicator."""
    return acts.unbind_target(post=request.post, target_id=target_id, version=request.version, at=request.at)


@router.acts("/targets/{uuid:target_id}/unmeasurable", returns=TargetOut, permission=WRITE, versioned=True)
def state_unmeasurable(request: ApiRequest, target_id: UUID, why: ReasonIn) -> Target:
    """State why no indicator can measure it."""
    return acts.state_unmeasurable(
        post=request.post, target_id=target_id, version=request.version, reason=why.reason, at=request.at
    )


@router.lists("/targets/{uuid:target_id}/evidence", item=EvidenceOut, permission=READ)
def evidence_of_target(request: ApiRequest, target_id: UUID) -> QuerySet[TargetEvidence]:
    """Dated evidence of a target that no indicator measures, newest first."""
    return evidences_visible_to(request.post).filter(target=_found(request, target_id))


@router.creates("/targets/{uuid:target_id}/evidence", returns=EvidenceOut, permission=REPORT)
def record_evidence(request: ApiRequest, target_id: UUID, evidence: EvidenceIn) -> TargetEvidence:
    """State dated evidence; refused where an indicator measures the target."""
    return acts.record_evidence(post=request.post, target_id=target_id, at=request.at, **evidence.model_dump())


@router.acts("/evidence/{uuid:evidence_id}/withdraw", returns=EvidenceOut, permission=REPORT, versioned=True, takes="")
def withdraw_evidence(request: ApiRequest, evidence_id: UUID) -> TargetEvidence:
    """Take evidence back with the reason; it stays visible as withdrawn."""
    return acts.withdraw_evidence(post=request.post, evidence_id=evidence_id, version=request.version, at=request.at)


@router.lists("/targets/{uuid:target_id}/shares", item=ShareOut, permission=READ)
def shares_of_target(request: ApiRequest, target_id: UUID) -> QuerySet[TargetShare]:
    """What each unit below is to reach of a target."""
    return shares_visible_to(request.post).filter(target=_found(request, target_id))


@router.acts("/targets/{uuid:target_id}/shares", returns=list[ShareOut], permission=WRITE, versioned=True)
def share_out_target(request: ApiRequest, target_id: UUID, how: ShareOutIn) -> list[TargetShare]:
    """Share it out among the bureaus directly below; present shares begin anew."""
    return acts.share_out_target(
        post=request.post, target_id=target_id, version=request.version, method=how.method, at=request.at
    )


@router.changes("/shares/{uuid:share_id}", returns=ShareOut, permission=WRITE)
def change_share(request: ApiRequest, share_id: UUID, change: ShareValueIn) -> TargetShare:
    """Propose another value for a unit's share."""
    return acts.change_share(
        post=request.post, share_id=share_id, version=request.version, value=change.value, at=request.at
    )


@router.acts("/shares/{uuid:share_id}/propose", returns=ShareOut, permission=REPORT, versioned=True)
def propose_share(request: ApiRequest, share_id: UUID, proposal: ProposalIn) -> TargetShare:
    """The unit asked for a share proposes another value."""
    return acts.propose_share(
        post=request.post, share_id=share_id, version=request.version, at=request.at, **proposal.model_dump()
    )


@router.acts("/shares/{uuid:share_id}/agree", returns=ShareOut, permission=WRITE, versioned=True)
def agree_share(request: ApiRequest, share_id: UUID, agreement: AgreementIn) -> TargetShare:
    """Agree to the value that was proposed for the own unit."""
    return acts.agree_share(
        post=request.post,
        share_id=share_id,
        version=request.version,
        as_proposed=agreement.as_proposed,
        at=request.at,
    )


@router.creates("/tasks/{uuid:task_id}/takeovers", returns=TakeoverOut, permission=WRITE)
def take_over_task(request: ApiRequest, task_id: UUID, takeover: TakeoverIn) -> TaskTakeover:
    """The own task takes over one of a unit above."""
    return acts.take_over_task(post=request.post, task_id=task_id, upper_task_id=takeover.upper_task, at=request.at)


@router.removes("/tasks/{uuid:task_id}/takeovers/{uuid:upper_task_id}", permission=WRITE)
def release_task(request: ApiRequest, task_id: UUID, upper_task_id: UUID) -> None:
    """No longer name an upper task as taken over by this one."""
    acts.release_task(post=request.post, task_id=task_id, upper_task_id=upper_task_id, at=request.at)


def _found(request: ApiRequest, target_id: UUID) -> Target:
    found = targets_visible_to(request.post).filter(id=target_id).first()
    if found is None:
        raise NotFound(_("There is no such target, or it is not within what your post may see."))
    return found
