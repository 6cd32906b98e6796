"""What packages above offer on a unit's page: an entry of its menu, for those who may."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Offer:
    title: Promise
    address: str


Offering = Callable[[ActingPost, Unit], Offer | None]
_offerings: dict[str, Offering] = {}


def register(code: str, offering: Offering) -> None:
    """Call it in AppConfig.ready; it says None where the post may not."""
    _offerings[code] = offering


def offers_for(post: ActingPost, unit: Unit) -> list[Offer]:
    return [offer for code in sorted(_offerings) if (offer := _offerings[code](post, unit)) is not None]
