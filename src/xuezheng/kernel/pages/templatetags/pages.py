"""Tags of the page frame."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.web.merging import marks_of

register = template.Library()

TRACK_WIDTH = 120
PAGING = ("after", "before", "format")


@register.simple_tag
def cell(column: Any, row: Any) -> object:
    """The value of a list page's column for a row, linked where the column links."""
    found = column.value(row)
    value = format_html("<time>{}</time>", shown(found)) if isinstance(found, date) else shown(found)
    address = column.link(row) if column.link else ""
    return format_html('<a class="row" href="{}">{}</a>', address, value) if address else value


@register.filter
def shown(value: object) -> object:
    """A value as a person reads it: moments to the minute in local time, dates, yes and no, a dash for nothing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return formats.number_format(value, use_l10n=True, force_grouping=True) if isinstance(value, int) else value


@register.filter
def marks(form: BaseForm) -> str:
    """Of what the reader was shown, for a form that may meet somebody else's change."""
    return marks_of(form)


@register.simple_tag
def row_class(columns: Sequence[Any]) -> str:
    """A row with a linking column is a target as a whole."""
    return SafeString(' class="linked"') if any(column.link for column in columns) else ""


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """The present query string with some parameters changed; an empty value drops its parameter."""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in ("", None):
            query[key] = str(value)
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def sort_query(context: dict[str, Any], key: str) -> str:
    """The list ordered by a column, or the other way round when it is so already; back on its first page."""
    turned = context["sorted_by"] == key and not context["descending"]
    return with_query(context, sort=f"-{key}" if turned else key, **dict.fromkeys(PAGING, ""))


@register.simple_tag
def track(value: float, target: float | None = None) -> str:
    """A bar of 0 to 100 with a mark at the target. Drawn with attributes, since the content policy forbids inline styles."""
    length = round(TRACK_WIDTH * min(max(value, 0), 100) / 100, 1)
    mark = ""
    if target is not None:
        place = round(min(max(target, 0), 100) / 100 * TRACK_WIDTH, 1)
        mark = format_html('<rect class="target" x="{}" width="1.500" height="16"/>', max(0, place - 1.5))
    return format_html(
        '<svg class="track" viewBox="0 0 {w} 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" y="4" width="{w}" height="8" rx="3"/>'
        '<rect class="value" y="4" width="{length}" height="8" rx="3"/>{mark}</svg>',
        w=TRACK_WIDTH,
        length=length,
        mark=mark,
    )
