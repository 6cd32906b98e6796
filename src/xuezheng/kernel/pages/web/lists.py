"""Serving a list page: filters, order, keyset pages, the choice of columns, exports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.keyset import Order, window
from xuezheng.kernel.pages.lists import COUNT_CAP, Column, Filter, ListPage, Text
from xuezheng.kernel.pages.web.access import PostRequest, View, post_required
from xuezheng.kernel.pages.web.downloads import FORMATS, export_response
from xuezheng.kernel.scope.acting import ActingPost

M = TypeVar("M", bound=Model)
COLUMNS_KEY = "columns"


@dataclass(kw_only=True)
class Applied(Generic[M]):
    """The rows after the filters, what each filter was given, and what was wrong with it."""

    rows: QuerySet[M]
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Control:
    """One filter as the template shows it."""

    key: str
    title: Text
    kind: str
    hint: Text
    value: str
    error: str
    choices: Sequence[tuple[str, Text]] | None


def list_view(page: ListPage[M]) -> View:
    @post_required(page.permission)
    def view(request: PostRequest) -> HttpResponseBase:
        if request.method == "POST":
            return _keep_columns(page, request)
        applied = _filtered(page, request)
        column, order = _order(page, request.GET.get("sort", ""))
        columns = _columns(page, request)
        if page.exports and request.GET.get("format") in FORMATS and not applied.errors:
            return export_response(request, page, columns=columns, filters=applied.values, order=order)
        context = _context(page, request, applied, column=column, order=order)
        return render(request, page.template, {**context, "columns": columns})

    return view


def _context(
    page: ListPage[M], request: PostRequest, applied: Applied[M], *, column: Column[M], order: Order
) -> dict[str, Any]:
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    shown = window(applied.rows, order, **cursors, size=page.page_size)
    if page.prepare:
        page.prepare(shown.rows)
    return {
        "page": page,
        "rows": shown.rows,
        "next": shown.after,
        "previous": shown.before,
        "sort": ("-" if order.descending else "") + column.key,
        "sorted_by": column.key,
        "descending": order.descending,
        "controls": _controls(page, request.post, applied),
        "applied": applied.values,
        "count": _count(page, applied.rows, shown_alone=shown.rows if not (shown.after or shown.before) else None),
        "links": [link for link in page.links if not link.permission or request.post.may(link.permission)],
        "exports": list(FORMATS) if page.exports else [],
        **(page.context(request.post) if page.context else {}),
    }


def _filtered(page: ListPage[M], request: PostRequest) -> Applied[M]:
    applied = Applied(rows=page.rows(request.post))
    for item in page.filters:
        value = request.GET.get(item.key, "").replace("\x00", "").strip()
        if not value:
            continue
        applied.values[item.key] = value
        _apply(item, applied, value, post=request.post)
    return applied


def _apply(item: Filter[M], applied: Applied[M], value: str, *, post: ActingPost) -> None:
    known = {str(code) for code, _title in item.choices(post)} if item.choices else {value}
    try:
        applied.rows = item.apply(applied.rows, value) if value in known else applied.rows.none()
    except (ValidationError, ValueError):
        applied.rows, known = applied.rows.none(), set()
    if value not in known:
        applied.errors[item.key] = _("“%(value)s” does not fit here.") % {"value": value[:40]}


def _controls(page: ListPage[M], post: ActingPost, applied: Applied[M]) -> list[Control]:
    return [
        Control(
            key=item.key,
            title=item.title,
            kind=item.kind,
            hint=item.hint,
            value=applied.values.get(item.key, ""),
            error=applied.errors.get(item.key, ""),
            choices=[(str(code), title) for code, title in item.choices(post)] if item.choices else None,
        )
        for item in page.filters
    ]


def _order(page: ListPage[M], sort: str) -> tuple[Column[M], Order]:
    by_key = {column.key: column for column in page.columns if column.sort}
    if sort.removeprefix("-") not in by_key:
        sort = page.default_sort
    column = by_key[sort.removeprefix("-")]
    return column, Order(field=column.sort, descending=sort.startswith("-"))


def _columns(page: ListPage[M], request: PostRequest) -> list[Column[M]]:
    kept = request.session.get(COLUMNS_KEY, {}).get(page.code)
    wanted = set(kept) if kept is not None else {column.key for column in page.columns if column.shown}
    return [column for column in page.columns if column.key in wanted] or list(page.columns[:1])


def _keep_columns(page: ListPage[M], request: PostRequest) -> HttpResponse:
    known = [column.key for column in page.columns]
    chosen = [key for key in known if key in request.POST.getlist("column")]
    request.session[COLUMNS_KEY] = {**request.session.get(COLUMNS_KEY, {}), page.code: chosen or known[:1]}
    return HttpResponseRedirect(request.get_full_path())


def _count(page: ListPage[M], rows: QuerySet[M], *, shown_alone: list[M] | None) -> str:
    """Up to the cap; more than that is not worth the database's time."""
    if shown_alone is not None:
        return str(len(shown_alone))
    if not page.counted:
        return ""
    total = rows.order_by()[: COUNT_CAP + 1].count()
    return _("more than %(cap)s") % {"cap": f"{COUNT_CAP:,}"} if total > COUNT_CAP else f"{total:,}"
