"""Dated evidence for a target that nothing measures, and taking a statement back."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.facade import get_unit
from xuezheng.modules.plans.actions.targets.locking import check_plan_lives, note_target
from xuezheng.modules.plans.models import Plan, Target, TargetEvidence
from xuezheng.modules.plans.policies.evidence import can_state_evidence, evidence_of_own_unit
from xuezheng.modules.plans.policies.parts import targets_visible_to

SHORTEST, LONGEST = 4, 2000


class TargetIsMeasured(Refusal):
    """Nobody types a number that the system computes."""


class EvidenceIsUnfit(Refusal):
    """A statement needs words, and a day that has come."""


@transaction.atomic
def record_evidence(
    *, post: ActingPost, target_id: UUID, as_of: date, statement: str, value: Decimal | None, at: datetime
) -> TargetEvidence:
    """What the own unit states about the target. Files attached to it are what shows it."""
    target = targets_visible_to(post).select_related("plan").filter(id=target_id).first()
    if target is None:
        raise NotFound(_("There is no such target, or it is not within what your post may see."))
    if not can_state_evidence(post, target):
        raise NotAllowed(_("Your present post may not state evidence. Switch the post, or ask your administrator."))
    _check_open(target)
    statement = statement.strip()
    _check(target, as_of=as_of, statement=statement, at=at)
    unit = get_unit(post, unit_id=post.unit_id)
    evidence = TargetEvidence(
        target=target,
        unit_id=unit.id,
        unit_path=unit.path,
        as_of=as_of,
        statement=statement,
        value=value,
        person_name=post.person_name,
        recorded_at=at,
    )
    _save(evidence)
    after = {"as_of": as_of.isoformat(), "statement": statement, "value": None if value is None else str(value)}
    note_target("record_evidence", post=post, target=target, at=at, unit_path=unit.path, after=after)
    return evidence


@transaction.atomic
def withdraw_evidence(*, post: ActingPost, evidence_id: UUID, version: int, at: datetime) -> TargetEvidence:
    """The statement stays readable as withdrawn; it counts no more."""
    evidence = evidence_of_own_unit(post).select_for_update(of=("self",)).filter(id=evidence_id).first()
    if evidence is None:
        raise NotFound(_("There is no such evidence among what your unit stated."))
    if not can_state_evidence(post, evidence.target):
        raise NotAllowed(_("Your present post may not state evidence. Switch the post, or ask your administrator."))
    check_plan_lives(evidence.target.plan)
    if evidence.version != version:
        raise VersionIsStale(
            _("Somebody changed this evidence in the meantime. Look at the change, then decide again.")
        )
    if evidence.withdrawn_at is not None:
        raise Conflict(_("This evidence was withdrawn already."))
    evidence.withdrawn_at = at
    evidence.version += 1
    evidence.save(update_fields=["withdrawn_at", "version"])
    note_target(
        "withdraw_evidence",
        post=post,
        target=evidence.target,
        at=at,
        unit_path=evidence.unit_path,
        before={"statement": evidence.statement},
    )
    return evidence


def _check_open(target: Target) -> None:
    if target.plan.state is not Plan.State.PUBLISHED:
        check_plan_lives(target.plan)
        raise Conflict(_("“%(plan)s” is a draft; evidence can be stated once it is published.") % {"plan": target.plan})
    if target.indicator_code:
        raise _measured(target)


def _measured(target: Target) -> TargetIsMeasured:
    return TargetIsMeasured(
        _("“%(target)s” is measured by an indicator; its progress cannot be typed.") % {"target": target.phrase[:60]}
    )


def _save(evidence: TargetEvidence) -> None:
    """The database refuses it where the target was bound a moment ago: a unit below cannot lock a target from above."""
    try:
        with transaction.atomic():
            evidence.save(force_insert=True)
    except IntegrityError as error:
        if "evidence_of_unmeasured_target" not in str(error):
            raise
        raise _measured(evidence.target) from error


def _check(target: Target, *, as_of: date, statement: str, at: datetime) -> None:
    if not SHORTEST <= len(statement) <= LONGEST:
        raise EvidenceIsUnfit(
            _("The statement has %(count)d characters; write between %(least)d and %(most)d.")
            % {"count": len(statement), "least": SHORTEST, "most": LONGEST},
            field="statement",
        )
    if not date(target.plan.year - 1, 1, 1) <= as_of <= today(at):
        raise EvidenceIsUnfit(
            _("“%(day)s” is no day this evidence can tell of: from %(year)d-01-01 until today.")
            % {"day": as_of.isoformat(), "year": target.plan.year - 1},
            field="as_of",
        )
