"""Row-level security as the application role meets it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import DataError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import PASSWORD, Tree, acting, make_post
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import NoScopeBound, acting_post, bound, looking
from xuezheng.kernel.units.models import Unit

Within = Callable[[ActingPost], AbstractContextManager[ActingPost]]
pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def names() -> list[str]:
    return list(Unit.objects.order_by("unit_path").values_list("name", flat=True))


def test_county_sees_its_subtree_and_the_units_above_with_their_offices() -> None:
    tree = Tree()
    with bound(acting(tree.counties[3])):
        assert names() == [
            "教育部",
            "河南省教育厅",
            "信阳市教育局",
            "固始县教育局",
            "演示第17小学",
            "演示第18小学",
            "科技处",
        ]


def test_an_office_sees_what_its_department_sees() -> None:
    tree = Tree()
    with bound(acting(tree.office)):
        assert len(names()) == 17


def test_unbound_sees_nothing() -> None:
    tree = Tree()
    with bound(acting(tree.province)):
        assert len(names()) == 17
    assert names() == []
    with pytest.raises(NoScopeBound):
        acting_post()


@pytest.mark.parametrize(("scope", "end"), [("", ""), ("cn.", ""), ("!unbound", "!unbound")])
def test_settings_that_fell_back_show_nothing(scope: str, end: str) -> None:
    """Such as a connection carries whose last transaction set them for itself only."""
    Tree()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('xuezheng.scope', %s, true), set_config('xuezheng.scope_end', %s, true)", [scope, end]
        )
    assert names() == []


@pytest.mark.parametrize("within", [bound, looking])
def test_nested_binding_restores_the_outer_one(within: Within) -> None:
    tree = Tree()
    school, county = acting(tree.schools[0]), acting(tree.counties[0])
    with bound(county):
        with within(school):
            assert acting_post() == school
            assert len(names()) == 6
        assert acting_post() == county
        assert len(names()) == 7


def test_looking_alone_binds_and_unbinds() -> None:
    tree = Tree()
    with looking(acting(tree.schools[0])):
        assert len(names()) == 6
    assert names() == []
    with pytest.raises(NoScopeBound):
        acting_post()


def test_looking_restores_the_outer_one_when_it_is_refused() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])) as county:
        with pytest.raises(NotFound), looking(acting(tree.schools[0])):
            raise NotFound("-")
        assert acting_post() == county
        assert len(names()) == 7


def test_looking_leaves_it_to_the_savepoint_when_the_database_fails() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])) as county:
        with pytest.raises(DataError), transaction.atomic(), looking(acting(tree.schools[0])):
            connection.cursor().execute("SELECT 1 / 0")
        assert acting_post() == county
        assert len(names()) == 7


def test_looking_makes_no_savepoint() -> None:
    tree = Tree()
    school, county = acting(tree.schools[0]), acting(tree.counties[0])
    with bound(county), CaptureQueriesContext(connection) as asked, looking(school):
        names()
    assert len(asked) == 3


def test_writing_into_another_subtree_is_refused_by_the_database() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])):
        assert Unit.objects.filter(id=tree.schools[7].id).update(name="x") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Unit.objects.create(
                name="x",
                code="X",
                kind="primary",
                level="school",
                unit_path="cn.41.4115.411525.x.",
                initials="x",
                opened_on=tree.schools[0].opened_on,
            )


def test_the_application_role_cannot_bypass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_signing_in_shows_the_units_of_the_post(client: Client) -> None:
    tree = Tree()
    make_post(tree.schools[0], role="teacher", username="wang")
    assert client.post("/sign-in/", {"username": "wang", "password": PASSWORD}).status_code == 302
    page = client.get("/units/").content.decode()
    assert "演示第11小学" in page
    assert "演示第12小学" not in page
