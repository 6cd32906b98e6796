"""The tree page: one level at a time, now or as of any day."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.units.queries.picking import child_nodes, top_node


@post_required("units.read")
def tree_page(request: PostRequest) -> HttpResponse:
    day, error = _day(request)
    top = [] if error else top_node(request.post, day)
    children = [(node, child_nodes(request.post, node.code, day)) for node in top]
    context = {"children": children, "day": day, "error": error, "asked": request.GET.get("day", "")}
    return render(request, "units/tree.html", context, status=422 if error else 200)


@post_required("units.read")
def tree_level(request: PostRequest) -> HttpResponse:
    """The units under one, for the page's script."""
    day, _error = _day(request)
    nodes = child_nodes(request.post, request.GET.get("under", "").strip(), day)
    return render(request, "units/tree_level.html", {"nodes": nodes, "day": day})


def _day(request: PostRequest) -> tuple[date | None, str]:
    """None stands for now. A day ahead has no tree."""
    text = request.GET.get("day", "").strip()
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if text and day is None:
        return None, _("“%(text)s” is no date. Write it as 2026-09-01.") % {"text": text[:40]}
    present = today(now())
    if day is not None and day > present:
        return None, _("%(day)s lies ahead; choose %(today)s or earlier.") % {"day": day, "today": present}
    return (None if day == present else day), ""
