"""Where a request comes from: the one place that decides which address is believed, and whose word about it.

X-Forwarded-For grows to the right: each proxy adds the address that reached it. So it is read from the right, for as long as
the address before was one of our own proxies. What stands further left a client may have written itself.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")


def origin_of(request: HttpRequest) -> str:
    """The nearest address that is no proxy of ours; where all are, the farthest."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    peer = _address_in(told)
    if peer is None or not _is_our_proxy(peer):
        return told[:60]
    for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        before = _address_in(hop)
        if before is None:
            break
        peer = before
        if not _is_our_proxy(peer):
            break
    return str(peer)


class ForwardedMiddleware:
    """What somebody else than our own proxy says of a request's way is left out, before anybody can believe it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = _address_in(str(request.META.get("REMOTE_ADDR", "")))
        if peer is None or not _is_our_proxy(peer):
            for name in FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)


def _is_our_proxy(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _address_in(text: str) -> Address | None:
    """Also with a port behind it, as some proxies write: '192.0.2.7:4711', '[2001:db8::7]:4711'."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        read = ip_address(text)
    except ValueError:
        return None
    return read.ipv4_mapped if isinstance(read, IPv6Address) and read.ipv4_mapped else read
