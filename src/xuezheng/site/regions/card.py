"""The map on the home page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel import clock
from xuezheng.kernel.pages.cards import HomeCard
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.site.regions.figures import SCHOOLS, map_of
from xuezheng.site.regions.places import place_of


def card_values(post: ActingPost) -> dict[str, Any] | None:
    place = place_of(post) if post.may("units.read") else None
    figure = map_of(post, place=place, figure=SCHOOLS, at=clock.now()) if place else None
    return {"figure": figure} if figure else None


CARD = HomeCard(
    code="regions", title=_("Schools by region"), template="site/regions/card.html", context=card_values, order=60
)
