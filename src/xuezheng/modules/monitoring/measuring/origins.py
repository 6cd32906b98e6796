"""Which record tables arise by themselves, such as from logs and registers, and which units report."""

from functools import cache
from pathlib import Path

import yaml

CATALOG = Path(__file__).parents[1] / "catalog" / "origins.yaml"


@cache
def _by_itself() -> frozenset[str]:
    return frozenset(yaml.safe_load(CATALOG.read_text(encoding="utf-8"))["by_themselves"])


def arises_by_itself(table: str) -> bool:
    return table in _by_itself()
