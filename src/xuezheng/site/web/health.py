"""For whoever watches the server: is the process alive, is the installation ready. Nothing about anybody in it."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from xuezheng.kernel.clock import now
from xuezheng.site.operations.health import health


@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    found = health(at=now())
    return JsonResponse(found.as_dict(), status=200 if found.ready else 503)
