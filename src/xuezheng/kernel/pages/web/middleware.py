"""Request ids, the content policy, and refusals turned into pages."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from xuezheng.kernel.pages.web.errors import refusal_page
from xuezheng.kernel.refusals import Refusal

View = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


class RequestIdMiddleware:
    """Every request has an id, told to the user on error pages and to operators in the log."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = getattr(request, "request_id", "")  # by what stands before and writes the log
        request.request_id = given or uuid4().hex[:16]  # type: ignore[attr-defined] # read by the log and the journal
        response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined] # set above
        return response


class ContentPolicyMiddleware:
    """No inline script, no other host."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class RefusalMiddleware:
    """A refusal that no view turned into a form error becomes a page with its sentence."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        request.refused = True  # type: ignore[attr-defined] # whoever bound the transaction takes its writes back
        return refusal_page(request, exception)
