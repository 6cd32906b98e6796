"""Templates as a release ships them, how one is read, and the words they may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from xuezheng.engines.papers.bulletins import Template, template_of
from xuezheng.kernel.calendar.facade import Period, PeriodKind

CATALOG = Path(__file__).resolve().parents[1] / "catalog"
WORDS = frozenset(
    {
        "unit",
        "issuer",
        "recipients",
        "period",
        "last",
        "since",
        "day",
        "number",
        "year",
        "region",
        "below",
        "map",
        "subject",
    }
)
"""Names in braces that a template may use."""


@dataclass(frozen=True, kw_only=True)
class ReadTemplate:
    """A template with its text, which is kept with every bulletin written from it."""

    template: Template
    text: str

    @property
    def name(self) -> str:
        names = self.template.name
        return names["en"] if (get_language() or "").startswith("en") else names["zh"]


@lru_cache(maxsize=64)
def read_template(text: str) -> ReadTemplate:
    """Refused with the lines of its mistakes."""
    return ReadTemplate(template=template_of(text, words=WORDS), text=text)


@cache
def shipped_texts() -> Mapping[str, str]:
    """By code, in the order of their files."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((CATALOG / "bulletins").glob("*.yaml"))]
    return {read_template(text).template.code: text for text in texts}


@cache
def words() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CATALOG / "bulletin_words.yaml").read_text(encoding="utf-8"))
    return found


def place_name(bureau: str) -> str:
    """固始县 of 固始县教育局."""
    for ending in words()["endings"]:
        if bureau.endswith(ending) and bureau != ending:
            return bureau.removesuffix(ending)
    return bureau


def period_words(period: Period) -> str:
    """2018年第三季度, as official documents write it."""
    quarter = words()["quarters"][period.number - 1] if period.kind is PeriodKind.QUARTER else ""
    written: str = words()["periods"].get(period.kind.value, period.code)
    return written.format(year=period.year, quarter=quarter, month=period.number)
