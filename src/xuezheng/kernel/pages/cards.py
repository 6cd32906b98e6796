"""Cards of the home page: packages register what a post should find there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class HomeCard:
    """`context(post)` returns the template's values, or None where the card says nothing to this post."""

    code: str
    title: Promise
    template: str
    context: Callable[[ActingPost], dict[str, Any] | None]
    order: int = 100
    wide: bool = False
    """Over the whole width, below the columns."""
    aside: bool = False
    """In the narrow column on the right, where maps and short tables stand."""


_cards: dict[str, HomeCard] = {}


def register(card: HomeCard) -> None:
    _cards[card.code] = card


def cards() -> list[HomeCard]:
    return sorted(_cards.values(), key=lambda card: card.order)
