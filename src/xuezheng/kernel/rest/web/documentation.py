"""The documentation page: every operation of the OpenAPI document, written by the server, no script needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xuezheng.kernel.pages.web.access import post_required
from xuezheng.kernel.rest.problems import titles
from xuezheng.kernel.rest.registry import document, title_of_group


@dataclass(frozen=True, kw_only=True)
class ShownOperation:
    """One method at one address, as the page shows it."""

    tag: str
    id: str
    method: str
    path: str
    summary: SafeString
    permission: str
    parameters: list[str]
    fields: list[str]


@post_required()
def documentation(request: HttpRequest) -> HttpResponse:
    shown = sorted(_operations(document()), key=lambda operation: (operation.tag, operation.path, operation.method))
    groups = [
        (title_of_group(tag), list(members)) for tag, members in groupby(shown, key=lambda operation: operation.tag)
    ]
    return render(request, "rest/documentation.html", {"groups": groups, "problems": titles().items()})


def _operations(whole: dict[str, Any]) -> Iterator[ShownOperation]:
    for address, methods in whole["paths"].items():
        for method, operation in methods.items():
            said = operation.get("description") or operation["summary"]
            yield ShownOperation(
                tag=operation.get("tags", [""])[0],
                id=operation["operationId"],
                method=method.upper(),
                path=address,
                summary=with_code(gettext(said)),
                permission=operation.get("x-permission", ""),
                parameters=[parameter["name"] for parameter in operation["parameters"]],
                fields=list(_fields(whole, operation)),
            )


def _fields(whole: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    for body in operation.get("requestBody", {}).get("content", {}).values():
        name = body["schema"].get("$ref", "").rsplit("/", 1)[-1]
        schema = whole["components"]["schemas"].get(name, {})
        needed = schema.get("required", [])
        for field in schema.get("properties", {}):
            yield field if field in needed else f"{field}?"


def with_code(text: str) -> SafeString:
    """Names of parameters stand between backticks in the endpoints' own words."""
    parts = text.split("`")
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if n % 2 else part,) for n, part in enumerate(parts))
    )
