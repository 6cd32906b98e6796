"""Addresses of the module's pages, for all that links to a number and for background work, where no request tells them."""

from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse


def indicator_address(code: str, *, unit_code: str = "", period: str = "") -> str:
    return _with(_page("indicator", code), unit=unit_code, period=period)


def opening_address(code: str, *, unit_code: str, period: str, dims: str = "") -> str:
    return _with(_page("indicator-opening", code), unit=unit_code, period=period, of=dims)


def gap_address(code: str, *, unit_code: str, period: str, target: str = "") -> str:
    return _with(_page("indicator-gap", code), unit=unit_code, period=period, target=target)


def bulletin_address(bulletin_id: UUID | str) -> str:
    return reverse("bulletin", args=[bulletin_id])


def batch_address(batch_id: UUID | str) -> str:
    return reverse("bulletin-batch", args=[batch_id])


@lru_cache(maxsize=1024)
def _page(name: str, code: str) -> str:
    """Asked for twice in every line of the list of indicators."""
    return reverse(name, args=[code])


def _with(address: str, **asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{address}?{query}" if query else address
