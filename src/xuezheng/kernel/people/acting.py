"""From a post's record to the plain value that acts: resolved under the platform's own scope at sign-in and per request."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.roles import Role, role, roles
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.models import Grant
from xuezheng.kernel.units.kinds import UnitKind

MOST_GRANTS = 2_000
"""A moved county reads the old paths of all its schools; more would make the setting that carries them to the database slow."""


def posts_in_force(person_id: UUID, *, at: datetime) -> list[Post]:
    """The posts a person can act under at that moment, highest role first. A role the catalogue lost opens nothing."""
    posts = (
        Post.objects.filter(person_id=person_id, valid_from__lte=at, unit__closed_on=None)
        .filter(Q(valid_to=None) | Q(valid_to__gt=at))
        .select_related("person", "unit")
    )
    known = (post for post in posts if post.role in roles())
    return sorted(known, key=lambda post: (-role(post.role).rank, post.valid_from, str(post.id)))


def acting_post_of(post_id: UUID, at: datetime) -> ActingPost | None:
    """The post as it may act at that moment, or None where it is no longer in force: for jobs it queued earlier."""
    post = (
        Post.objects.filter(id=post_id, valid_from__lte=at, unit__closed_on=None)
        .filter(Q(valid_to=None) | Q(valid_to__gt=at))
        .select_related("person", "unit")
        .first()
    )
    return acting_value(post, at=at) if post and post.role in roles() else None


def acting_value(post: Post, *, at: datetime, origin: str = "", request_id: str = "") -> ActingPost:
    held = role(post.role)
    path = post.unit.unit_path
    return ActingPost(
        post_id=post.id,
        person_id=post.person_id,
        person_name=post.person.name,
        unit_id=post.unit_id,
        unit_name=post.unit.name,
        unit_path=path,
        scope_path=reach_of(held, path=path, kind=post.unit.kind),
        role=held.code,
        permissions=held.permissions,
        granted_paths=_granted(path, at=at),
        origin=origin,
        request_id=request_id,
    )


def reach_of(held: Role, *, path: str, kind: str) -> str:
    """The subtree a role opens at a unit: for an office or affiliate, where the role says so, the one of its seat."""
    if held.reach == "seat" and kind in {UnitKind.OFFICE, UnitKind.AFFILIATE}:
        return path.rstrip(".").rsplit(".", 1)[0] + "."
    return path


def _granted(path: str, *, at: datetime) -> tuple[str, ...]:
    grants = Grant.objects.filter(grantee_path=path, valid_from__lte=at).filter(Q(valid_to=None) | Q(valid_to__gt=at))
    return tuple(grants.values_list("unit_path", flat=True)[:MOST_GRANTS])
