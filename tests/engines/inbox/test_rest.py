"""The inbox for programs: one's own rows, marks, and the subscription, whose address no token may turn elsewhere."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.engines.inbox.drafts import DUE, message, todo
from tests.engines.inbox.scene import subscribe
from tests.factories import AT, Tree, acting, make_post
from tests.kernel.rest.callers import Caller, tokens
from tests.web import client_of
from xuezheng.engines.inbox.facade import close_todos, open_todos, send_messages
from xuezheng.kernel.scope.acting import ActingPost

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("known_topics")]
INBOX = "/api/v1/inbox"
BODY = {"frequency": "weekly", "topics": ["plans.report"], "by_email": True, "by_inbox": False}


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def post(tree: Tree) -> ActingPost:
    return acting(tree.schools[0], role="teacher")


@pytest.fixture
def program(post: ActingPost) -> Iterator[Caller]:
    with tokens(program=post):
        yield Caller("program")


def test_to_dos_come_by_urgency_in_pages(tree: Tree, program: Caller) -> None:
    own = tree.schools[0]
    open_todos(
        [todo(own, "whenever", due_on=None), todo(own, "soon"), todo(own, "late", due_on=DUE - timedelta(9))], at=AT
    )
    open_todos(
        [todo(own, "hidden", permission="people.read"), todo(tree.schools[1], "beside"), todo(own, "done")], at=AT
    )
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["done"], at=AT)
    first = program.ask("GET", f"{INBOX}/todos?limit=2").json()
    second = program.ask("GET", f"{INBOX}/todos?limit=2&cursor={first['next']}").json()
    assert [item["subject_id"] for item in first["items"] + second["items"]] == ["late", "soon", "whenever"]
    done = program.ask("GET", f"{INBOX}/todos?state=done").json()["items"]
    assert [(item["text"], item["closed_at"]) for item in done] == [("Report task done", "2026-09-01T08:00:00Z")]
    assert program.ask("GET", f"{INBOX}/todos?topic=other").json()["items"] == []


def test_messages_are_read_one_by_one_and_all(tree: Tree, program: Caller) -> None:
    own = tree.schools[0]
    for hours, key in enumerate(("a", "b", "c")):
        send_messages([message(own, key), message(tree.schools[1], key)], at=AT + timedelta(hours=hours))
    items = program.ask("GET", f"{INBOX}/messages").json()["items"]
    assert [(item["text"], item["unread"]) for item in items] == [
        (f"Task {key} is accepted", True) for key in ("c", "b", "a")
    ]
    assert program.ask("POST", f"{INBOX}/messages/{items[1]['id']}/read").status_code == 204
    unread = program.ask("GET", f"{INBOX}/messages?unread=true").json()["items"]
    assert [item["text"] for item in unread] == ["Task c is accepted", "Task a is accepted"]
    assert program.ask("POST", f"{INBOX}/messages/read").json() == {"marked": 2}
    assert program.ask("GET", f"{INBOX}/messages?unread=true").json()["items"] == []


def test_a_foreign_message_is_not_found(tree: Tree, post: ActingPost, program: Caller) -> None:
    send_messages([message(tree.schools[1])], at=AT)
    with tokens(other=acting(tree.schools[1])):
        (foreign,) = Caller("other").ask("GET", f"{INBOX}/messages").json()["items"]
    with tokens(program=post):
        assert program.ask("POST", f"{INBOX}/messages/{foreign['id']}/read").status_code == 404


def test_topics_have_titles(program: Caller) -> None:
    assert program.ask("GET", f"{INBOX}/topics").json()["items"] == [
        {"code": "plans.accepted", "title": "Accepted work"},
        {"code": "plans.report", "title": "Monthly progress"},
    ]


def test_a_token_changes_all_but_the_address(post: ActingPost, program: Caller) -> None:
    none = program.ask("GET", f"{INBOX}/subscription")
    assert (none.headers["ETag"], none.json()["frequency"]) == ('"0"', "none")
    turned = {**BODY, "email": "elsewhere@thief.example"}
    refused = program.ask("PATCH", f"{INBOX}/subscription", turned, If_Match='"0"')
    assert (refused.status_code, refused.json()["type"].rpartition("#")[2]) == (403, "address-not-by-token")
    subscribe(post)
    kept = {**BODY, "email": "reader@school.example"}
    changed = program.ask("PATCH", f"{INBOX}/subscription", kept, If_Match='"1"')
    assert (changed.status_code, changed.json()) == (200, {**kept, "version": 2})
    assert program.ask("PATCH", f"{INBOX}/subscription", kept, If_Match='"1"').status_code == 412
    assert program.ask("PATCH", f"{INBOX}/subscription", {**kept, "topics": ["x"]}, If_Match='"2"').status_code == 422


def test_a_browser_sets_the_address(tree: Tree) -> None:
    client = client_of(make_post(tree.schools[0]))
    answer = client.patch(
        f"{INBOX}/subscription",
        {**BODY, "email": "new@school.example"},
        content_type="application/json",
        headers={"If-Match": '"0"'},
    )
    assert (answer.status_code, answer.json()["email"]) == (200, "new@school.example")
