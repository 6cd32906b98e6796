"""The post's unit on the home page: what it is, and how much stands below it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.cards import HomeCard
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.counting import counts_by_kind


def card_values(post: ActingPost) -> dict[str, Any] | None:
    """Of the subtree the post sees: an office's post is shown its department."""
    unit = units_visible_to(post).filter(unit_path=post.scope_path).first() if post.may("units.read") else None
    if unit is None:
        return None
    counts = [(kind.label, number) for kind, number in counts_by_kind(post, unit).items() if kind != unit.kind]
    return {"unit": unit, "counts": counts}


CARD = HomeCard(code="unit", title=_("Your unit"), template="units/home_card.html", context=card_values, order=50)
