"""The map on the home page. The page comes without it and fetches it: counting a whole province is not what one waits for."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.cards import HomeCard
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.site.regions.places import place_of


def card_values(post: ActingPost) -> dict[str, Any] | None:
    """For posts that have regions to compare."""
    return {} if post.may("units.read") and place_of(post) else None


CARD = HomeCard(
    code="regions",
    title=_("Schools by region"),
    template="site/regions/card.html",
    context=card_values,
    order=60,
    aside=True,
)
