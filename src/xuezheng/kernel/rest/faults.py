"""From whatever an endpoint raised to a problem; what is nobody's input stays an exception and becomes a 500."""

from collections.abc import Callable, Sequence

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.rest.problems import FieldError, problem, problem_of_refusal
from xuezheng.kernel.rest.sentences import field_errors


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return invalid(request, field_errors(error.errors))


def invalid(request: HttpRequest, found: Sequence[FieldError]) -> HttpResponse:
    detail = " ".join(f"{item.field}: {item.detail}" if item.field else item.detail for item in found[:5])
    return problem(request, status=422, code="invalid", detail=detail, errors=found)


def _absent(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(request, status=404, code="not-found")


def _plain(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, status=error.status_code)


def _too_big(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem(request, status=413)


def _beyond_column(request: HttpRequest, _error: DataError) -> HttpResponse:
    """The database's words name columns and values; the caller is told no more than that something is out of range."""
    return problem(request, status=422, code="invalid", detail=_("A value is longer or greater than can be kept."))


def _collision(request: HttpRequest, _error: IntegrityError) -> HttpResponse:
    """Two at once, or a code already taken: not said by whom, who may be beyond what the post may see."""
    return problem(request, status=409, code="conflict")


FAULTS: dict[type[Exception], Callable[..., HttpResponse]] = {
    Refusal: problem_of_refusal,
    ValidationError: _invalid,
    Http404: _absent,
    HttpError: _plain,
    RequestDataTooBig: _too_big,
    DataError: _beyond_column,
    IntegrityError: _collision,
}


def problem_of(request: HttpRequest, error: Exception) -> HttpResponse | None:
    handler = next((FAULTS[kind] for kind in type(error).__mro__ if kind in FAULTS), None)
    return handler(request, error) if handler else None
