"""/api/v1/me: who calls, the own posts, sessions and tokens. What opens doors is changed from a browser, never by a token."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xuezheng.kernel.people.acting import posts_in_force
from xuezheng.kernel.people.models import Account, ApiToken, Post, Session
from xuezheng.kernel.people.roles import role
from xuezheng.kernel.people.sign_in import sessions, tokens
from xuezheng.kernel.people.sign_in.confirmation import CONFIRMED, is_confirmed
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.refusals import NotAllowed, NotFound, Refusal
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

router = Router(tag="me")


class NotByToken(NotAllowed):
    code = "not-by-token"

    def __init__(self) -> None:
        super().__init__(_("A token may not change what its owner signs in with. Do this in a browser, signed in."))


class ConfirmFirst(NotAllowed):
    code = "confirm-first"

    def __init__(self) -> None:
        super().__init__(_("Show your password again first: open “My account” and confirm it is you."))


class SecretNotRepeated(Refusal):
    status = 400
    code = "idempotency-key"

    def __init__(self) -> None:
        super().__init__(_("A token is shown once, so this takes no Idempotency-Key. Send it without one."))


class OwnPostOut(Output):
    id: UUID
    unit: str
    unit_path: str
    role: str
    permissions: list[str]
    valid_from: datetime
    valid_to: datetime | None

    @staticmethod
    def resolve_unit(post: Post) -> str:
        return post.unit_name

    @staticmethod
    def resolve_permissions(post: Post) -> list[str]:
        return sorted(role(post.role).permissions)


class ProfileOut(Output):
    person_id: UUID
    name: str
    number: str
    username: str
    language: str
    present_post: UUID
    permissions: list[str]
    """Of the present post; by a token, those the token carries."""


class PostsOut(Output):
    items: list[OwnPostOut]


class SessionOut(Output):
    id: UUID
    origin: str
    device: str
    means: str
    started_at: datetime
    seen_at: datetime
    expires_at: datetime


class SessionsOut(Output):
    items: list[SessionOut]


class TokenOut(Output):
    id: UUID
    name: str
    ending: str
    post: UUID
    permissions: list[str]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None

    @staticmethod
    def resolve_post(token: ApiToken) -> UUID:
        return token.post_id


class TokensOut(Output):
    items: list[TokenOut]


class NewTokenOut(TokenOut):
    secret: str
    """Shown this once."""


class TokenIn(Input):
    name: str = Field(min_length=1, max_length=60)
    post: UUID
    permissions: list[str] = Field(min_length=1, max_length=100)
    days: int = Field(ge=1, le=3650)


@router.reads("/", returns=ProfileOut)
def profile(request: ApiRequest) -> dict[str, object]:
    """Who the caller is: person, account and present post."""
    account = _account(request)
    return {
        "person_id": account.person_id,
        "name": account.person.name,
        "number": account.person.number,
        "username": account.username,
        "language": account.language,
        "present_post": request.post.post_id,
        "permissions": sorted(request.post.permissions),
    }


@router.reads("/posts", returns=PostsOut)
def own_posts(request: ApiRequest) -> dict[str, Sequence[Post]]:
    """The posts the caller may act under."""
    account = _account(request)
    with bound_to_own(request.post, account):
        return {"items": posts_in_force(account.person_id, at=request.at)}


@router.reads("/sessions", returns=SessionsOut)
def own_sessions(request: ApiRequest) -> dict[str, Sequence[Session]]:
    """The browsers the caller is signed in with."""
    return {"items": sessions.sessions_of(post=request.post, account=_account(request), at=request.at)}


@router.acts("/sessions/end-others", takes="")
def end_own_other_sessions(request: ApiRequest) -> None:
    """Sign out everywhere but here."""
    _refuse_token(request)
    present = str(request.session.row.id)  # type: ignore[attr-defined] # our own engine
    sessions.end_sessions(post=request.post, account=_account(request), but=present, at=request.at)


@router.removes("/sessions/{ended_id}")
def end_own_session(request: ApiRequest, ended_id: UUID) -> None:
    """Sign out of one browser."""
    _refuse_token(request)
    sessions.end_session(post=request.post, account=_account(request), session_id=ended_id, at=request.at)


@router.reads("/tokens", returns=TokensOut)
def own_tokens(request: ApiRequest) -> dict[str, Sequence[ApiToken]]:
    """The caller's API tokens, without their secrets."""
    return {"items": tokens.tokens_of(post=request.post, account=_account(request))}


@router.creates("/tokens", returns=NewTokenOut)
def create_own_token(request: ApiRequest, body: TokenIn) -> ApiToken:
    """Make an API token. Takes no `Idempotency-Key`: the answer kept for it would keep the secret."""
    _refuse_token(request)
    if "Idempotency-Key" in request.headers:
        raise SecretNotRepeated
    if not is_confirmed(request.session.get(CONFIRMED), at=request.at):
        raise ConfirmFirst
    token, secret = tokens.create_token(
        post=request.post,
        account=_account(request),
        post_id=body.post,
        name=body.name,
        permissions=body.permissions,
        days=body.days,
        at=request.at,
    )
    token.secret = secret  # type: ignore[attr-defined] # for the answer alone; no field of the record
    return token


@router.removes("/tokens/{token_id}")
def revoke_own_token(request: ApiRequest, token_id: UUID) -> None:
    """Revoke a token; it is refused from now on."""
    _refuse_token(request)
    tokens.revoke_token(post=request.post, account=_account(request), token_id=token_id, at=request.at)


def _account(request: ApiRequest) -> Account:
    """The account of whoever acts: by a browser's session or by a token of the same person."""
    person_id = request.post.person_id
    with bound(system_post("api")):
        rows = Account.objects.select_related("person")
        account = rows.filter(person_id=person_id).first() if person_id else None
    if account is None:
        raise NotFound(_("There is no such thing within what your post may see."))
    return account


def _refuse_token(request: ApiRequest) -> None:
    if request.headers.get("Authorization", "").strip():
        raise NotByToken
