"""Requests of a signed-in account, with or without a post: what views of sign-in and my account receive."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.origin import origin_of
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.people.sign_in.confirmation import CONFIRMED, is_confirmed
from xuezheng.kernel.people.sign_in.owner import person_acting
from xuezheng.kernel.people.web.session_store import SessionStore
from xuezheng.kernel.scope.acting import ActingPost

View = Callable[..., HttpResponse]


class AccountRequest(HttpRequest):
    """Behind `account_required`. `post` is None for somebody who holds none, or still owes a password change."""

    account: Account
    posts: list[Post]
    post: ActingPost | None
    session: SessionStore


def account_required(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "account", None) is None:
            return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return guarded


def open_while_owing(view: View) -> View:
    """For the few pages an account may open before its initial password is changed or its second factor enrolled."""
    view.open_while_owing = True  # type: ignore[attr-defined] # read by the middleware
    return view


def confirmed_required(view: View) -> View:
    """What one signs in with changes only soon after a password was shown, so that an open browser is not enough."""

    @wraps(view)
    def guarded(request: AccountRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request.session.get(CONFIRMED), at=now()):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("my-account")
        return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': back})}")

    return account_required(guarded)


def owner_of(request: AccountRequest) -> ActingPost:
    """The account's owner as the value that acts, under the present post where there is one."""
    return request.post or person_acting(
        request.account, origin=origin_of(request), request_id=getattr(request, "request_id", "")
    )


def session_id(request: AccountRequest) -> str:
    return str(request.session.row.id) if request.session.row else ""
