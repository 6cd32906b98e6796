"""The home page: greeting by the hour in China, and what is expected in the order of its urgency."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import AT, Tree, acting, make_post
from tests.web import client_of
from xuezheng.kernel.pages import todos
from xuezheng.kernel.pages.todos import Todo, todos_of, urgency
from xuezheng.kernel.scope.acting import ActingPost
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
