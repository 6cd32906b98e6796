"""Filters of the pages of supervision."""

from decimal import Decimal
from typing import Any

from django import template

from xuezheng.modules.supervision.catalogues import words_of
from xuezheng.modules.supervision.facts import ROLES
from xuezheng.modules.supervision.models import InspectionItem
from xuezheng.modules.supervision.places import fact_path
from xuezheng.modules.supervision.saying import edition_name as named
from xuezheng.modules.supervision.saying import points as written

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """92.5, 100; a dash where there is none."""
    return written(value) if isinstance(value, Decimal) else "—"


@register.filter
def role(code: str) -> str:
    return str(ROLES.get(code, code))


@register.filter
def fact_page(line: Any) -> str:
    return fact_path(line.fact, line.subject_id)


@register.filter
def standard(item: InspectionItem) -> str:
    return words_of(item)


@register.filter
def verdict_tone(verdict: str) -> str:
    return {"met": "g", "partly": "a", "not_met": "r"}.get(verdict, "")


@register.filter
def edition_name(number: int) -> str:
    return named(number)
