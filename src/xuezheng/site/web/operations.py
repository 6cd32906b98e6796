"""Addresses for whoever watches the server, answered before all else: whatever host name, without session or redirect."""

import hmac
import logging
import time
from collections.abc import Callable
from ipaddress import ip_address
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from xuezheng.kernel.clock import now
from xuezheng.site.logs import request_id
from xuezheng.site.metrics import exposition, observe, starts
from xuezheng.site.operations.health import health

View = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("xuezheng.request")


@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    found = health(at=now())
    return JsonResponse(found.as_dict(), status=200 if found.ready else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For this machine itself, or with the token; a proxy's requests come from this machine and do not count."""
    if not (_from_here(request) or _has_token(request)):
        return HttpResponse("Metrics are for this machine, or with XUEZHENG_METRICS_TOKEN.\n", "text/plain", status=403)
    return HttpResponse(exposition(at=now()), "text/plain; version=0.0.4; charset=utf-8")


ADDRESSES: dict[str, View] = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}


class OperationsMiddleware:
    """Stands first: gives each request its id, answers those who watch, counts and writes down all others."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        starts.inc()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in ADDRESSES:
            return ADDRESSES[request.path](request)
        request.request_id = uuid4().hex[:16]  # type: ignore[attr-defined] # read by the log, the journal and error pages
        token = request_id.set(request.request_id)  # type: ignore[attr-defined] # set above
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            self._write_down(request, response, duration=time.perf_counter() - began)
            return response
        finally:
            request_id.reset(token)

    def _write_down(self, request: HttpRequest, response: HttpResponse, *, duration: float) -> None:
        route, method = route_of(request), request.method or ""
        observe(method=method, route=route, status=response.status_code, duration=duration)
        facts = {
            "method": method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round(duration * 1000, 1),
        }
        log.info("answered", extra=facts)


def route_of(request: HttpRequest) -> str:
    """The name of the address, or its pattern; never the path."""
    match = request.resolver_match
    if match is None:
        return "static" if request.path.startswith(settings.STATIC_URL) else "none"
    return match.view_name if match.url_name else match.route


def _from_here(request: HttpRequest) -> bool:
    if settings.BEHIND_PROXY or "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    wanted = settings.METRICS_TOKEN
    given = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())
