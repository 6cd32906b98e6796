"""API tokens: a program acts under one post of its owner, with some of that post's permissions, until a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.acting import acting_value, posts_in_force
from xuezheng.kernel.people.models import Account, ApiToken, Post
from xuezheng.kernel.people.roles import role
from xuezheng.kernel.people.sign_in.demonstration import refuse_demonstration
from xuezheng.kernel.people.sign_in.keys import plain_hash
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

PREFIX = "xz_"
"""Tells a token from other secrets, also for scanners that look for leaked ones."""
USED_EVERY = timedelta(minutes=1)


class TokenRefused(NotAllowed):
    """One answer for a token that is unknown, expired, revoked, or whose post has ended."""

    status = 401
    code = "token-refused"

    def __init__(self) -> None:
        super().__init__(
            _("This token does not open anything: it is unknown, expired or revoked, or its post has ended.")
        )


def create_token(
    *,
    post: ActingPost,
    account: Account,
    post_id: UUID,
    name: str,
    permissions: Sequence[str],
    days: int,
    at: datetime,
) -> tuple[ApiToken, str]:
    """Make a token for one of the own posts. Returns it with its secret, which is shown once and kept nowhere."""
    name = name.strip()
    if not name:
        raise Refusal(_("Name the program that will use the token."), field="name")
    _refuse_days(days)
    with bound_to_own(post, account) as reaching:
        held = _own_post(account, post_id, at=at)
        _refuse_beyond_role(permissions, role_code=held.role)
        if _live(account, at=at).count() >= sign_in_rules().tokens.most_per_account:
            raise Conflict(_("This account has as many tokens as it may have. Revoke one that is no longer used."))
        secret = PREFIX + token_urlsafe(32)
        token = ApiToken.objects.create(
            account=account,
            post=held,
            unit_path=held.unit_path,
            name=name[:60],
            token_hash=plain_hash(secret),
            ending=secret[-4:],
            permissions=sorted(set(permissions)),
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
        shown = {"name": token.name, "permissions": token.permissions, "expires_at": token.expires_at.isoformat()}
        note(post=reaching, account=account, act="create_token", at=at, after={**shown, "post": str(held.id)})
    return token, secret


def revoke_token(*, post: ActingPost, account: Account, token_id: UUID, at: datetime) -> ApiToken:
    with bound_to_own(post, account) as reaching:
        token = ApiToken.objects.select_for_update().filter(account=account, id=token_id, revoked_at=None).first()
        if token is None:
            raise NotFound(_("This token was already revoked."))
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        note(post=reaching, account=account, act="revoke_token", at=at, before={"name": token.name})
    return token


def tokens_of(*, post: ActingPost, account: Account) -> list[ApiToken]:
    """All tokens not revoked, also expired ones, with their posts."""
    with bound_to_own(post, account):
        rows = ApiToken.objects.filter(account=account, revoked_at=None).select_related("post__unit")
        return list(rows.order_by("-created_at", "id"))


def acting_post_of_token(token: str, *, at: datetime, origin: str = "", request_id: str = "") -> ActingPost:
    """Who acts when a program shows this token, or a refusal. The role of the post still bounds what was listed."""
    if not token.startswith(PREFIX):
        raise TokenRefused
    with bound(system_post("api-token")):
        found = (
            ApiToken.objects.filter(token_hash=plain_hash(token), revoked_at=None, expires_at__gt=at)
            .filter(account__is_active=True, account__must_change_password=False)
            .select_related("account")
            .first()
        )
        if found is None:
            raise TokenRefused
        refuse_demonstration(found.account)
        held = next((post for post in posts_in_force(found.account.person_id, at=at) if post.id == found.post_id), None)
        if held is None:
            raise TokenRefused
        _mark_used(found, at=at, origin=origin)
        acting = acting_value(held, at=at, origin=origin, request_id=request_id)
    return replace(acting, permissions=acting.permissions & frozenset(found.permissions))


def _mark_used(token: ApiToken, *, at: datetime, origin: str) -> None:
    if token.used_at is None or token.used_at <= at - USED_EVERY or token.origin != origin:
        ApiToken.objects.filter(id=token.id).update(used_at=at, origin=origin)


def _live(account: Account, *, at: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(account=account, revoked_at=None, expires_at__gt=at)


def _own_post(account: Account, post_id: UUID, *, at: datetime) -> Post:
    held = next((post for post in posts_in_force(account.person_id, at=at) if post.id == post_id), None)
    if held is None:
        raise Refusal(_("Choose one of the posts you hold now."), field="post")
    return held


def _refuse_beyond_role(permissions: Sequence[str], *, role_code: str) -> None:
    beyond = sorted(set(permissions) - role(role_code).permissions)
    if beyond:
        raise Refusal(
            _("The post does not hold %(permissions)s itself. Choose among what it may.")
            % {"permissions": ", ".join(beyond)},
            field="permissions",
        )
    if not permissions:
        raise Refusal(_("Choose at least one permission."), field="permissions")


def _refuse_days(days: int) -> None:
    longest = sign_in_rules().tokens.longest_days
    if not 1 <= days <= longest:
        raise Refusal(
            _("A token lasts from 1 to %(longest)d days, not %(days)d.") % {"longest": longest, "days": days},
            field="days",
        )
