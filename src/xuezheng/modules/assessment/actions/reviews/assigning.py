"""Assigning experts to units: never to the own unit, never against a declared tie, never more than the rules allow."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import check_fresh, note, round_in_review, saved, words
from xuezheng.modules.assessment.conflicts import conflict_of
from xuezheng.modules.assessment.models import AssessedUnit, Expert, ItemResult, Review, Round
from xuezheng.modules.assessment.queries.experts import experts_by_id, loads
from xuezheng.modules.assessment.queries.reviews import get_review
from xuezheng.modules.assessment.refusals import ReviewIsHandedIn
from xuezheng.modules.assessment.weighing import rules_of
from xuezheng.modules.assessment.wording import written


@transaction.atomic
def assign_experts(
    *, post: ActingPost, round_id: UUID, assessed_id: UUID, expert_ids: Sequence[UUID], at: datetime
) -> list[Review]:
    """To one unit. All or none: the first conflict refuses the whole."""
    row = round_in_review(post, round_id)
    assessed = AssessedUnit.objects.filter(round=row, id=assessed_id).first()
    if assessed is None:
        raise NotFound(_("There is no such unit in this round."))
    experts = _experts(post, expert_ids)
    on_hand = {key: load.open + load.done for key, load in loads(post, held=row).items()}
    for expert in experts:
        _check(expert, assessed, on_hand.get(expert.id, 0), row)
    papers = _papers([assessed])
    return [_assign(post, row, assessed, expert, papers[assessed.id], at=at) for expert in experts]


@transaction.atomic
def assign_evenly(*, post: ActingPost, round_id: UUID, expert_ids: Sequence[UUID], at: datetime) -> list[Review]:
    """To every unit that has too few: each time whoever has least on hand and no conflict. All units or none."""
    row = round_in_review(post, round_id)
    rules, experts = rules_of(row.rules), _experts(post, expert_ids)
    units = list(AssessedUnit.objects.filter(round=row).order_by("unit_path"))
    present: dict[UUID, set[UUID]] = {}
    for assessed_id, expert_id in Review.objects.filter(round=row, withdrawn_at=None).values_list(
        "assessed_id", "expert_id"
    ):
        present.setdefault(assessed_id, set()).add(expert_id)
    on_hand = {expert.id: sum(expert.id in there for there in present.values()) for expert in experts}
    papers, made = _papers(units), []
    for assessed in units:
        there = present.get(assessed.id, set())
        while len(there) < rules.experts_least:
            expert = _least_busy(experts, assessed, there, on_hand, row)
            made.append(_assign(post, row, assessed, expert, papers[assessed.id], at=at))
            there.add(expert.id)
            on_hand[expert.id] += 1
    return made


@transaction.atomic
def withdraw_review(*, post: ActingPost, review_id: UUID, version: int | None, reason: str, at: datetime) -> Review:
    """What was written in the draft stays with the expert and counts for nothing."""
    seen = get_review(post, review_id)
    round_in_review(post, seen.round_id)
    review = Review.objects.select_for_update(no_key=True).get(id=review_id)
    check_fresh(review.version, version, name=review.unit_name)
    if review.handed_in_at is not None:
        raise ReviewIsHandedIn
    reason = words(reason, field="reason", missing=_("Say why the review is withdrawn."), most=300)
    saved(review, withdrawn_at=at, withdrawal_reason=reason)
    note("withdraw_review", post=post, row=review, at=at, after={"reason": reason})
    return review


def conflict_between(expert: Expert, assessed: AssessedUnit) -> str:
    return conflict_of(
        unit_id=assessed.unit_id,
        unit_path=assessed.unit_path,
        home_path=expert.home_unit.unit_path if expert.home_unit else "",
        holder_path=assessed.issuer_path,
        avoids=expert.avoids,
    )


def _experts(post: ActingPost, expert_ids: Sequence[UUID]) -> list[Expert]:
    wanted = set(expert_ids)
    found = experts_by_id(post, wanted)
    if not wanted or len(found) != len(wanted):
        raise Refusal(_("Choose experts of your administration's register."), field="experts")
    return found


def _check(expert: Expert, assessed: AssessedUnit, on_hand: int, row: Round) -> None:
    conflict, most = conflict_between(expert, assessed), rules_of(row.rules).most_units
    if conflict:
        raise Refusal(
            _("%(expert)s %(conflict)s and cannot review %(unit)s.")
            % {"expert": expert.name, "conflict": conflict, "unit": assessed.unit_name},
            field="experts",
        )
    if on_hand >= most:
        raise Refusal(
            _("%(expert)s has %(count)d units of this round already; the rules allow %(most)d.")
            % {"expert": expert.name, "count": on_hand, "most": most},
            field="experts",
        )
    if Review.objects.filter(assessed=assessed, expert=expert, withdrawn_at=None).exists():
        raise Conflict(
            _("%(expert)s reviews %(unit)s already.") % {"expert": expert.name, "unit": assessed.unit_name},
            field="experts",
        )


def _least_busy(
    experts: Sequence[Expert], assessed: AssessedUnit, there: set[UUID], on_hand: Mapping[UUID, int], row: Round
) -> Expert:
    most = rules_of(row.rules).most_units
    free = [
        expert
        for expert in experts
        if expert.id not in there and on_hand[expert.id] < most and not conflict_between(expert, assessed)
    ]
    if not free:
        raise Refusal(
            _("There are not experts enough for %(unit)s without a conflict. Choose more of them.")
            % {"unit": assessed.unit_name},
            field="experts",
        )
    return min(free, key=lambda expert: (on_hand[expert.id], expert.name, str(expert.id)))


def _papers(units: Sequence[AssessedUnit]) -> Mapping[UUID, dict[str, Any]]:
    """What each unit said and what the records show: the expert is given this and nothing else of the unit."""
    papers: dict[UUID, dict[str, Any]] = {unit.id: {} for unit in units}
    for result in ItemResult.objects.filter(assessed__in=units).select_related("item"):
        papers[result.assessed_id][result.item.code] = {
            "answer": result.self_answer,
            "points": written(result.self_points) if result.self_points is not None else "",
            "known": result.known,
        }
    return papers


def _assign(
    post: ActingPost, row: Round, assessed: AssessedUnit, expert: Expert, paper: dict[str, Any], *, at: datetime
) -> Review:
    review = Review.objects.create(
        round=row,
        assessed=assessed,
        expert=expert,
        unit_path=expert.home_unit.unit_path if expert.home_unit else row.unit_path,
        issuer_path=row.unit_path,
        person_uuid=expert.person_id,
        expert_name=expert.name,
        unit_name=assessed.unit_name,
        paper=paper,
        assigned_at=at,
    )
    note("assign_expert", post=post, row=review, at=at)
    return review
