"""Setting the standard in a draft: words and points of an item, items of the administration's own, items left out."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import draft_to_change, note, saved, within_length, words
from xuezheng.modules.assessment.models import Round, RoundItem

MOST_POINTS, MOST_ITEMS = Decimal(1000), 200


@transaction.atomic
def set_item(
    *, post: ActingPost, round_id: UUID, item_id: UUID, full: Decimal, title_zh: str, title_en: str, at: datetime
) -> RoundItem:
    row = draft_to_change(post, round_id)
    item = _item(row, item_id)
    for name, value in _checked(full=full, title_zh=title_zh, title_en=title_en).items():
        setattr(item, name, value)
    item.save(update_fields=["full", "title_zh", "title_en"])
    _noted("set_item", post, row, item, at=at)
    return item


@transaction.atomic
def add_item(
    *,
    post: ActingPost,
    round_id: UUID,
    full: Decimal,
    title_zh: str,
    title_en: str,
    at: datetime,
    section_zh: str = "",
    section_en: str = "",
) -> RoundItem:
    """One of the administration's own, behind those that stand there; nothing is asked or known beside it."""
    row = draft_to_change(post, round_id)
    last = RoundItem.objects.filter(round=row).aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_ITEMS:
        raise Refusal(_("A standard has at most %(most)d items.") % {"most": MOST_ITEMS})
    item = RoundItem.objects.create(
        round=row,
        unit_path=row.unit_path,
        position=last + 1,
        code=f"own_{last + 1}",
        section_zh=within_length(section_zh, field="section_zh", most=80),
        section_en=within_length(section_en or section_zh, field="section_en", most=120),
        **_checked(full=full, title_zh=title_zh, title_en=title_en),
    )
    _noted("add_item", post, row, item, at=at)
    return item


@transaction.atomic
def drop_item(*, post: ActingPost, round_id: UUID, item_id: UUID, at: datetime) -> Round:
    row = draft_to_change(post, round_id)
    item = _item(row, item_id)
    if RoundItem.objects.filter(round=row).count() == 1:
        raise Conflict(_("A standard has at least one item."))
    _noted("drop_item", post, row, item, at=at)
    item.delete()
    return row


def _item(row: Round, item_id: UUID) -> RoundItem:
    found = RoundItem.objects.filter(round=row, id=item_id).first()
    if found is None:
        raise NotFound(_("There is no such item in this round."))
    return found


def _checked(*, full: Decimal, title_zh: str, title_en: str) -> dict[str, Any]:
    if not 0 < full <= MOST_POINTS or full != round(full, 2):
        raise Refusal(
            _("Full points are between 0.01 and %(most)d, with two decimals at most.") % {"most": MOST_POINTS},
            field="full",
        )
    zh = words(title_zh, field="title_zh", missing=_("Say what is judged."), most=160)
    return {"full": full, "title_zh": zh, "title_en": within_length(title_en, field="title_en", most=240) or zh}


def _noted(act: str, post: ActingPost, row: Round, item: RoundItem, *, at: datetime) -> None:
    saved(row)
    note(act, post=post, row=row, at=at, after={"item": item.title_zh, "full": item.full})
