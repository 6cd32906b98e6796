"""Tags of the page frame."""

from typing import Any

from django import template
from django.http import QueryDict

register = template.Library()


@register.simple_tag
def cell(column: Any, row: Any) -> object:
    """The value of a list page's column for a row."""
    return column.value(row)


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """The present query string with some parameters changed; an empty value drops its parameter."""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in ("", None):
            query[key] = str(value)
    return "?" + query.urlencode()
