"""People and posts by the API: the same actions, versions, no more fields than a caller may set, nothing of other units."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from tests.factories import Tree, acting
from tests.kernel.people.scene import account_of, announced, everywhere, fresh, hold, holder, make_person, posts_of
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.rest.models import StoredReply

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PERSONS, POSTS = "/api/v1/persons", "/api/v1/posts"


@pytest.fixture
def tree() -> Tree:
    return Tree()


@contextmanager
def caller(tree: Tree, *, role: str = "administrator", school: bool = False) -> Iterator[Caller]:
    unit = tree.schools[0] if school else tree.counties[0]
    with tokens(keeper=acting(unit, role=role)):
        yield Caller("keeper")


def test_a_person_through_life(tree: Tree) -> None:
    with caller(tree) as keeper:
        made = keeper.ask(
            "POST",
            PERSONS,
            {"name": "李明", "home_unit": str(tree.schools[0].uuid), "number": "JY-1", "phone": "12345"},
        )
        assert (made.status_code, made.json()["phone"], made["ETag"]) == (201, "12345", '"1"')
        place = made["Location"]
        changed = keeper.ask("PATCH", place, {"name": "李明亮"}, If_Match='"1"')
        assert (changed.status_code, changed.json()["name"], changed.json()["phone"]) == (200, "李明亮", "12345")
        assert keeper.ask("PATCH", place, {"name": "李"}, If_Match='"1"').status_code in {409, 412}
        assert keeper.ask("PATCH", place, {"name": "李"}).status_code == 428
        moved = keeper.ask("POST", f"{place}/transfer", {"to_unit": str(tree.schools[1].uuid)}, If_Match='"2"')
        assert moved.json()["home_unit"]["name"] == tree.schools[1].name
        granted = keeper.ask("POST", f"{place}/posts", {"unit": str(tree.schools[1].uuid), "role": "teacher"})
        assert (granted.status_code, granted.json()["role"], granted.json()["home"]) == (201, "teacher", True)
        left = keeper.ask("POST", f"{place}/leaving", {"left_on": today(now()).isoformat()}, If_Match='"3"')
        assert left.json()["left_on"] == today(now()).isoformat()
        (held,) = keeper.ask("GET", f"{place}/posts").json()["items"]
        assert held["valid_to"] is not None
    assert announced() == [
        "people.PersonChanged",
        "people.PersonLeft",
        "people.PersonRegistered",
        "people.PersonTransferred",
        "people.PostEnded",
        "people.PostGranted",
    ]


@pytest.mark.parametrize(
    "extra", [{"version": 7}, {"unit_path": "cn."}, {"synthetic": True}, {"id": "x"}, {"left_on": "2026-01-01"}]
)
def test_nothing_more_than_offered_can_be_set(tree: Tree, extra: dict[str, Any]) -> None:
    person = make_person(tree.schools[0])
    with caller(tree) as keeper:
        answer = keeper.ask("PATCH", f"{PERSONS}/{person.id}", {"name": "某", **extra}, If_Match='"1"')
        assert answer.status_code == 422
        new = {"name": "某", "home_unit": str(tree.schools[0].uuid), **extra}
        assert keeper.ask("POST", PERSONS, new).status_code == 422
    assert fresh(person).name == "王芳"


def test_an_initial_password_is_in_one_answer_and_kept_nowhere(tree: Tree) -> None:
    person = make_person(tree.schools[0])
    place = f"{PERSONS}/{person.id}/account"
    with caller(tree) as keeper:
        assert keeper.ask("GET", place).status_code == 404
        opened = keeper.ask("POST", f"{place}/open", {}, Idempotency_Key="k-1")
        assert (opened.status_code, opened["Cache-Control"]) == (200, "no-store, private")
        account = account_of(person)
        assert check_password(opened.json()["password"], account.password)
        with everywhere():
            assert not StoredReply.objects.filter(body__contains=opened.json()["password"]).exists()
        again = keeper.ask("POST", f"{place}/reset")
        assert again.json()["password"] != opened.json()["password"]
        assert keeper.ask("POST", f"{place}/close").json()["is_active"] is False
        assert keeper.ask("POST", f"{place}/reopen").json()["is_active"] is True


def test_posts_are_granted_moved_and_ended(tree: Tree) -> None:
    guest = make_person(tree.schools[7], name="赵客座")
    with caller(tree) as keeper:
        body = {"number": guest.number, "name": "赵客座", "unit": str(tree.schools[0].uuid), "role": "expert"}
        made = keeper.ask("POST", POSTS, body)
        assert (made.status_code, made.json()["home"], made.json()["person_name"]) == (201, False, "赵客座")
        until = (now() + timedelta(days=9)).isoformat()
        moved = keeper.ask("PATCH", made["Location"], {"valid_to": until}, If_Match='"1"')
        assert moved.json()["version"] == 2
        assert keeper.ask("POST", f"{made['Location']}/end", If_Match='"1"').status_code in {409, 412}
        assert keeper.ask("POST", f"{made['Location']}/end", If_Match='"2"').status_code == 200
        assert keeper.ask("GET", f"{POSTS}?ended=true").json()["items"][0]["person_name"] == "赵客座"
        assert keeper.ask("POST", POSTS, {**body, "name": "赵"}).json()["status"] == 404
    (held,) = posts_of(guest)
    assert held.valid_to is not None


def test_lists_hold_the_own_people_only(tree: Tree) -> None:
    own, foreign = make_person(tree.schools[0], name="单晓燕"), make_person(tree.schools[7], name="单小云")
    held = hold(own, tree.schools[0], "teacher")
    with caller(tree) as keeper:
        for query in ("?q=sxy", f"?unit={tree.schools[0].code}", "?role=teacher"):
            assert [item["id"] for item in keeper.ask("GET", PERSONS + query).json()["items"]] == [str(own.id)]
        assert keeper.ask("GET", f"{PERSONS}/{foreign.id}").status_code == 404
        absent = "00000000-0000-4000-8000-000000000007"
        hidden, none = (keeper.ask("GET", f"{PERSONS}/{key}").json() for key in (foreign.id, absent))
        assert {**hidden, "instance": "", "request_id": ""} == {**none, "instance": "", "request_id": ""}
        assert keeper.ask("GET", f"{PERSONS}?unit={tree.schools[7].code}").status_code == 404
        assert keeper.ask("GET", f"{POSTS}/{held.id}").json()["person_name"] == "单晓燕"


def test_contacts_are_null_for_those_who_may_not_see_them(tree: Tree) -> None:
    make_person(tree.schools[0], phone="13912345678")
    with caller(tree, role="officer") as officer:
        (item,) = officer.ask("GET", f"{PERSONS}?unit={tree.schools[0].code}").json()["items"]
    assert (item["name"], item["phone"], item["email"]) == ("王芳", None, None)


def test_all_people_of_a_unit_move_once_under_one_key(tree: Tree) -> None:
    person = holder(tree.schools[0], "teacher")
    body = {
        "from_unit": str(tree.schools[0].uuid),
        "to_unit": str(tree.schools[1].uuid),
        "posts": "regrant",
        "effective_on": today(now()).isoformat(),
    }
    with caller(tree) as keeper:
        moved = keeper.ask("POST", f"{PERSONS}/transfer", body, Idempotency_Key="move-1")
        assert moved.json() == {"persons": 1, "posts_ended": 1, "posts_granted": 1, "posts_dropped": 0}
        assert keeper.ask("POST", f"{PERSONS}/transfer", body, Idempotency_Key="move-1").json() == moved.json()
        again = keeper.ask("POST", f"{PERSONS}/transfer", body)
        assert (again.status_code, again.json()["errors"][0]["field"]) == (409, "from_unit")
        other = {**body, "posts": "end"}
        assert keeper.ask("POST", f"{PERSONS}/transfer", other, Idempotency_Key="move-1").status_code == 422
        foreign = {**body, "from_unit": str(tree.schools[7].uuid)}
        absent = {**body, "from_unit": "00000000-0000-4000-8000-000000000007"}
        told = [keeper.ask("POST", f"{PERSONS}/transfer", wanted).json() for wanted in (foreign, absent)]
        assert {**told[0], "request_id": ""} == {**told[1], "request_id": ""}
        assert told[0]["status"] == 404
    with caller(tree, role="officer") as officer:
        assert officer.ask("POST", f"{PERSONS}/transfer", body).status_code == 403
    assert fresh(person).home_unit_id == tree.schools[1].id


def test_climbing_is_refused_here_too(tree: Tree) -> None:
    school = tree.schools[0]
    cio = holder(school, "cio")
    with caller(tree, role="school_administrator", school=True) as keeper:
        assert keeper.ask("POST", f"{PERSONS}/{cio.id}/account/reset").json()["status"] == 403
        refused = keeper.ask("POST", f"{PERSONS}/{cio.id}/posts", {"unit": str(school.uuid), "role": "cio"})
        assert refused.json()["status"] == 403
    with caller(tree, role="teacher", school=True) as teacher:
        assert teacher.ask("GET", PERSONS).json()["status"] == 403
    with everywhere():
        assert Person.objects.get(id=cio.id).version == 1
