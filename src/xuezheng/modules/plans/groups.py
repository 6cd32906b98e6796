"""Groups of units that documents name together (各省辖市教育局), from the catalogue that the office may change."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

CATALOG = Path(__file__).resolve().parent / "catalog" / "unit_groups.yaml"


@dataclass(frozen=True, kw_only=True)
class UnitGroup:
    """Every unit of some kinds below the issuing one; `direct`: only those directly under it."""

    code: str
    name_zh: str
    name_en: str
    kinds: tuple[str, ...]
    direct: bool
    written: tuple[re.Pattern[str], ...]

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "zh").startswith("zh") else self.name_en


@cache
def unit_groups() -> dict[str, UnitGroup]:
    catalogue = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return {item["code"]: _group(item) for item in catalogue["groups"]}


def group_named(written: str) -> UnitGroup | None:
    """The first group of the catalogue one of whose patterns fits the whole name."""
    bare = re.sub(r"\s", "", written)
    return next(
        (group for group in unit_groups().values() if any(pattern.fullmatch(bare) for pattern in group.written)), None
    )


def _group(item: dict[str, Any]) -> UnitGroup:
    return UnitGroup(
        code=item["code"],
        name_zh=item["name"]["zh"],
        name_en=item["name"]["en"],
        kinds=tuple(item["kinds"]),
        direct=item["depth"] == "direct",
        written=tuple(re.compile(pattern) for pattern in item["written"]),
    )
