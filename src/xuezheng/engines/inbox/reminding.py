"""Reminders are the platform's own: nobody sends them by hand. One entry of the journal tells how many went out."""

from datetime import datetime

from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost


def check_platform_reminds(post: ActingPost) -> None:
    if not post.is_system:
        raise NotAllowed(_("Reminders are sent by the platform itself."))


def note_reminders(act: str, *, post: ActingPost, at: datetime, sent: int) -> None:
    """`act` is the whole name of the act, with its package."""
    if sent:
        record(
            post=post,
            at=at,
            act=act,
            object_kind=f"{act.partition('.')[0]}.reminders",
            object_id=at.date().isoformat(),
            object_name=at.date().isoformat(),
            unit_path=post.scope_path,
            after={"sent": sent},
        )
