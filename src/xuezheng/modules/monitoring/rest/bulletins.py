"""Endpoints of bulletins: their list, one with its figures."""

from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.policies.bulletins import READ, bulletins_visible_to
from xuezheng.modules.monitoring.queries.bulletins import get_bulletin
from xuezheng.modules.monitoring.rest import router
from xuezheng.modules.monitoring.rest.bulletin_schemas import BulletinOut, BulletinShortOut

Text = Annotated[str, Field(max_length=60)]


@router.lists("/bulletins", item=BulletinShortOut, permission=READ, order="-drafted_at")
def list_bulletins(request: ApiRequest, *, period: Text = "", template: Text = "") -> QuerySet[Bulletin]:
    """The own unit's bulletins, those of units below, and issued ones about the own unit or one above it."""
    rows = bulletins_visible_to(request.post).defer("wording", "figures").select_related("unit")
    rows = rows.filter(period=text) if (text := period.replace("\x00", "")) else rows
    return rows.filter(template=text) if (text := template.replace("\x00", "")) else rows


@router.reads("/bulletins/{uuid:bulletin_id}", returns=BulletinOut, permission=READ)
def read_bulletin(request: ApiRequest, bulletin_id: UUID) -> Bulletin:
    """One bulletin with the figures it was filled from."""
    return get_bulletin(request.post, bulletin_id)
