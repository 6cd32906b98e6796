"""Under whom a job runs: the platform by name, or the post that queued it, looked up again when the job starts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.outbox.plain import Plain
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost, system_post

Resolver = Callable[[UUID, datetime], ActingPost | None]
"""The package of people registers one: from a post's id to the value that acts, or None where it is no longer in force."""


class PostNoLongerInForce(NotAllowed):
    """The post that queued the job ended before the job came to run."""

    code = "post-no-longer-in-force"


_resolvers: list[Resolver] = []


def resolve_posts_with(resolver: Resolver) -> None:
    _resolvers[:] = [resolver]


def identity_of(post: ActingPost) -> dict[str, Plain]:
    """What a job carries of who queued it. Neither name nor address: they are personal data."""
    if post.post_id is None:
        return {"system": post.person_name}
    return {"post": str(post.post_id), "request": post.request_id}


def acting_for(identity: Mapping[str, Plain], *, permissions: frozenset[str], job_id: int, at: datetime) -> ActingPost:
    """`permissions` are those the job's declaration gives the platform; a post brings its own."""
    if "system" in identity:
        return replace(system_post(str(identity["system"]), permissions=permissions), origin=f"job {job_id}")
    post = _resolvers[0](UUID(str(identity["post"])), at) if _resolvers else None
    if post is None:
        raise PostNoLongerInForce(
            _("The post that started this work is no longer in force. Start it again under another.")
        )
    return replace(post, origin=f"job {job_id}", request_id=str(identity.get("request", "")))
