"""The pages of people and posts: what they show to whom, and that their forms reach the actions."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client

from tests.factories import PASSWORD, Tree, make_post
from tests.kernel.people.scene import account_of, everywhere, fresh, hold, holder, make_person, posts_of
from tests.web import client_of
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.people.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree() -> Tree:
    return Tree()


def signed_in(client: Client, tree: Tree, *, role: str = "administrator", school: bool = False) -> Client:
    make_post(tree.schools[0] if school else tree.counties[0], role=role, username="keeper", name="管理甲")
    client.post("/sign-in/", {"username": "keeper", "password": PASSWORD})
    client.cookies["language"] = "en"
    return client


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_list_shows_the_own_people_with_posts_and_state(client: Client, tree: Tree) -> None:
    holder(tree.schools[0], "teacher")
    make_person(tree.schools[1], name="无账号")
    make_person(tree.schools[7], name="赵秘密")
    page = text_of(signed_in(client, tree), "/people/")
    for shown in ("演示人员", "无账号", "without account", "Teacher", "演示第11小学"):
        assert shown in page
    assert "赵秘密" not in page


def test_the_list_is_found_through_its_filters(client: Client, tree: Tree) -> None:
    one, other = make_person(tree.schools[0], name="单晓燕"), make_person(tree.schools[1], name="王芳")
    hold(other, tree.schools[1], "teacher")
    signed_in(client, tree)
    for query, found in (
        ("q=sxy", [one]),
        (f"q={one.number}", [one]),
        ("q=王", [other]),
        (f"unit={tree.schools[1].code}", [other]),
        ("unit=演示第11", [one]),
        ("role=teacher", [other]),
        ("state=left", []),
        ("state=none&q=单", [one]),
    ):
        page = text_of(client, f"/people/?{query}")
        assert [person for person in (one, other) if person.number in page] == found, query


@pytest.mark.parametrize("address", ["/people/", "/posts/"])
def test_lists_take_the_same_queries_for_one_row_and_many(
    client: Client, tree: Tree, address: str, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client, tree)
    counts = []
    for _more in range(2):
        hold(make_person(tree.schools[0]), tree.schools[0], "teacher")
        hold(make_person(tree.schools[1]), tree.schools[1], "expert")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_contacts_are_for_keepers_and_colleagues(client: Client, tree: Tree) -> None:
    person = make_person(tree.schools[1], phone="13912345678")
    assert "13912345678" in text_of(signed_in(client, tree), f"/people/{person.id}/")
    officer = Client()
    make_post(tree.counties[0], role="officer", username="officer")
    officer.post("/sign-in/", {"username": "officer", "password": PASSWORD})
    page = text_of(officer, f"/people/{person.id}/")
    assert person.name in page
    assert "13912345678" not in page
    officer.post("/people/", {"column": ["name", "phone"]})
    for form in ("", "?format=csv"):
        response = officer.get(f"/people/{form}")
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined] # only streamed answers have it
        assert "王芳" in body.decode()
        assert "13912345678" not in body.decode()


def test_beside_another_person_the_header_keeps_the_own_posts(tree: Tree) -> None:
    own, other = make_post(tree.counties[0], username="own"), make_post(tree.schools[0], username="other")
    frame = text_of(client_of(own), f"/people/{other.person_id}/").partition("<main")[0]
    assert re.findall(r'<button name="post" value="([^"]+)"', frame) == [str(own.id)]
    assert f'data-account="{account_of(own.person).pk}"' in frame


def test_a_guest_is_a_name_on_a_post_and_nothing_more(client: Client, tree: Tree) -> None:
    guest = make_person(tree.schools[7], name="赵客座", phone="13912345678")
    held = hold(guest, tree.schools[0], "teacher")
    signed_in(client, tree)
    assert "赵客座" in text_of(client, "/posts/")
    page = text_of(client, f"/posts/{held.id}/")
    assert "at home at another unit" in page
    assert guest.number not in page
    assert client.get(f"/people/{guest.id}/").status_code == 404
    for address in ("/people/?q=赵", "/people/?format=csv", "/posts/?format=csv", "/search/?q=赵"):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined] # only streamed answers have it
        assert guest.number not in body.decode()
        assert "13912345678" not in body.decode()


def test_registering_by_the_form(client: Client, tree: Tree) -> None:
    signed_in(client, tree)
    answer = client.post(
        "/people/new/", {"name": "李明", "home_unit": tree.schools[0].code, "number": "JY-1", "phone": "x"}
    )
    assert answer.status_code == 422
    assert "“x” is no phone number" in answer.content.decode()
    answer = client.post("/people/new/", {"name": "李明", "home_unit": tree.schools[0].code, "number": "JY-1"})
    assert answer.status_code == 302
    with everywhere():
        assert Person.objects.get(number="JY-1").home_unit_id == tree.schools[0].id
    assert "李明 is registered." in text_of(client, answer.headers["Location"])
    for code in (tree.schools[7].code, "nonsense"):
        answer = client.post("/people/new/", {"name": "李明", "home_unit": code})
        assert f"No unit has the code “{code}” within what your post may see." in answer.content.decode()


def test_the_initial_password_is_shown_once_and_not_cached(client: Client, tree: Tree) -> None:
    person = make_person(tree.schools[0])
    signed_in(client, tree)
    answer = client.post(f"/people/{person.id}/account/open/", {"username": "wang.fang"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    page = answer.content.decode()
    password = page.split('id="initial-password">')[1].split("<")[0]
    account = account_of(person)
    assert (account.username, check_password(password, account.password)) == ("wang.fang", True)
    assert password not in text_of(client, f"/people/{person.id}/")
    answer = client.post(f"/people/{person.id}/account/reset/")
    again = answer.content.decode().split('id="initial-password">')[1].split("<")[0]
    assert again != password
    assert client.post(f"/people/{person.id}/account/close/").status_code == 302
    assert not account_of(person).is_active
    assert client.post(f"/people/{person.id}/account/reopen/").status_code == 302
    assert account_of(person).is_active


def test_no_role_is_granted_that_nobody_chose(client: Client, tree: Tree) -> None:
    person = make_person(tree.schools[0])
    signed_in(client, tree)
    assert '<option value="" selected>' in text_of(client, f"/people/{person.id}/grant/")
    answer = client.post(f"/people/{person.id}/grant/", {"role": "", "unit": tree.schools[0].code})
    assert (answer.status_code, posts_of(person)) == (422, [])


def test_granting_extending_and_ending_by_forms(client: Client, tree: Tree) -> None:
    person = make_person(tree.schools[0])
    signed_in(client, tree)
    answer = client.post(f"/people/{person.id}/grant/", {"role": "officer", "unit": tree.schools[0].code})
    assert "does not exist at a unit like 演示第11小学" in answer.content.decode()
    answer = client.post(f"/people/{person.id}/grant/", {"role": "teacher", "unit": tree.schools[0].code})
    assert answer.status_code == 302
    (held,) = posts_of(person)
    day = today(now()) + timedelta(days=10)
    client.post(f"/posts/{held.id}/extend/", {"version": 1, "last_day": day.isoformat()})
    assert today(fresh(held).valid_to) == day + timedelta(days=1)
    answer = client.post(f"/posts/{held.id}/end/", {"version": 1})
    assert "Somebody else has changed this meanwhile" in answer.content.decode()
    client.post(f"/posts/{held.id}/end/", {"version": 2})
    assert fresh(held).valid_to <= now()


def test_changing_transferring_and_leaving_by_forms(client: Client, tree: Tree) -> None:
    person = make_person(tree.schools[0])
    signed_in(client, tree)
    assert client.post(f"/people/{person.id}/change/", {"version": 1, "name": "王新"}).status_code == 302
    assert fresh(person).name == "王新"
    answer = client.post(f"/people/{person.id}/transfer/", {"version": 2, "to_unit": tree.schools[1].code})
    assert answer.status_code == 302
    assert fresh(person).home_unit_id == tree.schools[1].id
    answer = client.post(f"/people/{person.id}/leaving/", {"version": 3, "left_on": today(now()).isoformat()})
    assert answer.status_code == 302
    assert "Left service on" in text_of(client, f"/people/{person.id}/")


@pytest.mark.parametrize("role", ["officer", "auditor", "teacher", "expert", "cio"])
def test_who_may_not_finds_neither_buttons_nor_forms(client: Client, tree: Tree, role: str) -> None:
    person = make_person(tree.schools[0])
    school = role in {"teacher", "expert", "cio"}
    signed_in(client, tree, role=role, school=school)
    page = client.get(f"/people/{person.id}/")
    if page.status_code == 200:
        assert "/change/" not in page.content.decode()
    for part in ("change", "transfer", "leaving", "grant", "account/open", "account/reset"):
        assert client.post(f"/people/{person.id}/{part}/", {"version": 1, "name": "x"}).status_code == 403
    assert fresh(person).name == "王芳"


def test_search_finds_own_people_only(client: Client, tree: Tree) -> None:
    make_person(tree.schools[0], name="单晓燕")
    make_person(tree.schools[7], name="单小云")
    signed_in(client, tree)
    page = text_of(client, "/search/?q=sxy")
    assert "单晓燕" in page
    assert "单小云" not in page
