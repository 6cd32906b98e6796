"""Addresses of the pages of indicators, for all that links to a number; empty where those pages are not there."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def indicator_address(code: str, *, unit_code: str = "", period: str = "") -> str:
    return _address("indicator", code, unit=unit_code, period=period)


def opening_address(code: str, *, unit_code: str, period: str, dims: str = "") -> str:
    return _address("indicator-opening", code, unit=unit_code, period=period, of=dims)


def gap_address(code: str, *, unit_code: str, period: str, target: str = "") -> str:
    """`target` as a person writes it: 90 for 90 %."""
    return _address("indicator-gap", code, unit=unit_code, period=period, target=target)


def _address(name: str, code: str, **asked: str) -> str:
    try:
        address = reverse(name, args=[code])
    except NoReverseMatch:
        return ""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{address}?{query}" if query else address
