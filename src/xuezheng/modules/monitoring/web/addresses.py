"""Addresses of the pages of indicators, for whatever shows a number or a gap; empty where those pages are not there."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def indicator_address(code: str, *, unit: str, period: str = "") -> str:
    return _address("indicator", code, unit=unit, period=period)


def opening_address(code: str, *, unit: str, period: str) -> str:
    """What a number is made of."""
    return _address("indicator-opening", code, unit=unit, period=period)


def gap_address(code: str, *, unit: str, period: str, target: float) -> str:
    """`target` in the indicator's own terms: 0.9 for 90 %."""
    return _address("indicator-gap", code, unit=unit, period=period, target=f"{target:g}")


def _address(name: str, code: str, **choices: str) -> str:
    try:
        page = reverse(name, args=[code])
    except NoReverseMatch:
        return ""
    query = urlencode({key: value for key, value in choices.items() if value})
    return f"{page}?{query}" if query else page
