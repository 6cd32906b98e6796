"""The genre's words, from a catalogue that the office may change, and the patterns made of them."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CATALOG = Path(__file__).parents[1] / "catalog" / "reading.yaml"


@cache
def catalogue() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return read


@cache
def listed(part: str, name: str) -> tuple[str, ...]:
    words: list[str] = catalogue()[part][name]
    return tuple(words)


@cache
def either(words: tuple[str, ...]) -> str:
    """A pattern for any of these words, the longer ones tried first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
