"""A list page as a declaration: which rows, columns, filters, order. Paging is by keyset, never by offset or exact count."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost

M = TypeVar("M", bound=Model)
Text = str | Promise
COUNT_CAP = 10_000


@dataclass(frozen=True, kw_only=True)
class Column(Generic[M]):
    """`sort` names the model field (not null) a click on the head orders by; none where the column cannot order."""

    key: str
    title: Text
    value: Callable[[M], object]
    sort: str = ""
    link: Callable[[M], str] | None = None
    numeric: bool = False
    fixed: bool = False
    """Stays on one line, for names and moments that a long neighbour would squeeze."""
    shown: bool = True
    """False: offered in the column choice, hidden at first."""
    export: Callable[[M], object] | None = None
    """The value for CSV and XLSX where it differs from the page's: a code instead of a tag, a number instead of a sentence."""


@dataclass(frozen=True, kw_only=True)
class Filter(Generic[M]):
    """One control above the list. With `choices` a select, else a text box. `apply` gets a non-empty value."""

    key: str
    title: Text
    apply: Callable[[QuerySet[M], str], QuerySet[M]]
    choices: Callable[[ActingPost], Sequence[tuple[str, Text]]] | None = None
    kind: str = "text"
    """For text boxes: text, date or search; unit: picked from the tree, its code is the value."""
    hint: Text = ""
    """Shown in the empty text box."""


@dataclass(frozen=True, kw_only=True)
class HeadLink:
    """A button in the head of a page. `address` is a URL name, or a path where it begins with a slash."""

    title: Text
    address: str
    permission: str = ""
    primary: bool = False
    """The one button that stands out."""

    @property
    def url(self) -> str:
        return self.address if self.address.startswith("/") else reverse(self.address)


@dataclass(frozen=True, kw_only=True)
class ListPage(Generic[M]):
    """Serve it with `pages.web.lists.list_view(page)`, which also streams its CSV and XLSX export."""

    code: str
    title: Text
    rows: Callable[[ActingPost], QuerySet[M]]
    """Usually the `…_visible_to(post)` of the package's policies, with select_related for what the columns read."""
    columns: Sequence[Column[M]]
    default_sort: str
    """A column key, with '-' before it for descending."""
    permission: str = ""
    prepare: Callable[[Sequence[M]], None] | None = None
    """Gives the rows of one page, or of one part of an export, at once what their columns read besides."""
    filters: Sequence[Filter[M]] = field(default_factory=tuple)
    links: Sequence[HeadLink] = field(default_factory=tuple)
    empty: Text = ""
    """What to do when there is nothing: said in the empty state."""
    intro: Text = ""
    page_size: int = 50
    counted: bool = True
    """Count the rows up to COUNT_CAP, for lists whose filters keep to an index."""
    exports: bool = True
    context: Callable[[ActingPost], dict[str, Any]] | None = None
    template: str = "pages/list.html"
