"""Declaring endpoints: one decorator for each kind, which brings paging, versions, idempotency keys and their documentation.

    router = Router(tag="units")

    @router.reads("/{unit_id}", returns=UnitOut, permission="units.read")
    def unit(request: ApiRequest, unit_id: UUID) -> Unit:
        return get_unit(post=request.post, unit_id=unit_id)

An endpoint returns a model or plain value that its schema reads; refusals of actions become problems by themselves.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar

from django.http.response import HttpResponseBase
from ninja import Router as NinjaRouter
from ninja.decorators import decorate_view
from ninja.params.models import Query as QueryParameter
from ninja.utils import contribute_operation_args

from xuezheng.kernel.rest.paging import Page, Paging, ordered, page_of
from xuezheng.kernel.rest.serving import BYTES, JSON, ApiRequest, Rules, guarded

F = TypeVar("F", bound=Callable[..., Any])
Locate = Callable[[Any], str]

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "description": "The version this write is based on, as the ETag of the read gave it.",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,100}$"},
    "description": "A new one for each request; the same request repeated under it gets the same answer, done once.",
}
BINARY = {"content": {BYTES: {"schema": {"type": "string", "format": "binary"}}}}
"""`returns=BINARY` of an endpoint that answers with bytes; how the description names them, and bodies of bytes."""

_FROM_QUERY: Any = QueryParameter(...)


class Router(NinjaRouter):
    """The endpoints of one package. Register it with `rest.registry.register(prefix, router)`."""

    def __init__(self, *, tag: str) -> None:
        super().__init__(tags=[tag])

    def lists(
        self, path: str, *, item: type[Any], permission: str = "", order: str = "pk", **options: Any
    ) -> Callable[[F], F]:
        """GET, a cursor page. The endpoint returns a queryset; `order` names a field that is never null, '-' descending."""

        def declare(view: F) -> F:
            @wraps(view)
            def paged(request: ApiRequest, **values: Any) -> dict[str, Any]:
                paging: Paging = values.pop("paging")
                page = page_of(view(request, **values), request, paging, order=ordered(order))
                request.next_cursor = page["next"]
                return page

            contribute_operation_args(paged, "paging", Paging, _FROM_QUERY)
            self._declare("GET", path, paged, Rules(permission=permission), answers={200: Page[item]}, **options)  # type: ignore[valid-type] # a schema made for this list
            return view

        return declare

    def reads(self, path: str, *, returns: Any, permission: str = "", **options: Any) -> Callable[[F], F]:
        """GET of one thing, with its version as ETag where it has one."""
        return self._simple("GET", path, Rules(permission=permission), {200: returns}, **options)

    def creates(
        self,
        path: str,
        *,
        returns: Any,
        permission: str = "",
        location: Locate | None = None,
        takes: str = JSON,
        limit: int | None = None,
        repeatable: bool | None = None,
        **options: Any,
    ) -> Callable[[F], F]:
        """POST that makes something: 201. `location` gives the address of what was made.

        A body of bytes is read by the endpoint as it comes and takes no idempotency key, unless it is said to be repeatable:
        then it is taken whole into memory, up to `limit`.
        """
        whole = takes == JSON if repeatable is None else repeatable
        rules = Rules(permission=permission, repeatable=whole, takes=takes, limit=limit)
        return self._simple("POST", path, rules, {201: returns}, location=location, **options)

    def acts(
        self,
        path: str,
        *,
        returns: Any = None,
        permission: str = "",
        versioned: bool = False,
        repeatable: bool = True,
        takes: str = JSON,
        limit: int | None = None,
        **options: Any,
    ) -> Callable[[F], F]:
        """POST that does something to what exists. `takes=""` where it needs no body. Versioned ones need If-Match.

        Not repeatable where the answer holds a secret: the answers of idempotency keys are kept.
        """
        rules = Rules(permission=permission, repeatable=repeatable, versioned=versioned, takes=takes, limit=limit)
        return self._simple("POST", path, rules, {200: returns} if returns else {204: None}, **options)

    def changes(
        self, path: str, *, returns: Any, permission: str = "", versioned: bool = True, **options: Any
    ) -> Callable[[F], F]:
        """PATCH; needs If-Match and puts the number into `request.version` for the action to compare under lock."""
        rules = Rules(permission=permission, versioned=versioned, takes=JSON)
        return self._simple("PATCH", path, rules, {200: returns}, **options)

    def removes(self, path: str, *, permission: str = "", versioned: bool = False, **options: Any) -> Callable[[F], F]:
        """DELETE: 204."""
        return self._simple("DELETE", path, Rules(permission=permission, versioned=versioned), {204: None}, **options)

    def _simple(
        self,
        method: str,
        path: str,
        rules: Rules,
        answers: dict[int, Any],
        *,
        location: Locate | None = None,
        **options: Any,
    ) -> Callable[[F], F]:
        if BINARY in answers.values():
            options["openapi_extra"] = {"responses": dict.fromkeys(answers, BINARY)}
            answers = dict.fromkeys(answers)

        def declare(view: F) -> F:
            @wraps(view)
            def versioned(request: ApiRequest, **values: Any) -> Any:
                found = view(request, **values)
                version = getattr(found, "version", None)
                request.found_version = version if isinstance(version, int) else None
                request.location = location(found) if location else ""
                is_answer = isinstance(found, HttpResponseBase)
                return found if is_answer or None not in answers.values() else None

            self._declare(method, path, versioned, rules, answers=answers, **options)
            return view

        return declare

    def _declare(
        self, method: str, path: str, view: Any, rules: Rules, *, answers: dict[int, Any], **options: Any
    ) -> None:
        stated = options.pop("openapi_extra", {})
        decorate_view(partial(guarded, rules=rules, operation=lambda: view._ninja_operation))(view)  # noqa: SLF001 - where ninja keeps what it made of the view
        self.add_api_operation(
            "" if path == "/" else path,
            [method],
            view,
            response=answers,
            operation_id=options.pop("operation_id", view.__name__),
            openapi_extra={**_documented(rules), **stated},
            **options,
        )


def _documented(rules: Rules) -> dict[str, Any]:
    """What the OpenAPI document says of the rules; `openapi.complete` adds the problems they lead to."""
    parameters = [IF_MATCH] if rules.versioned else []
    parameters += [IDEMPOTENCY_KEY] if rules.repeatable else []
    body = {"requestBody": {"required": True, **BINARY}} if rules.takes == BYTES else {}
    return {
        **body,
        "parameters": parameters,
        "x-permission": rules.permission,
        "x-body": rules.takes,
    }
