"""Keeping what is still going on with its unit when the tree changes; published rounds keep the paths of their time."""

from typing import Any

from django.db.models import Q

from xuezheng.kernel.scope.following import follow
from xuezheng.modules.assessment.models import AssessedUnit, Expert, ItemResult, Review, ReviewLine, Round, RoundItem

GOING_ON = Q(published_at=None)


def _of(way: str) -> Q:
    return Q(**{f"{way}published_at": None})


LIVING: tuple[tuple[type[Any], Q, str, str], ...] = (
    (Expert, Q(), "unit_path", "unit__unit_path"),
    (Round, GOING_ON, "unit_path", "unit__unit_path"),
    (RoundItem, _of("round__"), "unit_path", "round__unit_path"),
    (AssessedUnit, _of("round__"), "unit_path", "unit__unit_path"),
    (AssessedUnit, _of("round__"), "issuer_path", "round__unit_path"),
    (ItemResult, _of("assessed__round__"), "unit_path", "assessed__unit_path"),
    (ItemResult, _of("assessed__round__"), "issuer_path", "assessed__issuer_path"),
    (Review, _of("round__") & Q(person_uuid__isnull=False), "unit_path", "expert__home_unit__unit_path"),
    (Review, _of("round__") & Q(person_uuid=None), "unit_path", "round__unit_path"),
    (Review, _of("round__"), "issuer_path", "round__unit_path"),
    (ReviewLine, _of("review__round__"), "unit_path", "review__unit_path"),
    (ReviewLine, _of("review__round__"), "issuer_path", "review__issuer_path"),
)
"""The table, which of its rows live, the path they bear, and the one it must be: first what belongs to a unit, then the rest."""


def follow_units(*, old_path: str) -> int:
    """In a binding that sees the whole tree. Done twice it changes nothing. Returns how many paths were set right."""
    return sum(
        follow(model.objects.filter(lives), old_path=old_path, bearer=bearer, path=path)
        for model, lives, path, bearer in LIVING
    )
