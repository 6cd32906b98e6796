"""Serves the script that draws charts: public, unchanging under its name."""

import gzip

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xuezheng.engines.papers.bundle import bundle_name, compressed_bundle


@require_safe
def bundle(request: HttpRequest, name: str) -> HttpResponse:
    if name != bundle_name():
        raise Http404
    body = compressed_bundle()
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        body if takes_gzip else gzip.decompress(body), content_type="text/javascript; charset=utf-8"
    )
    if takes_gzip:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
