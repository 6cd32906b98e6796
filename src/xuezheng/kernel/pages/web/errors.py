"""Error pages: a sentence, what to do next, and the request id to quote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _page(request, status=refusal.status, sentence=str(refusal))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(request, status=404, sentence=_("There is no such page, or it is not within what your post may see."))


def failed(request: HttpRequest) -> HttpResponse:
    return _page(request, status=500, sentence=_("Something went wrong on our side. Nothing you entered was changed."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(
        request,
        status=403,
        sentence=_("This form is out of date. Go back, reload the page and send it again."),
    )


def _page(request: HttpRequest, *, status: int, sentence: str) -> HttpResponse:
    return render(request, "pages/error.html", {"sentence": sentence, "status": status}, status=status)
