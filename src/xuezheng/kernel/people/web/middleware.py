"""Each request of a signed-in person runs in one transaction bound to the post it acts under."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from xuezheng.kernel.clock import now
from xuezheng.kernel.people.acting import acting_value, posts_in_force
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

ACCOUNT = "account"
POST = "post"


class ActingPostMiddleware:
    """Sets `request.account`, `request.posts` and `request.post` (None when nobody is signed in) and binds the scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.account, request.posts, request.post = None, [], None  # type: ignore[attr-defined] # set for views
        account_id = request.session.get(ACCOUNT)
        if account_id is not None:
            self._resolve(request, UUID(account_id), at=now())
        post: ActingPost | None = request.post  # type: ignore[attr-defined] # set above
        if post is None:
            return self.get_response(request)
        with bound(post):
            return self.get_response(request)

    def _resolve(self, request: HttpRequest, account_id: UUID, *, at: datetime) -> None:
        with bound(system_post("sign-in")):
            account = Account.objects.filter(id=account_id, is_active=True).select_related("person").first()
            if account is None:
                request.session.flush()
                return
            posts = posts_in_force(account.person_id, at=at)
            chosen = next((post for post in posts if str(post.id) == request.session.get(POST)), None)
            chosen = chosen or next(iter(posts), None)
            request.account, request.posts = account, posts  # type: ignore[attr-defined] # set for views
            if chosen is not None:
                request.post = acting_value(  # type: ignore[attr-defined] # set for views
                    chosen,
                    at=at,
                    origin=request.META.get("REMOTE_ADDR", ""),
                    request_id=getattr(request, "request_id", ""),
                )
