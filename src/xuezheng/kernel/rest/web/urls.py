"""Addresses under /api/v1/. What no package serves is answered as a problem, not as a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from xuezheng.kernel.rest.registry import api
from xuezheng.kernel.rest.web.documentation import documentation


@csrf_exempt
def nothing_here(_request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", documentation, name="api-docs"),
    path("", api().urls),
    re_path("", nothing_here),
]
