"""The weights and standards that come with the platform, and whose edition holds on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from xuezheng.modules.supervision.models import InspectionItem, WeightsEdition
from xuezheng.modules.supervision.saying import edition_name
from xuezheng.modules.supervision.weighing import Weights, from_plain

FOLDER = Path(__file__).parent / "catalog"


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Edition 0 is the catalogue's."""

    number: int
    valid_from: date
    source: str
    weights: Weights

    @property
    def name(self) -> str:
        return edition_name(self.number)


@dataclass(frozen=True, kw_only=True)
class Worded:
    """An entry of the catalogue, in the reader's language."""

    code: str
    text_zh: str
    text_en: str

    @property
    def text(self) -> str:
        return self.text_en if (get_language() or "").startswith("en") else self.text_zh


@dataclass(frozen=True, kw_only=True)
class Standard(Worded):
    source: str


@dataclass(frozen=True, kw_only=True)
class Assessment(Worded):
    """An assessment of counties, and the codes of the standards that are a part of it."""

    standards: tuple[str, ...]


def shipped_edition() -> Edition:
    """Its source in the reader's language."""
    found = _shipped_weights()
    language = "en" if (get_language() or "").startswith("en") else "zh"
    source = " ".join(found["source"][language].split())
    return Edition(number=0, valid_from=found["valid_from"], source=source, weights=from_plain(found))


@cache
def _shipped_weights() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / "weights.yaml").read_text(encoding="utf-8"))
    return found


@cache
def assessments() -> dict[str, Assessment]:
    return {
        item["code"]: Assessment(**_worded(item), standards=tuple(item["standards"])) for item in _listed("assessments")
    }


@cache
def standards() -> dict[str, Standard]:
    return {item["code"]: Standard(**_worded(item), source=item["source"]) for item in _listed("standards")}


def _listed(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / "standards.yaml").read_text(encoding="utf-8"))[name]
    return found


def _worded(item: dict[str, Any]) -> dict[str, Any]:
    return {"code": item["code"], "text_zh": item["text"]["zh"], "text_en": item["text"]["en"]}


def words_of(item: InspectionItem) -> str:
    """In the reader's language where the catalogue still says what the round took over; else as it was written."""
    known = standards().get(item.code)
    return known.text if known is not None and known.text_zh == item.text else item.text


def edition_of(row: WeightsEdition) -> Edition:
    return Edition(number=row.edition, valid_from=row.valid_from, source=row.source, weights=from_plain(row.weights))


def edition_in_force(unit_path: str, *, day: date) -> Edition:
    """The newest edition of that administration which is valid on the day; the catalogue's where it has made none."""
    rows = WeightsEdition.objects.filter(unit_path=unit_path, valid_from__lte=day)
    row = rows.order_by("-valid_from", "-edition").first()
    return edition_of(row) if row else shipped_edition()
