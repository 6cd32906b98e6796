"""Endpoints of bodies, CIOs and coverage."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from xuezheng.kernel.clock import today
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.organisation.actions import bodies, cios
from xuezheng.modules.organisation.actions.coverage import Asking, ask_for_coverage
from xuezheng.modules.organisation.models import Body, BodyMember, Cio, CioTraining
from xuezheng.modules.organisation.policies.reach import CHANGE, READ, REQUEST
from xuezheng.modules.organisation.policies.registers import (
    bodies_visible_to,
    cios_visible_to,
    members_visible_to,
    trainings_visible_to,
)
from xuezheng.modules.organisation.queries.coverage import Shares, coverage_of, lacking_units
from xuezheng.modules.organisation.queries.lookup import get_body, get_cio, get_coverage_rule
from xuezheng.modules.organisation.rest import router
from xuezheng.modules.organisation.rest.schemas import (
    AskedOut,
    AskIn,
    BodyIn,
    BodyOut,
    BodyWordsIn,
    CioChangeIn,
    CioIn,
    CioOut,
    DissolutionIn,
    EndIn,
    LackingOut,
    MemberIn,
    MemberOut,
    PlaceCoverageOut,
    TrainingIn,
    TrainingOut,
    WithdrawalIn,
)

BODY, CIO = "/bodies/{uuid:body_id}", "/cios/{uuid:cio_id}"
Below = Annotated[str, Field(max_length=20)]
RuleCode = Annotated[str, Field(max_length=40)]


@router.lists("/bodies", item=BodyOut, permission=READ, order="-founded_on")
def list_bodies(request: ApiRequest, below: Below = "", kind: RuleCode = "") -> QuerySet[Body]:
    """Bodies of the own unit and those below, of one kind or below one unit where these are named."""
    rows = _within(bodies_visible_to(request.post), request.post, below)
    return rows.filter(kind=kind) if kind else rows


@router.reads(BODY, returns=BodyOut, permission=READ)
def read_body(request: ApiRequest, body_id: UUID) -> Body:
    """One body."""
    return get_body(request.post, body_id)


@router.creates(
    "/bodies",
    returns=BodyOut,
    permission=CHANGE,
    location=lambda body: f"/api/v1/organisation/bodies/{body.id}",
)
def found_body(request: ApiRequest, body: BodyIn) -> Body:
    """Record that a unit has a body of a kind. A request for it at the unit is answered by it."""
    unit = get_unit(request.post, code=body.unit)
    values = body.model_dump(exclude={"unit"})
    return bodies.found_body(post=request.post, unit_id=unit.id, at=request.at, **values)


@router.changes(BODY, returns=BodyOut, permission=CHANGE)
def change_body(request: ApiRequest, body_id: UUID, words: BodyWordsIn) -> Body:
    """Correct what is recorded of a body; its kind stays."""
    return bodies.change_body(
        post=request.post, body_id=body_id, version=request.version, at=request.at, **words.model_dump()
    )


@router.acts(f"{BODY}/dissolve", returns=BodyOut, permission=CHANGE, versioned=True)
def dissolve_body(request: ApiRequest, body_id: UUID, dissolution: DissolutionIn) -> Body:
    """Dissolve a body; the seats that are held end with it."""
    return bodies.dissolve_body(
        post=request.post, body_id=body_id, version=request.version, at=request.at, **dissolution.model_dump()
    )


@router.lists(f"{BODY}/members", item=MemberOut, permission=READ, order="valid_from")
def list_members(request: ApiRequest, body_id: UUID) -> QuerySet[BodyMember]:
    """Who sits and who sat in a body."""
    return members_visible_to(request.post).filter(body=get_body(request.post, body_id))


@router.creates(f"{BODY}/members", returns=MemberOut, permission=CHANGE)
def seat_member(request: ApiRequest, body_id: UUID, member: MemberIn) -> BodyMember:
    """Give somebody a seat in a body, from a day on."""
    return bodies.seat_member(post=request.post, body_id=body_id, at=request.at, **member.model_dump())


@router.acts("/members/{uuid:member_id}/end", returns=MemberOut, permission=CHANGE)
def end_seat(request: ApiRequest, member_id: UUID, end: EndIn) -> BodyMember:
    """End a seat. On the day it began, it never was."""
    return bodies.end_seat(post=request.post, member_id=member_id, valid_to=end.valid_to, at=request.at)


@router.lists("/cios", item=CioOut, permission=READ, order="-valid_from")
def list_cios(request: ApiRequest, below: Below = "") -> QuerySet[Cio]:
    """CIOs of the own unit and those below, former ones too."""
    return _within(cios_visible_to(request.post), request.post, below)


@router.reads(CIO, returns=CioOut, permission=READ)
def read_cio(request: ApiRequest, cio_id: UUID) -> Cio:
    """One CIO."""
    return get_cio(request.post, cio_id)


@router.creates("/cios", returns=CioOut, permission=CHANGE, location=lambda cio: f"/api/v1/organisation/cios/{cio.id}")
def name_cio(request: ApiRequest, cio: CioIn) -> Cio:
    """Name the CIO of a unit. The one before ends on the day the new one begins."""
    unit = get_unit(request.post, code=cio.unit)
    return cios.name_cio(post=request.post, unit_id=unit.id, at=request.at, **cio.model_dump(exclude={"unit"}))


@router.changes(CIO, returns=CioOut, permission=CHANGE)
def change_cio(request: ApiRequest, cio_id: UUID, change: CioChangeIn) -> Cio:
    """Correct what is recorded of a CIO."""
    return cios.change_cio(
        post=request.post, cio_id=cio_id, version=request.version, at=request.at, **change.model_dump()
    )


@router.acts(f"{CIO}/end", returns=CioOut, permission=CHANGE, versioned=True)
def end_cio(request: ApiRequest, cio_id: UUID, end: EndIn) -> Cio:
    """Record that a CIO is one no more."""
    return cios.end_cio(post=request.post, cio_id=cio_id, version=request.version, valid_to=end.valid_to, at=request.at)


@router.lists(f"{CIO}/trainings", item=TrainingOut, permission=READ, order="-trained_on")
def list_trainings(request: ApiRequest, cio_id: UUID) -> QuerySet[CioTraining]:
    """Trainings of a CIO."""
    return trainings_visible_to(request.post).filter(cio=get_cio(request.post, cio_id))


@router.creates(f"{CIO}/trainings", returns=TrainingOut, permission=CHANGE)
def record_training(request: ApiRequest, cio_id: UUID, training: TrainingIn) -> CioTraining:
    """Record a training of a CIO."""
    return cios.record_training(post=request.post, cio_id=cio_id, at=request.at, **training.model_dump())


@router.acts("/trainings/{int:training_id}/withdraw", returns=CioOut, permission=CHANGE)
def withdraw_training(request: ApiRequest, training_id: int, withdrawal: WithdrawalIn) -> Cio:
    """Take a wrong entry of a training back."""
    return cios.withdraw_training(post=request.post, training_id=training_id, reason=withdrawal.reason, at=request.at)


@router.reads("/coverage", returns=PlaceCoverageOut, permission=READ)
def read_coverage(request: ApiRequest, below: Below = "") -> dict[str, Any]:
    """How many units have the bodies and the CIO that their kind must have, by place."""
    place = _place(request.post, below)
    whole, lines = coverage_of(request.post, place, day=today(request.at))
    places = [{"unit": line.unit.code, "name": line.unit.name, "shares": _shares(line.shares)} for line in lines]
    return {"unit": place.code, "name": place.name, "shares": _shares(whole), "places": places}


@router.lists("/coverage/{rule}/lacking", item=LackingOut, permission=READ, order="unit_path")
def list_lacking(request: ApiRequest, rule: str, below: Below = "") -> QuerySet[Any]:
    """Units that lack what a rule of coverage wants, with the request that is open there."""
    rows = lacking_units(request.post, get_coverage_rule(rule), day=today(request.at))
    return _within(rows, request.post, below)


@router.acts("/coverage/{rule}/ask", returns=AskedOut, permission=REQUEST)
def ask_units(request: ApiRequest, rule: str, asked: AskIn) -> Asking:
    """Ask all units at or below a unit that lack it and were not asked yet; each gets a to-do; many in the background."""
    below = get_unit(request.post, code=asked.below)
    return ask_for_coverage(post=request.post, rule=rule, below_id=below.id, due_on=asked.due_on, at=request.at)


def _place(post: ActingPost, code: str) -> Unit:
    return get_unit(post, code=code) if code else get_unit(post, unit_id=_own_unit(post))


def _own_unit(post: ActingPost) -> int:
    """An office looks at its administration."""
    found = Unit.objects.filter(unit_path=post.scope_path).values_list("id", flat=True).first()
    return found or 0


def _within(rows: QuerySet[Any], post: ActingPost, code: str) -> QuerySet[Any]:
    if not code:
        return rows
    path = get_unit(post, code=code).unit_path
    return rows.filter(unit_path__gte=path, unit_path__lt=path + "~")


def _shares(shares: Shares) -> list[dict[str, Any]]:
    return [{"rule": rule, "units": share.units, "having": share.having} for rule, share in shares.items()]
