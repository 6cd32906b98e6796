"""The pages of the inbox: home, lists, opening a message, the subscription with its preview and copies."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.engines.inbox.drafts import message, todo
from tests.engines.inbox.scene import everywhere
from tests.factories import Tree, make_post
from tests.web import client_of
from xuezheng.engines.inbox.facade import close_todos, open_todos, send_messages
from xuezheng.engines.inbox.models import Digest, Message, Subscription
from xuezheng.engines.inbox.web.home import SHOWN
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.people.models import Post

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("known_topics")]
FILES = "django.core.mail.backends.filebased.EmailBackend"
FORM = {"version": "0", "frequency": "daily", "by_email": "on", "by_inbox": "on", "email": "reader@school.example"}


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def post(tree: Tree) -> Post:
    return make_post(tree.schools[0], role="school_administrator")


@pytest.fixture
def client(post: Post) -> Client:
    client = client_of(post)
    client.cookies["language"] = "en"
    return client


def page(client: Client, address: str) -> str:
    response: Any = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def linked(html: str, pattern: str) -> list[str]:
    return re.findall(rf'href="[^"]*"[^>]*>({pattern})</a>', html)


def menu_counts(html: str) -> dict[str, str]:
    return dict(re.findall(r'<a href="[^"]*"[^>]*>([^<]+)<em>(\d+)</em></a>', html))


def test_home_shows_the_most_urgent_and_the_menu_how_many(tree: Tree, client: Client) -> None:
    at, own = now(), tree.schools[0]
    days = [todo(own, f"{number:02}", due_on=today(at) + timedelta(days=number)) for number in range(-1, SHOWN + 1)]
    open_todos([*days, todo(tree.schools[1], "beside", due_on=today(at))], at=at)
    send_messages([message(own, "a"), message(own, "b")], at=at)
    html = page(client, "/")
    assert linked(html, "Report task [^<]*") == [f"Report task {number:02}" for number in range(-1, SHOWN - 1)]
    assert menu_counts(html) == {"To-dos": str(SHOWN + 2), "Messages": "2"}
    assert '<span class="tag r">1 day late</span>' in html
    assert linked(html, "All to-dos") == ["All to-dos"]


def test_what_is_done_leaves_home_and_list_and_stands_among_the_done(tree: Tree, client: Client) -> None:
    at, own = now(), tree.schools[0]
    open_todos([todo(own, "1"), todo(own, "2")], at=at)
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["1"], at=at)
    assert [
        linked(page(client, address), "Report task .") for address in ("/", "/inbox/todos/", "/inbox/todos/done/")
    ] == [
        ["Report task 2"],
        ["Report task 2"],
        ["Report task 1"],
    ]


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("", ["late", "today", "week", "later", "none"]),
        ("?due=late", ["late"]),
        ("?due=soon", ["today", "week"]),
        ("?due=later", ["later"]),
        ("?due=none", ["none"]),
        ("?topic=plans.accepted", ["week"]),
    ],
)
def test_the_list_is_filtered_by_day_and_topic(tree: Tree, client: Client, query: str, subjects: list[str]) -> None:
    at, own = now(), tree.schools[0]
    for name, days in (("none", None), ("later", 8), ("week", 7), ("today", 0), ("late", -1)):
        due_on = None if days is None else today(at) + timedelta(days=days)
        open_todos(
            [todo(own, name, due_on=due_on, topic="plans.accepted" if name == "week" else "plans.report")], at=at
        )
    assert linked(page(client, f"/inbox/todos/{query}"), "Report task [^<]*") == [
        f"Report task {name}" for name in subjects
    ]


def test_the_export_holds_what_the_list_shows(tree: Tree, client: Client) -> None:
    at = now()
    open_todos([todo(tree.schools[0], "1", due_on=today(at)), todo(tree.schools[1], "2")], at=at)
    response: Any = client.get("/inbox/todos/?format=csv")
    rows = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [row.split(",")[:3] for row in rows] == [
        ["Due", "To do", "Topic"],
        [today(at).isoformat(), "Report task 1", "Monthly progress"],
    ]


@pytest.mark.parametrize("address", ["/", "/inbox/todos/", "/inbox/messages/", "/inbox/subscription/"])
def test_more_rows_are_no_more_queries(tree: Tree, client: Client, address: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(client, address)
        return len(captured)

    at, own = now(), tree.schools[0]
    open_todos([todo(own, "0", due_on=today(at))], at=at)
    send_messages([message(own, "0")], at=at)
    page(client, address)
    before = queries()
    open_todos([todo(own, str(number), due_on=today(at)) for number in range(1, 6)], at=at)
    send_messages([message(own, str(number)) for number in range(1, 6)], at=at)
    assert queries() == before


def test_opening_a_message_marks_it_and_leads_on(tree: Tree, client: Client) -> None:
    at = now()
    send_messages([message(tree.schools[0], "old")], at=at - timedelta(days=1))
    send_messages([message(tree.schools[0], "new", url="")], at=at)
    with everywhere():
        keys = {row.key: row.id for row in Message.objects.all()}
    assert linked(page(client, "/inbox/messages/"), "Task [^<]*") == ["Task new is accepted", "Task old is accepted"]
    assert "Task new is accepted" in page(client, f"/inbox/messages/{keys['new']}/")
    html = page(client, "/inbox/messages/")
    assert linked(html, "Task [^<]*") == ["Task old is accepted", "Task new is accepted"]
    assert menu_counts(html) == {"Messages": "1"}
    response: Any = client.get(f"/inbox/messages/{keys['old']}/")
    assert (response.status_code, response["Location"]) == (302, "/plans/tasks/old/")
    assert linked(page(client, "/inbox/messages/?state=unread"), "Task [^<]*") == []


def test_all_are_marked_by_one_button(tree: Tree, client: Client) -> None:
    assert "Mark all as read" not in page(client, "/inbox/messages/")
    send_messages([message(tree.schools[0], "a"), message(tree.schools[0], "b")], at=now())
    assert "Mark all as read" in page(client, "/inbox/messages/")
    response: Any = client.post("/inbox/messages/read", follow=True)
    html = response.content.decode()
    assert "2 messages are marked as read." in html
    assert (menu_counts(html), "Mark all as read" in html) == ({}, False)
    assert client.get("/inbox/messages/read").status_code == 405


def test_a_foreign_message_or_digest_is_not_found(tree: Tree, client: Client) -> None:
    other = make_post(tree.schools[0])
    send_messages([message(tree.schools[1])], at=now())
    with everywhere():
        foreign = Message.objects.get().id
        digest = Digest.objects.create(unit_path=other.unit_path, post=other, day=today(now()), made_at=now()).id
    answers = [client.get(f"/inbox/messages/{foreign}/"), client.get(f"/inbox/digests/{digest}/")]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_subscription_is_saved_and_its_refusals_stand_at_their_fields(client: Client, post: Post) -> None:
    refused: Any = client.post("/inbox/subscription/", {**FORM, "email": "nobody"})
    assert "“nobody” is no e-mail address" in refused.content.decode()
    kept: Any = client.post("/inbox/subscription/", {**FORM, "topics": ["plans.report"]}, follow=True)
    assert "Your subscription is saved." in kept.content.decode()
    with everywhere():
        assert list(Subscription.objects.values_list("post_id", "email", "topics")) == [
            (post.id, "reader@school.example", ["plans.report"])
        ]
    stale: Any = client.post("/inbox/subscription/", FORM)
    assert "was changed meanwhile" in stale.content.decode()


def test_the_preview_says_what_would_be_sent(tree: Tree, client: Client) -> None:
    assert "Nothing to send" in page(client, "/inbox/subscription/")
    open_todos([todo(tree.schools[0], "1", due_on=today(now()))], at=now())
    open_todos([todo(tree.schools[0], "2", due_on=today(now()) + timedelta(days=8))], at=now())
    assert linked(page(client, "/inbox/subscription/"), "Report task .") == ["Report task 1"]


def test_the_page_says_where_mails_go(client: Client) -> None:
    said = "written as files into XUEZHENG_HOME/mail"
    assert said not in page(client, "/inbox/subscription/")
    with override_settings(EMAIL_BACKEND=FILES):
        assert said in page(client, "/inbox/subscription/")


def test_a_copy_of_each_digest_is_kept(client: Client, post: Post) -> None:
    line = {"text": "Report task 7", "url": "/plans/7/", "tone": "r", "when": "1 day late", "waiting_for": ""}
    with everywhere():
        digest = Digest.objects.create(
            unit_path=post.unit_path,
            post=post,
            day=today(now()),
            made_at=now(),
            content={"todos": [line], "more_todos": 2, "messages": [], "more_messages": 0},
        )
    assert linked(page(client, "/inbox/subscription/"), r"\d{4}-\d\d-\d\d") == [today(now()).isoformat()]
    html = page(client, f"/inbox/digests/{digest.id}/")
    assert (linked(html, "Report task ."), "and 2 more" in html) == (["Report task 7"], True)
