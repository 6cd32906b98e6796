"""The page that moves all people of a unit: found on the unit's page, shows how many, refuses beside the field."""

import pytest
from django.test import Client

from tests.factories import Tree, make_post
from tests.kernel.people.scene import everywhere, fresh, hold, holder, make_person, posts_of
from tests.web import signed_in
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.people.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PAGE = "/people/transfer/"


@pytest.fixture
def tree() -> Tree:
    return Tree()


def keeper(tree: Tree, *, role: str = "administrator") -> Client:
    client = signed_in(Client(headers={"accept-language": "en"}), make_post(tree.counties[0], role=role))
    client.cookies["language"] = "en"
    return client


def form(tree: Tree, **other: str) -> dict[str, str]:
    given = {"from_unit": tree.schools[0].code, "to_unit": tree.schools[1].code, "posts": "regrant"}
    return {**given, "effective_on": today(now()).isoformat(), **other}


def test_from_the_units_page_to_the_new_home(tree: Tree) -> None:
    person = holder(tree.schools[0], "teacher")
    hold(make_person(tree.schools[1]), tree.schools[0], "expert")
    client, unit_page = keeper(tree), f"/units/{tree.schools[0].uuid}/"
    assert f'href="{PAGE}?from={tree.schools[0].code}"' in client.get(unit_page).content.decode()
    page = client.get(f"{PAGE}?from={tree.schools[0].code}").content.decode()
    assert f"{tree.schools[0].name} · 1 person at home · 2 posts held" in page
    answer = client.post(PAGE, form(tree), follow=True)
    assert answer.redirect_chain == [(unit_page, 302)]
    said = f"1 people are now at home at {tree.schools[1].name}; 2 posts ended, 2 go on there."
    assert said in answer.content.decode()
    assert fresh(person).home_unit_id == tree.schools[1].id


def test_a_refusal_stands_beside_its_field_and_nothing_moves(tree: Tree) -> None:
    person, client = holder(tree.schools[0], "teacher"), keeper(tree)
    for given, said in (
        ({"from_unit": tree.schools[1].code, "to_unit": tree.schools[0].code}, "Nobody is at home at"),
        ({"to_unit": tree.schools[7].code}, "No unit has the code"),
        ({"effective_on": "2999-01-01"}, "lies ahead"),
        ({"posts": "keep"}, "not one of the available choices"),
    ):
        answer = client.post(PAGE, form(tree, **given))
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    assert [held.valid_to for held in posts_of(person)] == [None]


def test_only_who_may_is_offered_it_and_nothing_foreign_is_shown(tree: Tree) -> None:
    make_person(tree.schools[7])
    client = keeper(tree)
    foreign, absent = (client.get(f"{PAGE}?from={code}").content.decode() for code in (tree.schools[7].code, "absent"))
    assert (
        ("at home · " in foreign, tree.schools[7].name in foreign) == ("at home · " in absent, False) == (False, False)
    )
    assert PAGE not in client.get(f"/units/{tree.cities[0].uuid}/").content.decode()
    officer = keeper(tree, role="officer")
    assert PAGE not in officer.get(f"/units/{tree.schools[0].uuid}/").content.decode()
    assert [officer.get(PAGE).status_code, officer.post(PAGE, form(tree)).status_code] == [403, 403]
    with everywhere():
        assert set(Person.objects.filter(version__gt=1)) == set()
