"""Where rows of the inbox lie: at the path their unit has today, written in the inbox's own name.

Whoever publishes writes for units below, whoever submits for one above: neither scope would hold all the rows.
"""

from collections.abc import Iterable
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.units.models import Unit

INBOX = system_post("inbox")
NOBODY = UUID(int=0)
"""Where no post or person acts (the platform itself): no row has it."""


def present_paths(unit_ids: Iterable[int]) -> dict[int, str]:
    """Of these units, in a binding that sees them. A draft's own path may be of before its unit moved."""
    wanted = set(unit_ids)
    found = dict(Unit.objects.filter(id__in=wanted).values_list("id", "unit_path"))
    if unknown := wanted - found.keys():
        raise ValueError(f"there is no unit {min(unknown)}")
    return found


def own_paths(post: ActingPost) -> set[str]:
    """Where what is addressed to the post lies: its unit, and for an office the administration it acts for."""
    return {post.unit_path, post.scope_path}


def post_key(post: ActingPost) -> UUID:
    return post.post_id or NOBODY


def person_key(post: ActingPost) -> UUID:
    return post.person_id or NOBODY
