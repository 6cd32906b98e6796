"""Where to go after a small post of the frame: back to a page of ours, never to another host."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/"
