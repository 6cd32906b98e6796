"""Who may see people and posts, and who may govern whom. Delegated administration is decided here, on plain values.

Two thoughts carry it. Nobody gives away what they do not hold: a granted role ranks no higher than the own and reaches no
further than the own subtree. And nobody takes by a detour what they could not be given: whoever sets another's password
could act under each of that person's posts, so all of those must be ones they could have granted.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from xuezheng.kernel.people.acting import reach_of
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.roles import Role, roles
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit

GRANTING = "posts.grant"
PLATFORM_RANK = 1000


def can_view_person(post: ActingPost, person: Person) -> bool:
    """The record is the home unit's: a post held elsewhere opens the post there, not the record."""
    return post.may("people.read") and post.covers(person.unit_path)


def persons_visible_to(post: ActingPost) -> QuerySet[Person]:
    if not post.may("people.read"):
        return Person.objects.none()
    return Person.objects.filter(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")


def can_view_post(post: ActingPost, held: Post) -> bool:
    """Posts at units of the own subtree, whoever holds them, and posts elsewhere of people whose home is in it."""
    return post.may("people.read") and (post.covers(held.unit_path) or post.covers(held.home_path))


def posts_visible_to(post: ActingPost) -> QuerySet[Post]:
    if not post.may("people.read"):
        return Post.objects.none()
    low, high = post.scope_path, post.scope_path + "~"
    return Post.objects.filter(
        Q(unit_path__gte=low, unit_path__lt=high) | Q(home_path__gte=low, home_path__lt=high),
    )


def can_view_contact(post: ActingPost, person: Person) -> bool:
    """Phone and e-mail: for those who keep the record, for colleagues of the same unit, and for oneself."""
    return can_view_person(post, person) and (
        post.may("people.change") or person.unit_path == post.unit_path or person.id == post.person_id
    )


def contacts_visible_to(post: ActingPost) -> QuerySet[Person]:
    visible = persons_visible_to(post)
    if post.may("people.change"):
        return visible
    return visible.filter(Q(unit_path=post.unit_path) | Q(id=post.person_id))


def rank_of(post: ActingPost) -> int:
    if post.is_system:
        return PLATFORM_RANK
    held = roles().get(post.role)
    return held.rank if held else 0


def can_grant_role(post: ActingPost, unit: Unit, granted: Role) -> bool:
    """The role exists at the unit's level, ranks no higher than the own and, at that unit, reaches no further."""
    return (
        post.may(GRANTING)
        and unit.level in granted.levels
        and granted.rank <= rank_of(post)
        and post.covers(unit.unit_path)
        and post.covers(reach_of(granted, path=unit.unit_path, kind=unit.kind))
    )


def roles_grantable_by(post: ActingPost, unit: Unit) -> list[Role]:
    return [granted for granted in roles().values() if can_grant_role(post, unit, granted)]


def can_change_person(post: ActingPost, person: Person, held: Iterable[Post]) -> bool:
    """Keeping the record: not of somebody who ranks higher, or as high at a unit beyond the own subtree."""
    return (
        post.may("people.change")
        and post.covers(person.unit_path)
        and not any(ranks_above(post, other) for other in held)
    )


def ranks_above(post: ActingPost, held: Post) -> bool:
    rank = _held_rank(held)
    return rank > rank_of(post) or (rank == rank_of(post) and not post.covers(held.unit_path))


def can_set_password(post: ActingPost, person: Person, held: Iterable[Post]) -> bool:
    """Opening, closing and resetting an account: only where every post the person holds could have been granted. A token
    that may keep records but not grant does not come by grants this way."""
    return (
        post.may(GRANTING)
        and can_change_person(post, person, held := list(held))
        and all(post.covers(other.unit_path) and _held_rank(other) <= rank_of(post) for other in held)
    )


def can_transfer_people(post: ActingPost, source: Unit, target: Unit) -> bool:
    """Homes change and posts end and begin at once, so it takes both permissions, at both places."""
    both = post.covers(source.unit_path) and post.covers(target.unit_path)
    return both and post.may("people.change") and post.may(GRANTING)


def can_end_post(post: ActingPost, held: Post) -> bool:
    return post.may(GRANTING) and post.covers(held.unit_path) and _held_rank(held) <= rank_of(post)


def _held_rank(held: Post) -> int:
    """A role the catalogue no longer knows is treated as the highest: nobody touches it by mistake."""
    known = roles().get(held.role)
    return known.rank if known else PLATFORM_RANK
