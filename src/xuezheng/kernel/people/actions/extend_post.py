"""Giving a post another end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.actions.governing import post_to_govern
from xuezheng.kernel.people.events import PostExtended
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.policies import can_grant_role, roles_grantable_by
from xuezheng.kernel.people.refusals import NotUponOneself, PeriodNotPossible, PostIsHeldAlready, RoleNotGrantable
from xuezheng.kernel.people.roles import role, roles
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def extend_post(*, post: ActingPost, post_id: UUID, version: int, valid_to: datetime | None, at: datetime) -> Post:
    """Move the end, or take it away. Nobody prolongs their own power, nor what they could not grant anew."""
    held = post_to_govern(post=post, post_id=post_id, version=version, at=at)
    if held.person_id == post.person_id:
        raise NotUponOneself
    granted = roles().get(held.role)
    if granted is None or not can_grant_role(post, held.unit, granted):
        raise RoleNotGrantable(unit=held.unit, granted=granted, grantable=roles_grantable_by(post, held.unit))
    if valid_to is not None and valid_to <= max(at, held.valid_from):
        raise PeriodNotPossible(_("The new end lies in the future. To end a post now, end it."), field="valid_to")
    before = held.valid_to
    if before == valid_to:
        return held
    _refuse_overlap(held, valid_to=valid_to)
    held.valid_to = valid_to
    held.version += 1
    held.save(update_fields=["valid_to", "version"])
    journal.record(
        post=post,
        at=at,
        act="people.extend_post",
        object_kind="post",
        object_id=held.id,
        object_name=f"{held.person_name} · {role(held.role).name_zh} · {held.unit_name}",
        unit_path=held.unit_path,
        before={"valid_to": before.isoformat() if before else None},
        after={"valid_to": valid_to.isoformat() if valid_to else None},
    )
    outbox.announce(
        PostExtended(
            unit_path=held.unit_path,
            post_id=str(held.id),
            person_id=str(held.person_id),
            valid_to=valid_to.isoformat() if valid_to else "",
        ),
        at=at,
    )
    return held


def _refuse_overlap(held: Post, *, valid_to: datetime | None) -> None:
    later = Post.objects.filter(
        person_id=held.person_id, unit_id=held.unit_id, role=held.role, valid_from__gte=held.valid_from
    ).exclude(id=held.id)
    if (later.filter(valid_from__lt=valid_to) if valid_to else later).exists():
        raise PostIsHeldAlready(unit=held.unit, granted=role(held.role))
