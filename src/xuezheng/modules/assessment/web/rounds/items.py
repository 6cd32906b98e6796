"""Setting the standard in a draft, item by item."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, answer_form
from xuezheng.kernel.refusals import NotFound
from xuezheng.modules.assessment.actions import rounds as acts
from xuezheng.modules.assessment.models import RoundItem
from xuezheng.modules.assessment.places import round_path
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.policies.rounds import round_items_visible_to
from xuezheng.modules.assessment.queries.rounds import get_round
from xuezheng.modules.assessment.web.rounds import forms as asked


@post_required(RUN)
def set_item(request: PostRequest, round_id: UUID, item_id: UUID) -> HttpResponse:
    held, item = get_round(request.post, round_id), _item(request, round_id, item_id)

    def act(values: dict[str, Any]) -> str:
        acts.set_item(post=request.post, round_id=held.id, item_id=item.id, at=now(), **values)
        return _("The item is set.")

    initial = {"title_zh": item.title_zh, "title_en": item.title_en, "full": item.full}
    return answer_form(
        request,
        form=asked.ItemForm(request.POST or None, initial=initial),
        act=act,
        title=_("Set an item of the standard"),
        about=held.title,
        back=round_path(held.id),
    )


@post_required(RUN)
def add_item(request: PostRequest, round_id: UUID) -> HttpResponse:
    held = get_round(request.post, round_id)

    def act(values: dict[str, Any]) -> str:
        acts.add_item(post=request.post, round_id=held.id, at=now(), **values)
        return _("The item is added.")

    return answer_form(
        request,
        form=asked.NewItemForm(request.POST or None),
        act=act,
        title=_("Add an item to the standard"),
        about=held.title,
        back=round_path(held.id),
    )


@require_POST
@post_required(RUN)
def drop_item(request: PostRequest, round_id: UUID, item_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.drop_item(post=request.post, round_id=round_id, item_id=item_id, at=now())
        return _("The item is left out.")

    return answer_button(request, act=act, back=round_path(round_id))


def _item(request: PostRequest, round_id: UUID, item_id: UUID) -> RoundItem:
    found = round_items_visible_to(request.post).filter(round_id=round_id, id=item_id).first()
    if found is None:
        raise NotFound(_("There is no such item in this round."))
    return found
