"""Where a number opens: its components, the units that make it up, the records below."""

from urllib.parse import urlencode


def opening_address(*, code: str, unit_code: str, period: str) -> str:
    return f"/monitoring/indicators/{code}/opened/?{urlencode({'unit': unit_code, 'period': period})}"
