"""Keeping the inbox with its unit when the tree changes: what is to be done is done where the unit is today."""

from typing import Any

from xuezheng.engines.inbox.models import Digest, Message, MessageRead, Subscription, Todo
from xuezheng.kernel.scope.following import follow

ROWS: tuple[tuple[type[Any], str], ...] = (
    (Todo, "unit"),
    (Message, "unit"),
    (MessageRead, "message"),
    (Subscription, "post__unit"),
    (Digest, "post__unit"),
)
"""The table, and what leads to its place: first what belongs to a unit, then the rest."""


def follow_unit(*, old_path: str) -> int:
    """In a binding that sees the whole tree. Done twice it changes nothing, whatever happened in between."""
    return sum(follow(model.objects.all(), old_path=old_path, bearer=f"{bearer}__unit_path") for model, bearer in ROWS)
