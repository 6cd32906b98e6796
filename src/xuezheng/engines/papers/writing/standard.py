"""The standard's page as values, read from the catalogue that the office may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CATALOG = Path(__file__).resolve().parents[1] / "catalog" / "gbt9704.yaml"
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, kw_only=True)
class Face:
    """One role of letters: its name in Word files, its names on systems, and what may stand in for it."""

    role: str
    word: str
    instead: str
    wanted: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """In millimetres; `lines` and `characters` are the grid of the text."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    lines: int
    characters: int

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def line_points(self) -> float:
        """From one line to the next."""
        return (self.height - self.top - self.bottom) * POINTS_PER_MM / self.lines

    @property
    def character_points(self) -> float:
        """From one character to the next."""
        return self.text_width * POINTS_PER_MM / self.characters


@dataclass(frozen=True, kw_only=True)
class Standard:
    page: Page
    sizes: Mapping[str, float]
    red_head: Mapping[str, Any]
    page_number: Mapping[str, float]
    signature: Mapping[str, float]
    closing: Mapping[str, float]
    faces: Mapping[str, Face]


@cache
def standard() -> Standard:
    found = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return Standard(
        page=Page(**found["page"], **found["grid"]),
        sizes=found["sizes"],
        red_head=found["red_head"],
        page_number=found["page_number"],
        signature=found["signature"],
        closing=found["closing"],
        faces={role: _face(role, words) for role, words in found["faces"].items()},
    )


def _face(role: str, words: Mapping[str, Any]) -> Face:
    return Face(
        role=role,
        word=words["word"],
        instead=words["instead"],
        wanted=tuple(words["wanted"]),
        open=tuple(words["open"]),
    )
