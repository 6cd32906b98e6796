"""Problems: the one shape of every error (RFC 9457), from a refusal, a wrong input or anything else that went wrong."""

import json
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from xuezheng.kernel.refusals import Refusal, Refusals

MEDIA_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"


class FieldError(Schema):
    """One input and what is wrong with it; `field` is empty where it is about the whole."""

    field: str
    detail: str


class Problem(Schema):
    """What went wrong, in the language asked for by Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[FieldError] = []


def titles() -> dict[int, str]:
    """One title for each status the API answers with."""
    return {
        400: _("The request cannot be read"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("No such method here"),
        409: _("In conflict with the present state"),
        412: _("Changed meanwhile"),
        413: _("Too large"),
        415: _("Wrong media type"),
        422: _("The input does not fit"),
        428: _("Version needed"),
        429: _("Too many requests"),
        500: _("A fault on our side"),
        503: _("Not at this moment"),
    }


def sentence_of(status: int) -> str:
    """What to do, where nothing more exact is known."""
    sentences = {
        400: _("Send well-formed JSON in UTF-8, without NUL characters."),
        404: _("There is no such thing within what your post may see."),
        405: _("This address does not know the method. The Allow header names those it knows."),
        409: _("The present state does not allow this. Read it again and repeat what you wanted."),
        413: _("The body is larger than this address takes."),
        500: _("Something went wrong on our side. Nothing you sent was changed. Quote the request id to the operator."),
    }
    return sentences.get(status, titles().get(status, _("The request was refused.")))


def problem(
    request: HttpRequest,
    *,
    status: int,
    detail: str = "",
    code: str = "",
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    body = Problem(
        type=f"{DOCS}#{code or f'status-{status}'}",
        title=titles().get(status, _("The request was refused.")),
        status=status,
        detail=detail or sentence_of(status),
        request_id=getattr(request, "request_id", ""),
        errors=list(errors),
    )
    content = json.dumps(body.model_dump(), ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def problem_of_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A stale version is 409 to a form and 412 to a caller that stated its version by If-Match."""
    parts = refusal.refusals if isinstance(refusal, Refusals) else (refusal,)
    named = [FieldError(field=part.field, detail=str(part)) for part in parts if part.field]
    status = 412 if refusal.code == "stale" and request.headers.get("If-Match") else refusal.status
    headers = dict(getattr(refusal, "headers", {}))
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="xuezheng"'
    return problem(request, status=status, detail=str(refusal), code=refusal.code, errors=named, headers=headers)
