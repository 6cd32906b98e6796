"""The API object: packages register their routers when they are ready, the site asks for the whole when addresses are built."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja import Router as NinjaRouter
from ninja.openapi.schema import OpenAPISchema

from xuezheng.kernel.rest.faults import FAULTS, problem_of
from xuezheng.kernel.rest.openapi import completed
from xuezheng.kernel.rest.parsing import StrictParser

PREFIX = "/api/v1/"
DESCRIPTION = (
    "Every error is problem+json (RFC 9457). Lists are cursor pages. Writes on what has a version need If-Match; "
    "POST takes an Idempotency-Key. docs/api.md explains each with an example."
)

_routers: dict[str, NinjaRouter] = {}
_titles: dict[str, str | Promise] = {}


def register(prefix: str, router: NinjaRouter, *, title: str | Promise = "") -> None:
    """`register("units", router, title=_("Units"))` in AppConfig.ready places its endpoints under /api/v1/units."""
    known = _routers.get(prefix)
    if known is not None and known is not router:
        raise ValueError(f"two routers are registered under {prefix}")
    _routers[prefix] = router
    _titles[prefix] = title or prefix


def title_of_group(prefix: str) -> str:
    return str(_titles.get(prefix, prefix))


class HouseApi(NinjaAPI):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[tuple[str, str | None], OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Described once in each language: it takes longer than most pages, and the routers do not change."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        key = prefix, get_language()
        if key not in self._described:
            document = super().get_openapi_schema(path_prefix=prefix)
            completed(document)
            self._described[key] = document
        return self._described[key]


@cache
def api() -> HouseApi:
    """Built once, after every package is ready; a router registered later would not be served."""
    return built(_routers, namespace="api")


def built(routers: Mapping[str, NinjaRouter], *, namespace: str) -> HouseApi:
    house = HouseApi(
        title="Xuezheng",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        urls_namespace=namespace,
        parser=StrictParser(),
    )
    for fault in FAULTS:
        house.add_exception_handler(fault, _answer_with_problem)
    for prefix, router in sorted(routers.items()):
        house.add_router(f"/{prefix}", router)
    return house


def document() -> dict[str, Any]:
    return dict(api().get_openapi_schema(path_prefix=PREFIX))


def _answer_with_problem(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem_of(request, error)
    if answer is None:
        raise error
    return answer
