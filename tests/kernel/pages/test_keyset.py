"""Keyset paging: forward and back, every row is met once and in order, also among ties."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.factories import make_post, make_unit
from xuezheng.kernel.pages.keyset import Order, window
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
NAMES = ["甲", "乙", "乙", "乙", "丙", "丁", "丁"]


@pytest.fixture
def small_tree() -> None:
    root = make_unit("cn", kind=UnitKind.MINISTRY, name="部")
    for number, name in enumerate(NAMES):
        make_unit(f"u{number}", parent=root, name=name)


@pytest.mark.usefixtures("small_tree")
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 2, 3, 8, 20])
def test_walking_forward_and_back_meets_every_row_once(descending: bool, size: int) -> None:
    order = Order(field="name", descending=descending)
    with bound(system_post("test")):
        rows = Unit.objects.all()
        everything = list(rows.order_by(*order.terms()))
        page = window(rows, order, after="", before="", size=size)
        pages = [page]
        while page.after:
            page = window(rows, order, after=page.after, before="", size=size)
            pages.append(page)
        assert [row for page in pages for row in page.rows] == everything
        for earlier, later in pairwise(pages):
            back = window(rows, order, after="", before=later.before, size=size)
            assert (back.rows, back.before) == (earlier.rows, earlier.before)


def test_moments_keep_their_microseconds() -> None:
    unit = make_unit("cn", kind=UnitKind.MINISTRY)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with bound(system_post("test")):
        for number in range(5):
            post = make_post(unit)
            Post.objects.filter(id=post.id).update(valid_from=start + timedelta(microseconds=number))
        order, seen, after = Order(field="valid_from"), 0, ""
        for _page in range(5):
            page = window(Post.objects.all(), order, after=after, before="", size=1)
            seen, after = seen + len(page.rows), page.after
    assert (seen, after) == (5, "")


@pytest.mark.usefixtures("small_tree")
@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "WyJhIiwgIngiXQ", "é", "WyJcdTAwMDAiLCAxXQ"])
def test_a_foreign_cursor_shows_the_first_page(cursor: str) -> None:
    with bound(system_post("test")):
        page = window(Unit.objects.all(), Order(field="name"), after=cursor, before="", size=3)
    assert (len(page.rows), page.before) == (3, "")
