"""Serving a list page: filters, order, keyset pages."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.pages.lists import Column, ListPage
from xuezheng.kernel.pages.web.access import PostRequest, View, post_required

M = TypeVar("M", bound=Model)


def list_view(page: ListPage[M]) -> View:
    @post_required(page.permission)
    def view(request: PostRequest) -> HttpResponse:
        rows, applied = _filtered(page, request)
        column, descending = _order(page, request.GET.get("sort", page.default_sort))
        window = _window(rows, column, descending=descending, cursor=request.GET.get("after", ""), size=page.page_size)
        context = {
            "page": page,
            "columns": [column for column in page.columns if column.shown],
            "rows": window[: page.page_size],
            "applied": applied,
            "next": _cursor(window[page.page_size - 1], column) if len(window) > page.page_size else "",
            **(page.context(request.post) if page.context else {}),
        }
        return render(request, page.template, context)

    return view


def _filtered(page: ListPage[M], request: PostRequest) -> tuple[QuerySet[M], dict[str, str]]:
    rows, applied = page.rows(request.post), {}
    for item in page.filters:
        value = request.GET.get(item.key, "").strip()
        if value:
            rows, applied[item.key] = item.apply(rows, value), value
    return rows, applied


def _order(page: ListPage[M], sort: str) -> tuple[Column[M], bool]:
    by_key = {column.key: column for column in page.columns if column.sort}
    column = by_key.get(sort.lstrip("-"))
    if column is None:
        sort = page.default_sort
        column = by_key[sort.lstrip("-")]
    return column, sort.startswith("-")


def _window(rows: QuerySet[M], column: Column[M], *, descending: bool, cursor: str, size: int) -> list[M]:
    sign, beyond = ("-", "lt") if descending else ("", "gt")
    if cursor:
        value, key = json.loads(urlsafe_b64decode(cursor.encode()))
        rows = rows.filter(Q(**{f"{column.sort}__{beyond}": value}) | Q(**{column.sort: value, f"pk__{beyond}": key}))
    return list(rows.order_by(f"{sign}{column.sort}", f"{sign}pk")[: size + 1])


def _cursor(row: Model, column: Column[Any]) -> str:
    value: Any = row
    for name in column.sort.split("__"):
        value = getattr(value, name)
    return urlsafe_b64encode(json.dumps([value, row.pk], cls=DjangoJSONEncoder).encode()).decode()
