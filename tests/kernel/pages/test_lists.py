"""List pages as served: filters, order, columns, counts, and queries that do not grow with the rows."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponseBase, QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy as _

from tests.factories import Tree, acting, make_unit
from xuezheng.kernel.pages import lists as declared
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.pages.templatetags.pages import cell
from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PAGE = ListPage[Unit](
    code="test-units",
    title=_("Test units"),
    permission="units.read",
    rows=lambda post: units_visible_to(post).select_related("parent"),
    columns=[
        Column(
            key="name",
            title="Name",
            value=lambda unit: unit.name,
            sort="name",
            link=lambda unit: f"/units/{unit.code}/",
        ),
        Column(key="code", title="Code", value=lambda unit: unit.code, sort="code"),
        Column(key="parent", title="Parent", value=lambda unit: unit.parent and unit.parent.name, shown=False),
        Column(key="opened", title="Opened", value=lambda unit: unit.opened_on, sort="opened_on"),
        Column(key="version", title="Changes", value=lambda unit: unit.version, numeric=True),
    ],
    default_sort="name",
    filters=[
        Filter(key="q", title="Name", apply=lambda rows, value: rows.filter(name__contains=value), kind="search"),
        Filter(
            key="kind",
            title="Kind",
            apply=lambda rows, value: rows.filter(kind=value),
            choices=lambda _p: UnitKind.choices,
        ),
        Filter(key="since", title="Since", apply=lambda rows, value: rows.filter(opened_on__gte=value), kind="date"),
    ],
    links=[HeadLink(title="Open", address="/open/", permission="units.change"), HeadLink(title="Map", address="/map/")],
    empty="Open a unit first.",
    page_size=5,
)
VIEW = list_view(PAGE)
Ask = Callable[..., HttpResponseBase]


@pytest.fixture
def tree() -> Tree:
    return Tree()


def ask(
    post: ActingPost, query: str = "", *, columns: list[str] | None = None, session: SessionStore | None = None
) -> str:
    request = RequestFactory().get(f"/list/?{query}")
    if columns is not None:
        request = RequestFactory().post(f"/list/?{query}", {"column": columns})
    request.post, request.session = post, session if session is not None else SessionStore()  # type: ignore[attr-defined] # as the middleware does
    with bound(post):
        answer = VIEW(request)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()  # type: ignore[attr-defined] # a rendered page


def names(page: str) -> list[str]:
    return re.findall(r'<a class="row"[^>]*>([^<]+)</a>', page)


def link(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="\?([^"]+)"', page)
    return QueryDict(found[1].replace("&amp;", "&")).urlencode() if found else ""


def test_pages_go_forth_and_back(tree: Tree) -> None:
    post = acting(tree.province)
    first = ask(post, "sort=code")
    second = ask(post, link(first, "next"))
    assert (len(names(first)), len(set(names(first) + names(second))), link(first, "prev")) == (5, 10, "")
    assert names(ask(post, link(second, "prev"))) == names(first)


def test_only_what_the_post_may_see_is_listed(tree: Tree) -> None:
    post = acting(tree.schools[0], role="teacher")
    first = ask(post, "sort=code")
    shown = names(first) + names(ask(post, link(first, "next")))
    with bound(post):
        visible = list(units_visible_to(post).values_list("name", flat=True))
    assert sorted(shown) == sorted(visible)
    assert "演示第12小学" not in shown


def test_filters_narrow_and_stay(tree: Tree) -> None:
    page = ask(acting(tree.province), "q=%E7%AC%AC11&kind=primary&since=1999-01-01")
    assert names(page) == ["演示第11小学"]
    assert ('value="第11"' in page, 'value="primary" selected' in page) == (True, True)


@pytest.mark.parametrize("query", ["kind=palace", "since=yesterday", "since=2026-02-31", "since=%00"])
def test_a_filter_that_does_not_fit_is_said(tree: Tree, query: str) -> None:
    page = ask(acting(tree.province), query)
    assert (names(page) == [], "does not fit here" in page) == ((True, True) if "%00" not in query else (False, False))


def test_heads_tell_the_order_and_turn_it(tree: Tree) -> None:
    page = ask(acting(tree.province), "sort=name&after=x")
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="ascending"><a class="sorter" href="?sort=-name"' in page
    assert names(ask(acting(tree.province), "sort=-code"))[0] == "演示第18小学"


@pytest.mark.parametrize("query", ["sort=parent", "sort=unit__secret", "sort=--code", "after=!!&before=!!"])
def test_an_order_that_is_not_offered_falls_back(tree: Tree, query: str) -> None:
    assert len(names(ask(acting(tree.province), query))) == 5


def test_columns_are_chosen_and_kept(tree: Tree) -> None:
    post, session = acting(tree.province), SessionStore()
    assert ask(post, "sort=code", columns=["name", "parent", "nonsense"], session=session) == "/list/?sort=code"
    page = ask(post, session=session)
    assert re.findall(r'<td[^>]*data-label="([^"]+)"', page)[:2] == ["Name", "Parent"]
    ask(post, columns=[], session=session)
    assert set(re.findall(r'<td[^>]*data-label="([^"]+)"', ask(post, session=session))) == {"Name"}


def test_days_and_moments_are_told_as_such() -> None:
    column = Column[Unit](key="since", title="Since", value=lambda unit: unit.closed_on, link=lambda _unit: "/there/")
    assert (
        cell(column, Unit(closed_on=date(2027, 12, 31))) == '<a class="row" href="/there/"><time>2027-12-31</time></a>'
    )
    assert cell(column, Unit(closed_on=None)) == '<a class="row" href="/there/">—</a>'


def test_links_are_those_the_post_may_follow(tree: Tree) -> None:
    officer, administrator = acting(tree.province, role="officer"), acting(tree.province)
    assert ["/open/" in ask(post) for post in (officer, administrator)] == [False, True]
    assert "/map/" in ask(officer)


def test_counts_stop_at_the_cap(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    post = acting(tree.province)
    assert "17 rows" in ask(post)
    monkeypatch.setattr("xuezheng.kernel.pages.web.lists.COUNT_CAP", 9)
    assert "more than 9 rows" in ask(post)
    assert declared.COUNT_CAP == 10_000


def test_empty_says_what_to_do(tree: Tree) -> None:
    page = ask(acting(tree.province), "q=nothing")
    assert ("Open a unit first." in page, "Clear the filters" in page) == (True, True)


def test_queries_do_not_grow_with_rows(tree: Tree) -> None:
    post = acting(tree.schools[0], role="teacher")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            ask(post)
        return len(seen)

    before = queries()
    for number in range(3):
        make_unit(f"t{number}", parent=tree.schools[0], kind=UnitKind.TEACHING_POINT)
    assert queries() == before
