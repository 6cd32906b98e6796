"""Keeping what is still going on with its unit when the tree changes: an open order is answered where the unit stands today.

What is over (closed orders and rounds, published scores, appeals about them) keeps the path of its time, like every history.
"""

from typing import Any

from django.db.models import Q

from xuezheng.kernel.scope.following import follow
from xuezheng.modules.supervision.models import (
    Finding,
    InspectedUnit,
    Inspection,
    InspectionItem,
    Order,
    OrderReply,
    WeightsEdition,
)

OPEN, OF_OPEN = Q(closed_at=None, withdrawn_at=None), Q(order__closed_at=None, order__withdrawn_at=None)
GOING_ON = Q(inspection__closed_at=None)
LIVING: tuple[tuple[type[Any], Q, str, str], ...] = (
    (WeightsEdition, Q(), "unit_path", "unit__unit_path"),
    (Order, OPEN, "unit_path", "unit__unit_path"),
    (Order, OPEN, "issuer_path", "issuer__unit_path"),
    (OrderReply, OF_OPEN, "unit_path", "order__unit_path"),
    (Inspection, Q(closed_at=None), "unit_path", "unit__unit_path"),
    (InspectionItem, GOING_ON, "unit_path", "inspection__unit_path"),
    (InspectedUnit, GOING_ON, "unit_path", "unit__unit_path"),
    (Finding, GOING_ON, "unit_path", "unit__unit_path"),
    (Finding, GOING_ON, "issuer_path", "inspection__unit_path"),
)
"""The table, which of its rows live, the path they bear, and the one it must be: first what belongs to a unit, then the rest."""


def follow_units(*, old_path: str) -> int:
    """In a binding that sees the whole tree. Done twice it changes nothing. Returns how many paths were set right."""
    return sum(
        follow(model.objects.filter(lives), old_path=old_path, bearer=bearer, path=path)
        for model, lives, path, bearer in LIVING
    )
