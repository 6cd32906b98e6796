"""Who may open a view: a signed-in post, with a permission where one is named."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost

View = Callable[..., HttpResponseBase]


class PostRequest(HttpRequest):
    """A request that carries its acting post: what views behind `post_required` receive."""

    post: ActingPost


def post_required(permission: str = "") -> Callable[[View], View]:
    """Anonymous visitors go to the sign-in page and come back; a post without the permission is refused."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            post: ActingPost | None = getattr(request, "post", None)
            if post is None:
                return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': _place_of(request)})}")
            if permission and not post.may(permission):
                raise NotAllowed(
                    _("Your present post may not open this page. Switch the post, or ask your administrator.")
                )
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _place_of(request: HttpRequest) -> str:
    """The page itself; of a button whose session had ended, the page that it stood on: its address answers no visit."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    stood_on = urlsplit(request.headers.get("Referer", ""))
    return stood_on._replace(scheme="", netloc="").geturl() if stood_on.netloc == request.get_host() else "/"
