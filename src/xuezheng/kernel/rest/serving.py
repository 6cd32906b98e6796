"""What happens around every endpoint: who calls, how often, under which scope, what is undone when it is refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja.operation import Operation

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.origin import origin_of
from xuezheng.kernel.refusals import NotAllowed, NotFound, Refusal
from xuezheng.kernel.rest import idempotency, rates, versions
from xuezheng.kernel.rest.authentication import Caller, caller_of
from xuezheng.kernel.rest.faults import invalid, problem_of
from xuezheng.kernel.rest.paging import link_to_next
from xuezheng.kernel.rest.problems import FieldError
from xuezheng.kernel.rest.schemas import misread
from xuezheng.kernel.rest.sentences import sentence_for
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

Run = Callable[..., HttpResponseBase]
JSON, BYTES = "application/json", "application/octet-stream"
PIECE = 256 * 1024


class ApiRequest(HttpRequest):
    """What every endpoint receives. `version` is the caller's (If-Match), where the endpoint is versioned."""

    post: ActingPost
    at: datetime
    version: int
    found_version: int | None
    next_cursor: str | None
    location: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What holds for one endpoint before its own code runs."""

    permission: str = ""
    versioned: bool = False
    repeatable: bool = False
    """Takes an Idempotency-Key."""
    takes: str = ""
    """The media type of its body; empty where it takes none."""
    limit: int | None = None
    """Largest body in bytes; None for the house's own limit."""


class MayNotCall(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post, or this token, may not do this. Ask your administrator."))


class WrongMediaType(Refusal):
    status = 415
    code = "media-type"

    def __init__(self, wanted: str) -> None:
        super().__init__(_("Send the body as %(type)s, stated in the Content-Type header.") % {"type": wanted})


class BodyTooLarge(Refusal):
    status = 413
    code = "too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(_("The body may have %(limit)s bytes.") % {"limit": limit})


def guarded(run: Run, *, rules: Rules, operation: Callable[[], Operation]) -> Run:
    """Wrap the whole of an operation, from before its input is read until after its answer is written."""

    def serve(request: Any, **path: Any) -> HttpResponseBase:
        request.at, request.found_version, request.next_cursor, request.location = now(), None, None, ""
        try:
            allowance, caller = _admitted(request, rules)
            strange = _strange_input(request, operation(), path)
            if strange is not None:
                return strange
            response = _answered(request, caller, rules, lambda: run(request, **path))
        except Exception as error:
            refused = problem_of(request, error)
            if refused is None:
                raise
            return refused
        return _told(response, allowance)

    return serve


def _admitted(request: Any, rules: Rules) -> tuple[rates.Allowance, Caller]:
    origin = origin_of(request)
    rates.count("address", origin, limit=settings.API_RATE_PER_ADDRESS)
    caller = caller_of(request, at=request.at, origin=origin)
    allowance = rates.count("post", str(caller.post.post_id), limit=settings.API_RATE_PER_POST)
    if rules.permission and not caller.post.may(rules.permission):
        raise MayNotCall
    if rules.takes:
        _refuse_body(request, rules)
        if rules.takes == BYTES and rules.repeatable:
            _take_whole(request)
    if rules.versioned:
        request.version = versions.stated_version(request)
    request.post = caller.post
    return allowance, caller


def _refuse_body(request: HttpRequest, rules: Rules) -> None:
    if request.content_type != rules.takes:
        raise WrongMediaType(rules.takes)
    limit = rules.limit if rules.limit is not None else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
        raise BodyTooLarge(limit)


def _take_whole(request: HttpRequest) -> None:
    """An idempotency key compares the whole body. Django's own limit is that of forms; ours was judged just before."""
    request._body = request.read()  # noqa: SLF001 - where `body` looks first
    request._stream = BytesIO(request._body)  # noqa: SLF001 - as `body` itself leaves it


def _strange_input(request: HttpRequest, operation: Operation, path: Mapping[str, Any]) -> HttpResponse | None:
    """A mistyped parameter must not be ignored, nor read as something else: the caller would get other rows than asked for."""
    if "\x00" in request.path:
        raise NotFound(_("There is no such thing within what your post may see."))
    asked = dict(request.GET.items())
    wrong = {name: "not_readable" for name, value in asked.items() if "\x00" in value}
    known = _parameters(operation, "query")
    wrong |= {name: "unknown_parameter" for name in asked if name not in known}
    given = [(name, annotation, asked.get(name)) for name, annotation in known.items()]
    given += [(name, annotation, path.get(name)) for name, annotation in _parameters(operation, "path").items()]
    for name, annotation, text in given:
        if isinstance(text, str) and (kind := misread(annotation, text)):
            wrong.setdefault(name, kind)
    errors = [FieldError(field=name[:100], detail=sentence_for(kind, {})) for name, kind in wrong.items()]
    return invalid(request, errors) if errors else None


def _parameters(operation: Operation, source: str) -> dict[str, Any]:
    """The parameters of that source by name, with their types; those of a schema stand beside single ones."""
    found: dict[str, Any] = {}
    for model in operation.models:
        if model.__ninja_param_source__ == source:
            for name, place in model.__ninja_flatten_map__.items():
                found[name] = _annotation_at(model, place)
    return found


def _annotation_at(model: Any, place: Sequence[str]) -> Any:
    annotation: Any = model
    for part in place:
        fields = annotation.model_fields
        annotation = next(field.annotation for name, field in fields.items() if part in {name, field.alias})
    return annotation


def _answered(request: Any, caller: Caller, rules: Rules, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    scope: AbstractContextManager[object] = transaction.atomic() if caller.bound else bound(caller.post)
    with scope:
        if rules.repeatable:
            return idempotency.once(request, caller.post, at=request.at, run=lambda: _undone_if_refused(request, run))
        return _undone_if_refused(request, run)


def _undone_if_refused(request: Any, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Refusals are answers by now, so no exception would roll their half-done work back."""
    with transaction.atomic():
        response = run()
        if response.status_code >= 400:
            transaction.set_rollback(True)
            return response
    return _described(request, response)


def pieces_of(request: HttpRequest) -> Iterator[bytes]:
    """A body of bytes as it comes, never whole in memory."""
    while piece := request.read(PIECE):
        yield piece


def _described(request: Any, response: HttpResponseBase) -> HttpResponseBase:
    if request.location:
        response.headers["Location"] = request.location
    if isinstance(response, HttpResponse):
        link_to_next(request, response, request.next_cursor)
    if request.found_version is not None:
        response.headers["ETag"] = versions.etag(request.found_version)
        if request.method == "GET" and versions.is_known(request, request.found_version):
            return HttpResponse(status=304, headers={"ETag": response.headers["ETag"]})
    return response


def _told(response: HttpResponseBase, allowance: rates.Allowance) -> HttpResponseBase:
    if allowance.limit:
        for name, value in allowance.headers.items():
            response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store, private")
    return response
