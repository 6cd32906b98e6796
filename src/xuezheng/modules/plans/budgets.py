"""Where a project's money may come from: read from catalog/budget_sources.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

CATALOG = Path(__file__).parent / "catalog" / "budget_sources.yaml"


@dataclass(frozen=True, kw_only=True)
class BudgetSource:
    code: str
    name_zh: str
    name_en: str

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


@cache
def budget_sources() -> dict[str, BudgetSource]:
    found = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))["budget_sources"]
    return {
        item["code"]: BudgetSource(code=item["code"], name_zh=item["name"]["zh"], name_en=item["name"]["en"])
        for item in found
    }


def source_name(code: str) -> str:
    """A code that the catalogue lost is shown as it is."""
    known = budget_sources().get(code)
    return known.name if known else code


def source_choices() -> list[tuple[str, str]]:
    return [(source.code, source.name) for source in budget_sources().values()]
