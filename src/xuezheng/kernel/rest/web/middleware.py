"""Under /api/ every error is a problem, also those that Django itself answers: no such address, a wrong method, a fault."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from xuezheng.kernel.rest.problems import MEDIA_TYPE, problem

KEPT = ("Allow", "WWW-Authenticate", "Retry-After", "Set-Cookie")


class ProblemMiddleware:
    """Stands outside of all that could answer in place of an endpoint."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith("/api/"):
            return response
        if response.status_code == 204:
            response.headers.pop("Content-Type", None)
        if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        kept = {name: response[name] for name in KEPT if name in response}
        return problem(request, status=response.status_code, headers=kept)
