"""What the catalogues state: kinds of bodies, and what every unit of a kind must have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

CATALOG = Path(__file__).parent / "catalog"
CIO, TRAINED_CIO = "cio", "trained_cio"


@dataclass(frozen=True, kw_only=True)
class Named:
    """A code with its words in both languages."""

    code: str
    zh: str
    en: str

    @property
    def name(self) -> str:
        return _chosen({"zh": self.zh, "en": self.en})


@dataclass(frozen=True, kw_only=True)
class BodyKind(Named):
    """`units`: kinds of units at which such a body may be set up; `full_names`: what it is usually called in full."""

    units: frozenset[str]
    full_names: Mapping[str, str]

    @property
    def full_name(self) -> str:
        return _chosen(self.full_names)


@dataclass(frozen=True, kw_only=True)
class CoverageRule(Named):
    """Every unit of these kinds must have what is wanted: a kind of body, a CIO, a trained CIO."""

    wants: str
    units: tuple[str, ...]
    sources: Mapping[str, str]
    since: date

    @property
    def source(self) -> str:
        return _chosen(self.sources)

    @property
    def wants_cio(self) -> bool:
        return self.wants in {CIO, TRAINED_CIO}


@cache
def body_kinds() -> dict[str, BodyKind]:
    return {
        item["code"]: BodyKind(
            code=item["code"], **item["name"], units=frozenset(item["units"]), full_names=item["full_name"]
        )
        for item in _read("body_kinds")["body_kinds"]
    }


@cache
def coverage_rules() -> dict[str, CoverageRule]:
    return {
        item["code"]: CoverageRule(
            code=item["code"],
            **item["name"],
            wants=item["wants"],
            units=tuple(item["units"]),
            sources=item["source"],
            since=item["date"],
        )
        for item in _read("coverage")["rules"]
    }


@cache
def asked_within_days() -> int:
    return int(_read("coverage")["asked_within_days"])


def kind_name(code: str) -> str:
    """A code that the catalogue lost is shown as it is."""
    known = body_kinds().get(code)
    return known.name if known else code


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in body_kinds().values()]


def rule_name(code: str) -> str:
    known = coverage_rules().get(code)
    return known.name if known else code


def rule_choices() -> list[tuple[str, str]]:
    return [(rule.code, rule.name) for rule in coverage_rules().values()]


def rules_for(unit_kind: str) -> list[CoverageRule]:
    """What a unit of this kind must have."""
    return [rule for rule in coverage_rules().values() if unit_kind in rule.units]


def _read(name: str) -> Any:
    return yaml.safe_load((CATALOG / f"{name}.yaml").read_text(encoding="utf-8"))


def _chosen(words: Mapping[str, str]) -> str:
    return words["en" if (get_language() or "").startswith("en") else "zh"]
