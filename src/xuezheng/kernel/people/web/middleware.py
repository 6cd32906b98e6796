"""Each request of a signed-in person runs in one transaction bound to the post it acts under."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.errors import refusal_page
from xuezheng.kernel.pages.web.origin import origin_of
from xuezheng.kernel.people.acting import acting_value, posts_in_force
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.people.sign_in.demonstration import demonstration_works
from xuezheng.kernel.people.sign_in.standing import Standing, standing_of
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

POST = "post"
OWED_AT = {Standing.INITIAL: "change-password", Standing.SECOND_FACTOR: "enrol-authenticator"}
OPEN_NAMES = {"sign-out", "set_language", "set-language"}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


class PostHasEnded(Conflict):
    """What was sent was meant for another post than the one left: it is not done under that one by surprise."""

    def __init__(self) -> None:
        super().__init__(
            _("The post you acted under has ended. Nothing was changed. Go on under another of your posts.")
        )


class ActingPostMiddleware:
    """Sets `request.account`, `request.posts` and `request.post` (None when nobody is signed in) and binds the scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.account, request.posts, request.post, request.owes = None, [], None, Standing.FREE
        lost = request.session.session_key is not None and self._resolve(request, at=now())
        if request.account is None:
            return self.get_response(request)
        response = self._answer(request, post_lost=lost)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: Any, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Who owes a new password or a second factor is shown nothing else first. The API sees no post and refuses itself."""
        if request.owes == Standing.FREE or getattr(view, "open_while_owing", False):
            return None
        if request.resolver_match.url_name in OPEN_NAMES or request.path.startswith("/api/"):
            return None
        address = reverse(OWED_AT[request.owes])
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)

    def _answer(self, request: Any, *, post_lost: bool) -> HttpResponse:
        post: ActingPost | None = request.post
        if post_lost and request.method in UNSAFE:
            return refusal_page(request, PostHasEnded())
        if post is None:
            return self.get_response(request)
        with bound(post):
            response = self.get_response(request)
            # Inner middleware has already turned exceptions into responses, so nothing rolls back by itself.
            if response.status_code >= 500 or getattr(request, "refused", False):
                transaction.set_rollback(True)
        return response

    def _resolve(self, request: Any, *, at: datetime) -> bool:
        """Who this is. Returns whether the post chosen earlier is no longer theirs."""
        with bound(system_post("sign-in")):
            wanted = request.session.get(POST)
            row = request.session.row
            account: Account | None = row.account if row else None
            if account is None:
                return False
            if not account.is_active or (account.synthetic and not demonstration_works()):
                request.session.flush()
                return False
            request.session.mark_seen(origin=origin_of(request), at=at)
            posts = posts_in_force(account.person_id, at=at)
            request.account, request.posts = account, posts
            request.owes = standing_of(account, posts, means=row.means)
            chosen = next((post for post in posts if str(post.id) == wanted), None)
            if chosen is None and wanted:
                del request.session[POST]
            if request.owes == Standing.FREE:
                request.post = self._acting(request, chosen or next(iter(posts), None), at=at)
            return bool(wanted) and chosen is None

    def _acting(self, request: Any, chosen: Post | None, *, at: datetime) -> ActingPost | None:
        if chosen is None:
            return None
        return acting_value(chosen, at=at, origin=origin_of(request), request_id=getattr(request, "request_id", ""))
