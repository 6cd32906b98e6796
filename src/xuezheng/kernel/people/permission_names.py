"""Permissions by the names people read, from the catalogue."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

CATALOG = Path(__file__).parent / "catalog" / "permission_names.yaml"


@cache
def _names() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(CATALOG.read_text(encoding="utf-8"))["names"])


def permission_name(code: str) -> str:
    return _names().get(code, {}).get("en" if (get_language() or "").startswith("en") else "zh", code)
