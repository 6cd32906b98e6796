"""Templates that ship, and the words they may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xuezheng.engines.papers.bulletins import Template, template_of
from xuezheng.kernel.calendar.facade import Period, PeriodKind
from xuezheng.kernel.refusals import Refusal

CATALOG = Path(__file__).resolve().parents[1] / "catalog"
WORDS = frozenset(
    {"unit", "issuer", "recipients", "period", "last", "day", "number", "year", "region", "below", "map", "subject"}
)
"""Names in braces that a template may use."""


@dataclass(frozen=True, kw_only=True)
class ShippedTemplate:
    """A template with its text, which is kept with every bulletin written from it."""

    template: Template
    text: str

    @property
    def name(self) -> str:
        names = self.template.name
        return names["en"] if (get_language() or "").startswith("en") else names["zh"]


@cache
def shipped_templates() -> Mapping[str, ShippedTemplate]:
    """By code, in the order of their files."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((CATALOG / "bulletins").glob("*.yaml"))]
    found = [ShippedTemplate(template=template_of(text, words=WORDS), text=text) for text in texts]
    return {shipped.template.code: shipped for shipped in found}


def get_template(code: str) -> ShippedTemplate:
    found = shipped_templates().get(code)
    if found is None:
        raise Refusal(
            _("There is no template “%(code)s” of bulletins; there are: %(codes)s.")
            % {"code": code[:40], "codes": ", ".join(shipped_templates())},
            field="template",
        )
    return found


def template_name(code: str) -> str:
    """Of one that a later release no longer ships, its code."""
    found = shipped_templates().get(code)
    return found.name if found else code


def template_choices() -> list[tuple[str, str]]:
    return [(code, shipped.name) for code, shipped in shipped_templates().items()]


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
