"""Reading bodies: JSON as its standard has it, without NaN, doubled names or texts that cannot be kept."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        text = request.body.decode("utf-8")
        read = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_without_doubles)
        _refuse_unkeepable(read)
        return read


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The same name twice: readers differ in which they take, so nobody knows what was meant."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("a name stands twice")
    return read


def _refuse_unkeepable(value: Any) -> None:
    """PostgreSQL keeps no NUL, and a lone surrogate is no text in UTF-8."""
    if isinstance(value, str):
        if "\x00" in value:
            raise ValueError("NUL")
        value.encode("utf-8")
    elif isinstance(value, list):
        for item in value:
            _refuse_unkeepable(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            _refuse_unkeepable(name)
            _refuse_unkeepable(item)
