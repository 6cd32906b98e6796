"""Addresses of the pages of indicators, for all that links to a number."""

from urllib.parse import urlencode

from django.urls import reverse


def indicator_address(code: str, *, unit_code: str = "", period: str = "") -> str:
    return _with(reverse("indicator", args=[code]), unit=unit_code, period=period)


def opening_address(code: str, *, unit_code: str, period: str, dims: str = "") -> str:
    return _with(reverse("indicator-opening", args=[code]), unit=unit_code, period=period, of=dims)


def gap_address(code: str, *, unit_code: str, period: str, target: str = "") -> str:
    return _with(reverse("indicator-gap", args=[code]), unit=unit_code, period=period, target=target)


def _with(address: str, **asked: str) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{address}?{query}" if query else address
