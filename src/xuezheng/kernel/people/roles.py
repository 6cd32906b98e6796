"""Roles as the catalogue states them: what each may do, at which levels it exists, how far it reaches."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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


_registered: dict[str, dict[str, list[str]]] = {}


def register_permissions(package: str | Path) -> None:
    """Add what the kernel's roles may do in a module: its catalog/permissions.yaml, read when the module is ready."""
    catalogue = yaml.safe_load((Path(package) / "catalog" / "permissions.yaml").read_text(encoding="utf-8"))
    _registered[str(package)] = catalogue["permissions"]
    roles.cache_clear()


def _permissions(item: dict[str, Any]) -> frozenset[str]:
    added = (permission for given in _registered.values() for permission in given.get(item["code"], []))
    return frozenset([*item["permissions"], *added])


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
            permissions=_permissions(item),
        )
        for item in catalogue["roles"]
    }


def role(code: str) -> Role:
    return roles()[code]
