"""Tags of the pages of plans."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise

from xuezheng.modules.plans.achievement import stated_by, written
from xuezheng.modules.plans.models import Target
from xuezheng.modules.plans.web.tabs import TABS

register = template.Library()


@register.simple_tag
def plan_tabs() -> Sequence[tuple[str, Promise]]:
    return TABS


@register.filter
def measured(value: Decimal | None, measure: str) -> str:
    """A number with its unit of measure: 87.4%, 2,000 所."""
    return "—" if value is None else written(value, measure)


@register.filter
def stated(target: Target) -> str:
    """What a target asks: ≥ 90%."""
    return stated_by(target)


@register.filter
def entry(values: dict[Any, Any], key: Any) -> Any:
    """What a mapping holds under a key that only the page knows."""
    return values.get(key, ())
