"""Ending a post before its time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.actions.governing import grants_posts, post_to_govern
from xuezheng.kernel.people.events import PostEnded
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.refusals import LastAdministrator
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def end_post(*, post: ActingPost, post_id: UUID, version: int, at: datetime) -> Post:
    """End it now. Whoever administers a unit last cannot step down without a successor; those above may end it."""
    held = post_to_govern(post=post, post_id=post_id, version=version, at=at)
    if held.person_id == post.person_id and grants_posts(held.role):
        _refuse_last(held, at=at)
    close_post(post=post, held=held, at=at)
    return held


def close_post(*, post: ActingPost, held: Post, at: datetime) -> None:
    """The ending itself; the caller has checked and locked. A post yet to begin is withdrawn."""
    before = held.valid_to
    if held.valid_from >= at:
        Post.objects.filter(id=held.id).delete()
    else:
        held.valid_to = at
        held.version += 1
        held.save(update_fields=["valid_to", "version"])
    journal.record(
        post=post,
        at=at,
        act="people.end_post",
        object_kind="post",
        object_id=held.id,
        object_name=f"{held.person_name} · {_name_of(held.role)} · {held.unit_name}",
        unit_path=held.unit_path,
        before={"valid_to": before.isoformat() if before else None},
        after={"valid_to": at.isoformat()},
    )
    outbox.announce(
        PostEnded(
            unit_path=held.unit_path,
            post_id=str(held.id),
            person_id=str(held.person_id),
            unit_id=held.unit_id,
            role=held.role,
        ),
        at=at,
    )


def _refuse_last(held: Post, *, at: datetime) -> None:
    """The unit is locked, so two who step down at once cannot both count on the other."""
    others = Post.objects.filter(lasting(at), unit_id=held.unit_id, valid_from__lte=at).exclude(
        person_id=held.person_id
    )
    if not any(grants_posts(code) for code in others.values_list("role", flat=True)):
        raise LastAdministrator(unit_name=held.unit_name)


def _name_of(code: str) -> str:
    return roles()[code].name_zh if code in roles() else code
