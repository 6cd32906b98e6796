"""Acting under a post: switching, posts that end, writes that are taken back."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.factories import Tree, make_post
from tests.web import signed_in
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.rows import post_row
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree() -> Tree:
    return Tree()


def second_post(first: Post, tree: Tree) -> Post:
    with bound(system_post("test")):
        held = Post.objects.select_related("person").get(id=first.id)
        other = post_row(
            person=held.person, unit=tree.counties[3], role="officer", valid_from=datetime(2021, 1, 1, tzinfo=UTC)
        )
        other.save()
    return other


def end(post: Post) -> None:
    with bound(system_post("test")):
        Post.objects.filter(id=post.id).update(valid_to=datetime(2022, 1, 1, tzinfo=UTC))


def test_a_foreign_post_is_not_taken(client: Client, tree: Tree) -> None:
    own, foreign = make_post(tree.schools[0], role="teacher"), make_post(tree.province)
    signed_in(client, own)
    assert client.post("/switch-post/", {"post": str(foreign.id)}).status_code == 422
    assert client.post("/switch-post/", {"post": "x"}).status_code == 422
    assert "演示第12小学" not in client.get("/units/").content.decode()


def test_a_foreign_post_planted_in_the_session_is_not_acted_under(client: Client, tree: Tree) -> None:
    own, foreign = make_post(tree.schools[0], role="teacher"), make_post(tree.province)
    signed_in(client, own)
    session = client.session
    session["post"] = str(foreign.id)
    session.save()
    assert "演示第12小学" not in client.get("/units/").content.decode()


def test_switching_changes_what_is_seen_and_the_cookie(client: Client, tree: Tree) -> None:
    own = make_post(tree.schools[0], role="teacher")
    other = second_post(own, tree)
    signed_in(client, own)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/switch-post/", {"post": str(other.id), "next": "/units/"}).headers["Location"] == "/units/"
    page = client.get("/units/").content.decode()
    assert ("演示第17小学" in page, "演示第18小学" in page) == (True, True)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stolen.get("/units/").status_code == 302


def test_a_post_that_ends_is_not_acted_under_any_more(client: Client, tree: Tree) -> None:
    own = make_post(tree.schools[0], role="teacher")
    other = second_post(own, tree)
    signed_in(client, other)
    end(other)
    refused = client.post("/period/", {"period": "2026"})
    assert refused.status_code == 409
    page = client.get("/units/").content.decode()
    assert ("演示第17小学" in page, "演示第11小学" in page) == (False, True)


def test_the_last_post_that_ends_leaves_the_account_page(client: Client, tree: Tree) -> None:
    own = make_post(tree.schools[0], role="teacher")
    signed_in(client, own)
    end(own)
    assert client.get("/units/", follow=True).redirect_chain == [
        ("/sign-in/?next=%2Funits%2F", 302),
        ("/my-account/", 302),
    ]
    assert client.get("/my-account/").status_code == 200


def test_a_closed_units_post_is_not_acted_under(client: Client, tree: Tree) -> None:
    own = make_post(tree.schools[0], role="teacher")
    signed_in(client, own)
    school = tree.schools[0]
    school.closed_on = datetime(2022, 1, 1, tzinfo=UTC).date()
    with bound(system_post("test")):
        school.save()
    assert client.get("/units/").status_code == 302


def test_who_acts_is_known_after_three_reads(client: Client, tree: Tree) -> None:
    """Session with account and person, posts with their units, grants; nothing is written within the minute."""
    signed_in(client, make_post(tree.counties[3]))
    client.get("/sign-in/")
    statements: list[str] = []

    def noted(execute, sql, params, many, context):  # type: ignore[no-untyped-def] # Django's wrapper signature
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        assert client.get("/sign-in/").headers["Location"] == "/"
    touching = [sql for sql in statements if "SAVEPOINT" not in sql and "set_config" not in sql]
    tables = [sql.split(" FROM ")[1].split('"')[1] for sql in touching]
    assert tables == ["people_session", "people_post", "scope_grant"]


def test_a_role_the_catalogue_lost_opens_nothing_and_breaks_nothing(client: Client, tree: Tree) -> None:
    own = make_post(tree.schools[0], role="teacher")
    signed_in(client, own)
    with bound(system_post("test")):
        Post.objects.filter(id=own.id).update(role="abolished")
    assert client.get("/units/").status_code == 302
    assert client.get("/my-account/").status_code == 200


def test_what_a_failing_page_wrote_is_taken_back(client: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    own = make_post(tree.schools[0], role="teacher")
    signed_in(client, own)
    client.raise_request_exception = False

    def write_and_fail(**_given: object) -> None:
        Post.objects.filter(id=own.id).update(role="cio")
        raise RuntimeError("on purpose")

    monkeypatch.setattr("xuezheng.kernel.people.web.my_account.sessions.end_sessions", write_and_fail)
    assert client.post("/my-account/sessions/end-others/").status_code == 500
    with bound(system_post("test")):
        assert Post.objects.get(id=own.id).role == "teacher"
