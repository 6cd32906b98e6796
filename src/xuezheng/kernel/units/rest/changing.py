"""Endpoints that do what the pages' forms do. Each names the version it was based on (If-Match)."""

from uuid import UUID

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units import actions
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.kernel.units.rest import router
from xuezheng.kernel.units.rest.schemas import (
    AliasIn,
    CloseIn,
    CodeIn,
    FactsIn,
    KindIn,
    MergeIn,
    MoveIn,
    RenameIn,
    SplitIn,
    UnitIn,
    UnitOut,
)

CHANGE = "units.change"


@router.creates("/", returns=UnitOut, permission=CHANGE, location=lambda unit: f"/api/v1/units/{unit.uuid}")
def open_unit(request: ApiRequest, unit: UnitIn) -> Unit:
    """Open a unit under another."""
    draft = UnitDraft(
        parent_id=get_unit(request.post, uuid=unit.parent).id,
        **unit.model_dump(exclude={"parent", "urban_rural"}),
        urban_rural=unit.urban_rural or "",
    )
    return actions.open_unit(post=request.post, draft=draft, at=request.at)


@router.changes("/{uuid:unit_id}", returns=UnitOut, permission=CHANGE)
def change_unit_facts(request: ApiRequest, unit_id: UUID, facts: FactsIn) -> Unit:
    """Change the short name, region, or urban or rural class."""
    return actions.change_unit_facts(
        post=request.post, unit_id=_id(request, unit_id), version=request.version, at=request.at, **facts.model_dump()
    )


@router.acts("/{uuid:unit_id}/rename", returns=UnitOut, permission=CHANGE, versioned=True)
def rename_unit(request: ApiRequest, unit_id: UUID, change: RenameIn) -> Unit:
    """Give it another official name."""
    return actions.rename_unit(
        post=request.post, unit_id=_id(request, unit_id), version=request.version, at=request.at, **change.model_dump()
    )


@router.acts("/{uuid:unit_id}/move", returns=UnitOut, permission=CHANGE, versioned=True)
def move_unit(request: ApiRequest, unit_id: UUID, move: MoveIn) -> Unit:
    """Move it, with everything below it, under another unit."""
    return actions.move_unit(
        post=request.post,
        unit_id=_id(request, unit_id),
        version=request.version,
        parent_id=_id(request, move.parent),
        effective_on=move.effective_on,
        at=request.at,
    )


@router.acts("/{uuid:unit_id}/close", returns=UnitOut, permission=CHANGE, versioned=True)
def close_unit(request: ApiRequest, unit_id: UUID, closing: CloseIn) -> Unit:
    """Close it for good; its code is void."""
    return actions.close_unit(
        post=request.post,
        unit_id=_id(request, unit_id),
        version=request.version,
        effective_on=closing.effective_on,
        at=request.at,
    )


@router.acts("/{uuid:unit_id}/code", returns=UnitOut, permission=CHANGE, versioned=True)
def change_unit_code(request: ApiRequest, unit_id: UUID, change: CodeIn) -> Unit:
    """Give it another code; the old one is void."""
    return actions.change_unit_code(
        post=request.post, unit_id=_id(request, unit_id), version=request.version, at=request.at, **change.model_dump()
    )


@router.acts("/{uuid:unit_id}/kind", returns=UnitOut, permission=CHANGE, versioned=True)
def change_unit_kind(request: ApiRequest, unit_id: UUID, change: KindIn) -> Unit:
    """Turn a school into another kind of school."""
    return actions.change_unit_kind(
        post=request.post, unit_id=_id(request, unit_id), version=request.version, at=request.at, **change.model_dump()
    )


@router.acts("/{uuid:unit_id}/merge", returns=UnitOut, permission=CHANGE, versioned=True)
def merge_unit(request: ApiRequest, unit_id: UUID, merging: MergeIn) -> Unit:
    """Close it and record that it lives on in another, which is returned."""
    return actions.merge_units(
        post=request.post,
        versions={_id(request, unit_id): request.version},
        into_id=_id(request, merging.into),
        into_version=merging.into_version,
        effective_on=merging.effective_on,
        at=request.at,
    )


@router.acts("/{uuid:unit_id}/split", returns=list[UnitOut], permission=CHANGE, versioned=True)
def split_unit(request: ApiRequest, unit_id: UUID, splitting: SplitIn) -> list[Unit]:
    """Open units out of it; they are returned."""
    return actions.split_unit(
        post=request.post,
        unit_id=_id(request, unit_id),
        version=request.version,
        into=[UnitDraft(parent_id=None, **part.model_dump()) for part in splitting.into],
        goes_on=splitting.goes_on,
        effective_on=splitting.effective_on,
        at=request.at,
    )


@router.acts("/{uuid:unit_id}/aliases", returns=UnitOut, permission=CHANGE, versioned=True)
def add_unit_alias(request: ApiRequest, unit_id: UUID, alias: AliasIn) -> Unit:
    """Let it be found under another name too."""
    return actions.add_alias(
        post=request.post, unit_id=_id(request, unit_id), version=request.version, name=alias.name, at=request.at
    )


@router.removes("/{uuid:unit_id}/aliases/{name}", permission=CHANGE, versioned=True)
def remove_unit_alias(request: ApiRequest, unit_id: UUID, name: str) -> None:
    """Take back another name."""
    actions.remove_alias(
        post=request.post, unit_id=_id(request, unit_id), version=request.version, name=name, at=request.at
    )


def _id(request: ApiRequest, uuid: UUID) -> int:
    return get_unit(request.post, uuid=uuid).id
