"""Cursor pages: a page starts after a row named by a signed cursor, so it stays right while rows come and go."""

from typing import Annotated, Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from xuezheng.kernel.pages.keyset import Order, window
from xuezheng.kernel.refusals import Refusal

T = TypeVar("T")
LONGEST_PAGE = 200


class Paging(Schema):
    """The parameters of every list."""

    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE, description="Rows of one page.")] = 50
    cursor: Annotated[str, Field(max_length=1000, description="The `next` of the page before.")] = ""


class Page(Schema, Generic[T]):
    """One page of a list; `next` is the cursor of the following page, null on the last."""

    items: list[T]
    next: str | None = None


class CursorNotReadable(Refusal):
    code = "invalid"

    def __init__(self) -> None:
        super().__init__(_("This cursor is not one given by this list with these filters. Start anew."), field="cursor")


def page_of(rows: QuerySet[Any], request: HttpRequest, paging: Paging, *, order: Order) -> dict[str, Any]:
    signer = _signer(request, order)
    after = _opened(signer, paging.cursor) if paging.cursor else ""
    found: Any = window(rows, order, after=after, before="", size=paging.limit)
    following = signer.sign(found.after) if found.after else None
    return {"items": found.rows, "next": following}


def link_to_next(request: HttpRequest, response: HttpResponse, cursor: str | None) -> None:
    """The same in the Link header, for programs that follow links."""
    if cursor:
        asked = request.GET.copy()
        asked["cursor"] = cursor
        response["Link"] = f'<{request.path}?{asked.urlencode()}>; rel="next"'


def _signer(request: HttpRequest, order: Order) -> Signer:
    """A cursor fits one list under one set of filters: with others it would skip rows silently."""
    filters = sorted((key, value) for key, value in request.GET.items() if key not in {"cursor", "limit"})
    return Signer(salt=f"cursor {request.path} {order.field} {order.descending} {filters}")


def _opened(signer: Signer, cursor: str) -> str:
    try:
        return signer.unsign(cursor)
    except BadSignature as error:
        raise CursorNotReadable from error


def ordered(field: str) -> Order:
    """`-name` orders descending, as in Django."""
    return Order(field=field.removeprefix("-"), descending=field.startswith("-"))
