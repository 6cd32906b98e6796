"""Roles as the catalogue states them: what each may do, at which levels it exists, how far it reaches."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

CATALOG = Path(__file__).parent / "catalog" / "roles.yaml"


@dataclass(frozen=True, kw_only=True)
class Role:
    code: str
    name_zh: str
    name_en: str
    levels: frozenset[str]
    rank: int
    reach: str
    permissions: frozenset[str]

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


@cache
def roles() -> dict[str, Role]:
    catalogue = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return {
        item["code"]: Role(
            code=item["code"],
            name_zh=item["name"]["zh"],
            name_en=item["name"]["en"],
            levels=frozenset(item["levels"]),
            rank=item["rank"],
            reach=item["reach"],
            permissions=frozenset(item["permissions"]),
        )
        for item in catalogue["roles"]
    }


def role(code: str) -> Role:
    return roles()[code]
