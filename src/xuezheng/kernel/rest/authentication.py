"""Who calls: a signed-in browser (session cookie, with CSRF protection) or a program that shows a token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.utils import check_csrf

from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class Resolver(Protocol):
    """From a shown token to the post it acts under. None, or a refusal, where it opens nothing."""

    def __call__(self, token: str, /, *, at: datetime, origin: str, request_id: str) -> ActingPost | None: ...


_resolvers: dict[str, Resolver] = {}


def register(scheme: str, resolver: Resolver) -> None:
    """`register("Bearer", resolver)` in AppConfig.ready serves `Authorization: Bearer …`."""
    _resolvers[scheme.lower()] = resolver


class NotSignedIn(NotAllowed):
    status = 401
    code = "not-signed-in"

    def __init__(self) -> None:
        super().__init__(_("Sign in, or send a token: “Authorization: Bearer …”."))


class TokenOpensNothing(NotAllowed):
    """One answer for every cause, so that a guess learns nothing."""

    status = 401
    code = "token-refused"

    def __init__(self) -> None:
        super().__init__(_("The token is unknown, expired or revoked, or its post has ended. Make a new one."))


class SentFromElsewhere(NotAllowed):
    code = "csrf"

    def __init__(self) -> None:
        super().__init__(_("A browser must send the X-CSRFToken header with a write. A program uses a token instead."))


@dataclass(frozen=True, kw_only=True)
class Caller:
    """`bound` tells whether the middleware has bound the transaction to this post already."""

    post: ActingPost
    bound: bool


def caller_of(request: HttpRequest, *, at: datetime, origin: str) -> Caller:
    """A shown token counts alone: a request that carries one is never served under the browser's session."""
    shown = request.headers.get("Authorization", "").strip()
    if shown:
        return Caller(post=_by_token(request, shown, at=at, origin=origin), bound=False)
    post: ActingPost | None = getattr(request, "post", None)
    if post is None:
        raise NotSignedIn
    if request.method not in SAFE and check_csrf(request) is not None:
        raise SentFromElsewhere
    return Caller(post=post, bound=True)


def _by_token(request: HttpRequest, shown: str, *, at: datetime, origin: str) -> ActingPost:
    scheme, _space, token = shown.partition(" ")
    resolver = _resolvers.get(scheme.lower())
    request_id: str = getattr(request, "request_id", "")
    usable = resolver is not None and token.isascii() and token.isprintable()
    post = resolver(token.strip(), at=at, origin=origin, request_id=request_id) if resolver and usable else None
    if post is None:
        raise TokenOpensNothing
    return post


def registered(scheme: str) -> Resolver | None:
    return _resolvers.get(scheme.lower())


def forget(scheme: str) -> None:
    _resolvers.pop(scheme.lower(), None)
