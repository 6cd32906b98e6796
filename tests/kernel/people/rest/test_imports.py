"""Tables of people for programs: checked without a trace, taken in as a whole, nothing granted beyond the own post."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from python_calamine import CalamineWorkbook

from tests.factories import Tree, acting
from tests.kernel.people.scene import account_of, announced, everywhere, journaled
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.rest.models import StoredReply

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
BASE = "/api/v1/persons/import"
HEAD = "工号,姓名,单位代码,开通账号,角色"


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def keeper(tree: Tree) -> Iterator[Caller]:
    posts = {"keeper": acting(tree.counties[0]), "officer": acting(tree.counties[0], role="officer")}
    with tokens(**posts):
        yield Caller("keeper")


def send(caller: Caller, *rows: str, to: str = "", **headers: str) -> Any:
    body = "\n".join([HEAD, *rows]).encode()
    return caller.ask("POST", f"{BASE}{to}?name=人员.csv", body, Content_Type="application/octet-stream", **headers)


def people() -> list[str]:
    with everywhere():
        return sorted(Person.objects.filter(number__startswith="JY").values_list("number", flat=True))


def rows_of(tree: Tree) -> tuple[str, str]:
    return f"JY-1,李明,{tree.schools[0].code},是,教师", f"JY-2,赵云,{tree.schools[1].code},否,"


def test_checked_then_taken_in(tree: Tree, keeper: Caller) -> None:
    checked = send(keeper, *rows_of(tree), to="/check")
    assert checked.json() == {"persons": 2, "accounts": 1, "posts": 1, "problems": []}
    assert (people(), journaled(), announced()) == ([], [], [])
    done = send(keeper, *rows_of(tree), Idempotency_Key="people-1")
    assert (done.status_code, done["Cache-Control"]) == (200, "no-store, private")
    told = done.json()
    assert (told["persons"], told["accounts"], told["posts"]) == (2, 1, 1)
    (opened,) = told["passwords"]
    assert (opened["number"], opened["name"], opened["unit"]) == ("JY-1", "李明", tree.schools[0].name)
    with everywhere():
        person = Person.objects.get(number="JY-1")
        assert not StoredReply.objects.exists()
    assert check_password(opened["password"], account_of(person).password)
    assert people() == ["JY-1", "JY-2"]
    assert announced() == [
        "people.AccountOpened",
        "people.PersonRegistered",
        "people.PersonRegistered",
        "people.PostGranted",
    ]


def test_one_wrong_cell_and_nothing_is_made(tree: Tree, keeper: Caller) -> None:
    rows = (rows_of(tree)[0], f"JY-3,钱多,{tree.schools[7].code},否,")
    (problem,) = send(keeper, *rows, to="/check").json()["problems"]
    assert (problem["row"], problem["column"]) == (3, "unit")
    book = send(keeper, *rows, to="/marked").content
    lines = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert problem["detail"] in str(lines[2][-1])
    refused = send(keeper, *rows)
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/v1/docs#table-has-problems")
    assert people() == []
    assert tree.schools[7].name not in refused.content.decode()


@pytest.mark.parametrize("role", ["校长", "administrator"])
def test_no_role_is_granted_that_could_not_be_granted_by_hand(tree: Tree, keeper: Caller, role: str) -> None:
    """The first is no role; the second exists, but not at a school, where a county's administrator would hide it."""
    refused = send(keeper, f"JY-1,李明,{tree.schools[0].code},是,{role}")
    assert refused.status_code == 422
    with everywhere():
        assert not Post.objects.filter(person__number="JY-1").exists()


def test_only_who_keeps_people(tree: Tree, keeper: Caller) -> None:
    officer = Caller("officer")
    answers = [send(officer, *rows_of(tree), to=to).status_code for to in ("", "/check", "/marked")]
    assert answers == [403, 403, 403]
    assert people() == []
    with everywhere():
        assert Account.objects.filter(username__startswith="jy").count() == 0
