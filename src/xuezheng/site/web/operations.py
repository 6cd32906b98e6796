"""Addresses for whoever watches the server, answered before all else: whatever host name, without session or redirect."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from xuezheng.site.web import health

View = Callable[[HttpRequest], HttpResponse]
ADDRESSES: dict[str, View] = {"/health/live": health.live, "/health/ready": health.ready}


class OperationsMiddleware:
    """Stands first, so that no other part can keep it from answering."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return ADDRESSES.get(request.path, self.get_response)(request)
