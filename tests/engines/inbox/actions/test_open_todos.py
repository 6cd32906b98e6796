"""Opening and closing to-dos: once for each subject, wherever in the tree, many at once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.engines.inbox.drafts import DUE, todo
from tests.factories import AT, Tree, acting
from xuezheng.engines.inbox.facade import close_todos, open_todos
from xuezheng.engines.inbox.models import Todo
from xuezheng.kernel.scope import copying
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import acting_post, bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
LATER = AT + timedelta(days=1)


@pytest.fixture(params=[500, 1], ids=["few", "copied"])
def tree(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Both ways of writing, whatever the number of rows."""
    monkeypatch.setattr(copying, "WORTHWHILE", request.param)
    return Tree()


def kept() -> list[tuple[Any, ...]]:
    with bound(system_post("test")):
        rows = Todo.objects.order_by("unit_path", "subject_id", "opened_at")
        return list(rows.values_list("unit_path", "subject_id", "params", "due_on", "opened_at", "closed_at"))


def test_to_dos_are_opened_for_units_below_and_beside_the_actor(tree: Tree) -> None:
    school, foreign = tree.schools[0], tree.schools[7]
    post = acting(school, role="school_administrator")
    with bound(post):
        assert open_todos([todo(school), todo(foreign, "2")], at=AT) == 2
        assert acting_post() == post
        assert [row.subject_id for row in Todo.objects.all()] == ["1"]
    assert kept() == [
        (school.unit_path, "1", {"number": "1"}, DUE, AT, None),
        (foreign.unit_path, "2", {"number": "2"}, DUE, AT, None),
    ]


def test_an_open_one_is_renewed_not_doubled(tree: Tree) -> None:
    school = tree.schools[0]
    open_todos([todo(school)], at=AT)
    assert open_todos([todo(school)], at=LATER) == 0
    renewed = todo(school, due_on=date(2026, 9, 12), params={"number": "1a"})
    assert open_todos([renewed, renewed], at=LATER) == 1
    assert kept() == [(school.unit_path, "1", {"number": "1a"}, date(2026, 9, 12), AT, None)]
    assert open_todos([todo(school, due_on=None, params={"number": "1a"})], at=LATER) == 1


def test_what_is_done_closes_and_may_be_asked_again(tree: Tree) -> None:
    one, two = tree.schools[0], tree.schools[1]
    open_todos([todo(one), todo(two), todo(one, "2"), todo(one, topic="other")], at=AT)
    closing: Any = {"topic": "plans.report", "subject_kind": "assignment", "at": LATER}
    assert close_todos(subject_ids=["1"], unit_path=one.unit_path, **closing) == 1
    assert close_todos(subject_ids=["1", "2"], **closing) == 2
    assert close_todos(subject_ids=["1", "2"], **closing) == 0
    with bound(system_post("test")):
        assert list(Todo.objects.filter(closed_at=None).values_list("topic", "unit_path")) == [("other", one.unit_path)]
    assert open_todos([todo(one)], at=LATER) == 1
    with bound(system_post("test")):
        assert Todo.objects.filter(closed_at=None).count() == 2


def test_it_lies_where_its_unit_is_today(tree: Tree) -> None:
    school = tree.schools[0]
    assert open_todos([replace(todo(school), unit_path="cn.of.before.")], at=AT) == 1
    assert [row[0] for row in kept()] == [school.unit_path]


def test_a_unit_nobody_knows_is_refused(tree: Tree) -> None:
    with pytest.raises(ValueError, match="no unit 999999"):
        open_todos([replace(todo(tree.schools[0]), unit_id=999_999)], at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"params": {}},
        {"text": "100% of %(number)s"},
        {"text": " "},
        {"url": "https://elsewhere.example/"},
        {"url": "//elsewhere.example/"},
        {"url": "/\\elsewhere.example/"},
    ],
)
def test_texts_and_addresses_are_checked_where_they_are_written(tree: Tree, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"filled|says something|no path"):
        open_todos([todo(tree.schools[0], **wrong)], at=AT)
    assert kept() == []


def test_nothing_to_open_writes_nothing() -> None:
    assert open_todos([], at=AT) == 0


def test_thousands_at_once_stay_few_statements(django_assert_max_num_queries: Any) -> None:
    unit: Unit = Tree().schools[0]
    with django_assert_max_num_queries(14):
        assert open_todos([todo(unit, number) for number in range(2_000)], at=AT) == 2_000
