"""Making a post's digest of one day, and mailing it: two steps, so that a mail server that is away loses nothing."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from xuezheng.engines.inbox.mailing import send_digest_mail
from xuezheng.engines.inbox.models import Digest, Subscription
from xuezheng.engines.inbox.places import person_key
from xuezheng.engines.inbox.queries.digests import content_for
from xuezheng.kernel.people.acting import acting_post_of
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound


def make_digest(*, subscription_id: UUID, day: date, at: datetime) -> Digest | None:
    """In a binding that sees the whole tree. None where the post has ended, wants none or there is nothing to say.

    Asked again on the same day it gives the one that was made.
    """
    subscription = Subscription.objects.select_for_update(of=("self",)).filter(id=subscription_id).first()
    if subscription is None or subscription.frequency == Subscription.Frequency.NONE:
        return None
    made = Digest.objects.filter(post_id=subscription.post_id, day=day).first()
    post = acting_post_of(subscription.post_id, at)
    if made is not None or post is None:
        return made
    language = language_of(post)
    with bound(post), translation.override(language):
        content = content_for(post, subscription, at=at)
    return _kept(subscription, post, content={**content, "language": language}, day=day, at=at) if content else None


def mail_digest(*, digest_id: UUID, at: datetime) -> bool:
    """Send it to the subscription's present address, once: the row stays locked until the mail server has taken it."""
    digest = Digest.objects.select_for_update(of=("self",)).filter(id=digest_id, mailed_at=None).first()
    subscription = Subscription.objects.filter(post_id=digest.post_id, by_email=True).first() if digest else None
    if digest is None or subscription is None:
        return False
    send_digest_mail(digest.content, day=digest.day, address=subscription.email)
    digest.mailed_at = at
    digest.save(update_fields=["mailed_at"])
    return True


def language_of(post: ActingPost) -> str:
    """The one the account reads in, else the house's."""
    chosen = Account.objects.filter(person_id=person_key(post)).values_list("language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE


def _kept(
    subscription: Subscription, post: ActingPost, *, content: dict[str, object], day: date, at: datetime
) -> Digest | None:
    try:
        with transaction.atomic():
            return Digest.objects.create(
                unit_path=post.unit_path,
                post_id=subscription.post_id,
                day=day,
                made_at=at,
                content=content,
                in_inbox=subscription.by_inbox,
            )
    except IntegrityError:  # another worker made it between our look and our writing
        return Digest.objects.filter(post_id=subscription.post_id, day=day).first()
