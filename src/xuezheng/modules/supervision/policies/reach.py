"""The ways in which rows of this module reach a post: its own subtree, a grant, or from the units above."""

from typing import Protocol

from django.db.models import Q

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of


class Placed(Protocol):
    unit_path: str


def reaches(post: ActingPost, row: Placed) -> bool:
    return post.covers(row.unit_path) or row.unit_path in post.granted_paths


def within_reach(post: ActingPost) -> Q:
    return Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~") | Q(unit_path__in=post.granted_paths)


def reaches_down(post: ActingPost, row: Placed) -> bool:
    """What a unit says to all below it: its weights, its rounds of inspection."""
    return reaches(post, row) or row.unit_path in ancestors_of(post.scope_path)


def within_reach_downward(post: ActingPost) -> Q:
    return within_reach(post) | Q(unit_path__in=ancestors_of(post.scope_path))
