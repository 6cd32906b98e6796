"""The ways in which rows of this module reach a post: its own subtree, a grant, or from the units above once shared."""

from typing import Protocol

from django.db.models import Q

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of

READ, RUN, REVIEW = "assessment.read", "assessment.run", "assessment.review"
APPEAL = "assessment.appeal"


class Issued(Protocol):
    unit_path: str
    issuer_path: str


def reaches(post: ActingPost, unit_path: str) -> bool:
    return post.covers(unit_path) or unit_path in post.granted_paths


def within_reach(post: ActingPost) -> Q:
    return within_scope(post) | Q(unit_path__in=post.granted_paths)


def within_scope(post: ActingPost, column: str = "unit_path") -> Q:
    return Q(**{f"{column}__gte": post.scope_path, f"{column}__lt": post.scope_path + "~"})


def from_above(post: ActingPost, column: str = "unit_path") -> Q:
    return Q(**{f"{column}__in": ancestors_of(post.scope_path)})


def holds(post: ActingPost, row: Issued) -> bool:
    """Whether the post stands with the administration that holds the round, or above it."""
    return post.covers(row.issuer_path) and post.covers(row.unit_path)


def held_by(post: ActingPost) -> Q:
    return within_scope(post, "issuer_path") & within_scope(post)
