"""The home page: greeting by the hour in China, and what is expected in the order of its urgency."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.text import format_lazy as lazystr

from tests.factories import AT, Tree, acting, make_post
from tests.web import client_of
from xuezheng.kernel.pages import cards, todos
from xuezheng.kernel.pages.cards import HomeCard
from xuezheng.kernel.pages.todos import Todo, todos_of, urgency
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.web.home_card import card_values
from xuezheng.site.web.home import greeting

TODAY = date(2026, 9, 1)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("hour", "words"),
    [(0, "morning"), (3, "morning"), (4, "afternoon"), (9, "afternoon"), (10, "evening"), (20, "evening")],
)
def test_greeting_follows_the_hour_in_china(hour: int, words: str) -> None:
    assert greeting("甲", at=datetime(2026, 9, 1, hour, tzinfo=UTC)) == f"Good {words}, 甲"


@pytest.mark.unit
@pytest.mark.parametrize(
    ("due", "tone", "words"),
    [
        (None, "t", "to do"),
        (date(2026, 8, 31), "r", "1 day late"),
        (date(2026, 8, 29), "r", "3 days late"),
        (TODAY, "a", "due today"),
        (date(2026, 9, 5), "t", "by September 5"),
    ],
)
def test_urgency_is_said(due: date | None, tone: str, words: str) -> None:
    assert urgency(due, today=TODAY) == (tone, words)


@pytest.fixture
def _two_todos(monkeypatch: pytest.MonkeyPatch) -> None:
    def source(post: ActingPost, at: datetime) -> list[Todo]:
        return [Todo(text="later", url="/l/"), Todo(text="soon", url="/s/", due_on=TODAY)]

    monkeypatch.setattr(todos, "_sources", [source])


@pytest.mark.integration
@pytest.mark.django_db
@pytest.mark.usefixtures("_two_todos")
def test_the_earliest_comes_first() -> None:
    assert [todo.text for todo in todos_of(acting(Tree().province), at=AT)] == ["soon", "later"]


@pytest.mark.integration
@pytest.mark.django_db
def test_home_says_so_when_nothing_waits() -> None:
    assert "没有待办" in client_of(make_post(Tree().province)).get("/").content.decode()


@pytest.mark.integration
@pytest.mark.django_db
def test_what_is_less_urgent_stands_behind_a_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [Todo(text=f"todo {number:02}", url="/t/", due_on=date(2027, 1, number)) for number in range(1, 15)]
    monkeypatch.setattr(todos, "_sources", [lambda _post, _at: asked])
    page = client_of(make_post(Tree().province)).get("/").content.decode()
    shown, folded = page.split("<summary>其余 2 项</summary>")
    assert re.findall(r"todo \d\d", shown) == [f"todo {number:02}" for number in range(1, 13)]
    assert re.findall(r"todo \d\d", folded) == ["todo 13", "todo 14"]


def _unit_card(post: ActingPost) -> dict[str, Any]:
    with bound(post):
        values = card_values(post)
    assert values is not None
    return values


@pytest.mark.integration
@pytest.mark.django_db
def test_the_own_unit_is_counted_within_what_the_post_may_see() -> None:
    tree = Tree()
    for unit, schools in ((tree.counties[3], 2), (tree.cities[1], 4), (tree.province, 8)):
        assert dict(_unit_card(acting(unit))["counts"])[UnitKind.PRIMARY.label] == schools
    assert _unit_card(acting(tree.office))["unit"] == tree.province


@pytest.mark.integration
@pytest.mark.django_db
def test_cards_stand_where_they_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def card(code: str, **place: bool) -> HomeCard:
        return HomeCard(
            code=code, title=lazystr(code), template="site/regions/map.html", context=lambda _post: {}, **place
        )

    shown = {item.code: item for item in (card("w", wide=True), card("m"), card("a", aside=True))}
    monkeypatch.setattr(cards, "_cards", shown)
    page = client_of(make_post(Tree().province)).get("/").content.decode()
    assert re.findall(r'class="(column|card wide|card)"(?: aria-labelledby="card-(.)")?', page) == [
        ("column", ""),
        ("card", ""),
        ("card", "m"),
        ("column", ""),
        ("card", "a"),
        ("card wide", "w"),
    ]
