"""/api/v1/me by browser and by token."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import Tree, make_post
from tests.kernel.people.sign_in.conftest import account_of
from tests.web import client_of
from xuezheng.kernel.clock import now
from xuezheng.kernel.people.models import ApiToken, Post, Session
from xuezheng.kernel.people.sign_in.owner import person_acting
from xuezheng.kernel.people.sign_in.tokens import create_token
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def post() -> Post:
    return make_post(Tree().counties[3], username="li", name="李主任")


def program(post: Post, *permissions: str) -> Client:
    account = account_of(post)
    _token, secret = create_token(
        post=person_acting(account),
        account=account,
        post_id=post.id,
        name="reporting",
        permissions=permissions or ["units.read"],
        days=30,
        at=now(),
    )
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"}, enforce_csrf_checks=True)


def send(client: Client, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
    return client.post(f"/api/v1/me{path}", json.dumps(body or {}), content_type="application/json", headers=headers)


def kind(answer: Any) -> str:
    """The last part of the problem's type."""
    return re.split(r"[:/#]", answer.json()["type"])[-1]


def test_nobody_is_told_nothing() -> None:
    assert [Client().get(f"/api/v1/me{path}").status_code for path in ("", "/posts", "/sessions", "/tokens")] == [
        401
    ] * 4


@pytest.mark.parametrize("shown", ["Bearer xz_wrong", "Bearer", "Basic abc", "Bearer xz_\x7f"])
def test_a_wrong_token_is_refused_even_in_a_signed_in_browser(post: Post, shown: str) -> None:
    answer = client_of(post).get("/api/v1/me", headers={"Authorization": shown})
    assert (answer.status_code, kind(answer)) == (401, "token-refused")


def test_a_token_sees_itself_and_its_owner(post: Post) -> None:
    client = program(post, "units.read")
    assert client.get("/api/v1/me").json()["present_post"] == str(post.id)
    [held] = client.get("/api/v1/me/posts").json()["items"]
    assert (held["id"], held["unit"], held["role"]) == (str(post.id), post.unit_name, "administrator")
    [token] = client.get("/api/v1/me/tokens").json()["items"]
    assert (token["name"], "secret" in token, "token_hash" in token) == ("reporting", False, False)


def test_a_token_makes_no_tokens_and_ends_no_sessions(post: Post) -> None:
    browser, client = client_of(post), program(post)
    with bound(system_post("test")):
        session, token = Session.objects.get(), ApiToken.objects.get()
    body = {"name": "x", "post": str(post.id), "permissions": ["people.change"], "days": 365}
    answers = [
        send(client, "/tokens", body),
        client.post("/api/v1/me/sessions/end-others"),
        client.delete(f"/api/v1/me/sessions/{session.id}"),
        client.delete(f"/api/v1/me/tokens/{token.id}"),
    ]
    assert [kind(answer) for answer in answers] == ["not-by-token"] * 4
    assert browser.get("/").status_code == 200


def test_a_browser_makes_and_revokes_a_token(post: Post) -> None:
    browser = client_of(post)
    body = {"name": "x", "post": str(post.id), "permissions": ["units.read"], "days": 30}
    made = send(browser, "/tokens", body)
    assert (made.status_code, made.json()["secret"][:3]) == (201, "xz_")
    kept = send(browser, "/tokens", body, **{"Idempotency-Key": "abc"})
    assert kept.status_code == 400
    assert browser.delete(f"/api/v1/me/tokens/{made.json()['id']}").status_code == 204
    assert browser.delete(f"/api/v1/me/tokens/{made.json()['id']}").status_code == 404


def test_a_browser_that_showed_its_password_long_ago_confirms_first(post: Post) -> None:
    browser = client_of(post)
    session = browser.session
    session["confirmed_at"] = 0
    session.save()
    body = {"name": "x", "post": str(post.id), "permissions": ["units.read"], "days": 30}
    assert kind(send(browser, "/tokens", body)) == "confirm-first"


def test_a_foreign_session_and_token_are_not_there(post: Post) -> None:
    stranger = client_of(make_post(post.unit, username="zhao"))
    client_of(post)
    program(post)
    account = account_of(post)
    with bound(system_post("test")):
        session, token = Session.objects.get(account=account), ApiToken.objects.get()
    assert stranger.delete(f"/api/v1/me/sessions/{session.id}").status_code == 404
    assert stranger.delete(f"/api/v1/me/tokens/{token.id}").status_code == 404
    assert str(session.id) not in stranger.get("/api/v1/me/sessions").content.decode()
