"""The ways in which rows of this module reach a post: its own subtree, a grant, or from above once shared."""

from typing import Protocol

from django.db.models import Q

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of


class Placed(Protocol):
    unit_path: str


class Shared(Placed, Protocol):
    shared: bool


def reaches(post: ActingPost, row: Placed) -> bool:
    return post.covers(row.unit_path) or row.unit_path in post.granted_paths


def within_reach(post: ActingPost) -> Q:
    return Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~") | Q(unit_path__in=post.granted_paths)


def reaches_downward(post: ActingPost, row: Shared) -> bool:
    """A published plan is readable for everybody below the unit that issued it."""
    return reaches(post, row) or (row.shared and row.unit_path in ancestors_of(post.scope_path))


def within_reach_downward(post: ActingPost) -> Q:
    return within_reach(post) | Q(shared=True, unit_path__in=ancestors_of(post.scope_path))
