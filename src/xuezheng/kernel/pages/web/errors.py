"""Error pages: a sentence, what to do next, and the request id to quote. Answers to scripts carry the sentence as a notice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.web.toasts import add_toast
from xuezheng.kernel.refusals import Refusal


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _page(request, status=refusal.status, sentence=str(refusal))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(request, status=404, sentence=_("There is no such page, or it is not within what your post may see."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(request, status=403, sentence=_("Your present post may not do this."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _bare(request, status=400, sentence=_("The request was not understood. Go back and try again."))


def failed(request: HttpRequest) -> HttpResponse:
    return _bare(request, status=500, sentence=_("Something went wrong on our side. Nothing you entered was changed."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(
        request,
        status=403,
        sentence=_("This form is out of date. Go back, reload the page and send it again."),
    )


def _page(request: HttpRequest, *, status: int, sentence: str) -> HttpResponse:
    if wants_fragment(request):
        return _fragment(status=status, sentence=sentence)
    return render(request, "pages/error.html", {"sentence": sentence, "status": status}, status=status)


def _bare(request: HttpRequest, *, status: int, sentence: str) -> HttpResponse:
    """Without the frame, which asks the database: that may be what failed."""
    if wants_fragment(request):
        return _fragment(status=status, sentence=sentence)
    values = {"sentence": sentence, "status": status, "request_id": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string("pages/error.html", values), status=status)


def _fragment(*, status: int, sentence: str) -> HttpResponse:
    return add_toast(HttpResponse(status=status), sentence, level="error")


def wants_fragment(request: HttpRequest) -> bool:
    """Whether a script asked, which shows a part of a page or a notice rather than a page."""
    return bool(getattr(request, "htmx", False)) or "X-Fragment" in request.headers
