"""Endpoints of forms and of what is asked with them."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.models import Collection, FormEdition
from xuezheng.engines.forms.policies import DESIGN, READ, collections_visible_to, form_editions_visible_to
from xuezheng.engines.forms.rest import router
from xuezheng.engines.forms.rest.schemas import CollectionIn, CollectionOut, FormOut
from xuezheng.kernel.rest.serving import ApiRequest


@router.lists("/editions", item=FormOut, permission=READ, order="id")
def list_form_editions(request: ApiRequest) -> QuerySet[FormEdition]:
    """Editions of forms that the post may read, with their declaration."""
    return form_editions_visible_to(request.post)


@router.lists("/collections", item=CollectionOut, permission=READ, order="id")
def list_form_collections(request: ApiRequest) -> QuerySet[Collection]:
    """What is asked of units for a period."""
    return collections_visible_to(request.post)


@router.reads("/collections/{uuid:collection_id}", returns=CollectionOut, permission=READ)
def read_form_collection(request: ApiRequest, collection_id: UUID) -> Collection:
    """One collection with its days."""
    return collection_to_see(request.post, collection_id)


@router.creates(
    "/collections",
    returns=CollectionOut,
    permission=DESIGN,
    location=lambda row: f"/api/v1/forms/collections/{row.id}",
)
def open_form_collection(request: ApiRequest, given: CollectionIn) -> Collection:
    """Ask a published form of units for a period: each has its report, and is told at once or when the collection opens."""
    return open_collection(post=request.post, at=request.at, **given.model_dump())
