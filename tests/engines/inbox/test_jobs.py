"""Digests of the morning: over a real mail server, each once, in the reader's language; one that fails holds nobody up."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.engines.inbox.drafts import message, todo
from tests.engines.inbox.mail_server import MailServer, mail_server
from tests.engines.inbox.scene import everywhere, subscriber
from tests.factories import Tree
from tests.jobs import run_pending
from xuezheng.engines.inbox import jobs
from xuezheng.engines.inbox.actions.make_digest import mail_digest, make_digest
from xuezheng.engines.inbox.actions.mark_read import mark_all_read
from xuezheng.engines.inbox.facade import close_todos, open_todos, send_messages
from xuezheng.engines.inbox.models import Digest, Subscription
from xuezheng.engines.inbox.places import person_key, post_key
from xuezheng.engines.inbox.queries.subscriptions import due_subscriptions
from xuezheng.kernel.outbox.registry import job_named
from xuezheng.kernel.outbox.work import Work
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("known_topics")]
MORNING = datetime(2026, 9, 2, 23, 30, tzinfo=UTC)
"""Thursday, the third of September, 07:30 in China."""
DAY = date(2026, 9, 3)
EARLIER = MORNING - timedelta(days=2)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        sending = {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": running.port,
            "DEFAULT_FROM_EMAIL": "xuezheng@province.example",
            "PUBLIC_ORIGIN": "https://xuezheng.example",
        }
        with override_settings(**sending):
            yield running


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock of the jobs; its one value may be set."""
    moment = [MORNING]
    monkeypatch.setattr(jobs, "now", lambda: moment[0])
    return moment


def send_digests() -> list[str]:
    job_named("inbox.send_digests").run(Work(job_id=1, identity={"system": "inbox"}), {})
    return run_pending()


def speaking(post: ActingPost, language: str) -> ActingPost:
    with everywhere():
        Account.objects.filter(person_id=person_key(post)).update(language=language)
    return post


def parts(mail: Any) -> tuple[str, str]:
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def test_mails_arrive_once_with_what_is_due_and_new(server: MailServer, morning: list[datetime]) -> None:
    tree = Tree()
    school = tree.schools[0]
    speaking(subscriber(school, role="cio", at=EARLIER), "en")
    subscriber(tree.schools[7], role="cio", at=EARLIER, email="nothing@school.example")
    open_todos([todo(school, "late", due_on=DAY - timedelta(days=1), waiting_for="Office <A>")], at=EARLIER)
    open_todos([todo(school, "soon", due_on=DAY + timedelta(days=7))], at=EARLIER)
    open_todos([todo(school, "far", due_on=DAY + timedelta(days=8)), todo(school, "whenever", due_on=None)], at=EARLIER)
    send_messages([message(school, "old")], at=EARLIER - timedelta(minutes=1))
    send_messages([message(school, "new")], at=EARLIER + timedelta(minutes=1))
    for _twice in range(2):
        send_digests()
    assert server.recipients == ["reader@school.example"]
    (mail,) = server.received
    assert (mail["From"], mail["Subject"], mail["Auto-Submitted"]) == (
        "xuezheng@province.example",
        "Xuezheng: 2 to-dos are due, 1 new message",
        "auto-generated",
    )
    plain, html = parts(mail)
    assert [line for line in plain.splitlines() if line.startswith(("-", "  "))] == [
        "- [1 day late] Report task late (Office <A>)",
        "  https://xuezheng.example/plans/assignments/late/",
        "- [by September 10] Report task soon",
        "  https://xuezheng.example/plans/assignments/soon/",
        "- 2026-09-01 Task new is accepted",
        "  https://xuezheng.example/plans/tasks/new/",
    ]
    assert "https://xuezheng.example/inbox/subscription/" in plain
    assert "Office &lt;A&gt;" in html
    assert '<a href="https://xuezheng.example/plans/assignments/late/"' in html
    with everywhere():
        assert list(Digest.objects.values_list("day", "mailed_at", "in_inbox")) == [(DAY, MORNING, True)]


def test_the_mail_is_chinese_where_the_account_chose_nothing(server: MailServer, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    subscriber(school, at=EARLIER)
    open_todos([todo(school, due_on=DAY, text="%(number)s", params={"number": "上报"})], at=EARLIER)
    send_digests()
    plain, html = parts(server.received[0])
    assert server.received[0]["Subject"] == "学政：1 项待办到期"
    assert "[今日截止] 上报" in plain
    assert '<html lang="zh-Hans">' in html
    words = "".join(line for line in plain.splitlines() if "https://" not in line)
    assert not any(letter.isascii() and letter.isalpha() for letter in words)


def test_one_refused_address_holds_nobody_up(server: MailServer, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    subscriber(school, role="teacher", at=EARLIER, email="refused@school.example")
    subscriber(school, role="cio", at=EARLIER, email="fine@school.example")
    open_todos([todo(school, due_on=DAY)], at=EARLIER)
    job_named("inbox.send_digests").run(Work(job_id=1, identity={"system": "inbox"}), {})
    outcomes = []
    for row in ProcrastinateJob.objects.filter(status="todo", task_name="inbox.send_digest").order_by("id"):
        work = Work(job_id=row.id, identity={"system": "inbox"})
        try:
            job_named(row.task_name).run(work, row.args["args"])
            outcomes.append("sent")
        except smtplib.SMTPRecipientsRefused:
            outcomes.append("refused")
    assert (sorted(outcomes), server.recipients) == (["refused", "sent"], ["fine@school.example"])
    with everywhere():  # the inbox's copy is there, and the mail is still owed
        assert sorted(Digest.objects.values_list("mailed_at", flat=True), key=str) == [MORNING, None]


def test_a_mail_that_failed_is_sent_by_the_next_try_and_its_messages_are_not_lost(
    server: MailServer, morning: list[datetime]
) -> None:
    school = Tree().schools[0]
    post = subscriber(school, at=EARLIER, email="refused@school.example")
    send_messages([message(school, "a")], at=EARLIER + timedelta(minutes=1))
    with everywhere():
        kept = Subscription.objects.get(post_id=post_key(post))
        digest = make_digest(subscription_id=kept.id, day=DAY, at=MORNING)
        assert digest is not None
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            mail_digest(digest_id=digest.id, at=MORNING)
        next_day = make_digest(subscription_id=kept.id, day=DAY + timedelta(days=1), at=MORNING + timedelta(days=1))
        assert next_day is not None
        assert [line["text"] for line in next_day.content["messages"]] == ["Task a is accepted"]
        Subscription.objects.update(email="mended@school.example")
        assert [mail_digest(digest_id=next_day.id, at=MORNING) for _twice in range(2)] == [True, False]
    assert server.recipients == ["mended@school.example"]


def test_what_was_read_or_told_or_is_of_another_topic_is_left_out(server: MailServer, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    post = subscriber(school, at=EARLIER, topics=["plans.accepted"])
    open_todos([todo(school, due_on=DAY)], at=EARLIER)
    send_messages([message(school, "read")], at=EARLIER + timedelta(minutes=1))
    with bound(post):
        mark_all_read(post=post, at=EARLIER + timedelta(minutes=2))
    send_digests()
    assert server.received == []
    send_messages([message(school, "new")], at=MORNING - timedelta(minutes=1))
    send_digests()
    morning[0] += timedelta(days=1)
    send_digests()
    assert [mail["Subject"] for mail in server.received] == ["学政：1 条新消息"]


def test_a_digest_says_only_what_its_post_may_see(server: MailServer, morning: list[datetime]) -> None:
    tree = Tree()
    subscriber(tree.schools[0], role="teacher", at=EARLIER)
    hidden = todo(tree.schools[0], "secret", due_on=DAY, permission="people.read")
    open_todos(
        [hidden, todo(tree.schools[0], "open", due_on=DAY), todo(tree.schools[1], "beside", due_on=DAY)], at=EARLIER
    )
    send_digests()
    plain, _html = parts(server.received[0])
    assert [word in plain for word in ("open", "secret", "beside")] == [True, False, False]


def test_a_post_that_ended_gets_none(server: MailServer, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    post = subscriber(school, at=EARLIER)
    open_todos([todo(school, due_on=DAY)], at=EARLIER)
    with everywhere():
        Post.objects.filter(id=post_key(post)).update(valid_to=MORNING - timedelta(hours=1))
    send_digests()
    assert server.received == []


def test_what_is_done_meanwhile_is_not_mailed(server: MailServer, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    subscriber(school, at=EARLIER)
    open_todos([todo(school, due_on=DAY)], at=EARLIER)
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["1"], at=EARLIER)
    send_digests()
    assert server.received == []


def test_who_wants_no_mail_gets_the_copy_in_the_inbox(server: MailServer, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    subscriber(school, at=EARLIER, by_email=False, email="")
    open_todos([todo(school, due_on=DAY)], at=EARLIER)
    send_digests()
    assert server.received == []
    with everywhere():
        assert list(Digest.objects.values_list("in_inbox", "mailed_at")) == [(True, None)]


def test_a_long_list_is_cut_and_says_so(server: MailServer, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    speaking(subscriber(school, at=EARLIER), "en")
    open_todos([todo(school, f"{number:02}", due_on=DAY) for number in range(53)], at=EARLIER)
    send_digests()
    plain, _html = parts(server.received[0])
    assert (plain.count("Report task"), "and 3 more" in plain) == (50, True)
    assert server.received[0]["Subject"] == "Xuezheng: 53 to-dos are due"


@pytest.mark.parametrize(
    ("frequency", "changed", "last", "day", "due"),
    [
        ("daily", date(2026, 8, 1), None, DAY, True),
        ("daily", date(2026, 8, 1), date(2026, 9, 2), DAY, True),
        ("daily", date(2026, 8, 1), DAY, DAY, False),
        ("weekly", date(2026, 8, 1), date(2026, 8, 24), date(2026, 8, 31), True),
        ("weekly", date(2026, 8, 1), date(2026, 8, 31), DAY, False),
        ("weekly", date(2026, 8, 1), date(2026, 8, 24), date(2026, 9, 1), True),  # Monday's was missed
        ("weekly", date(2026, 9, 1), None, DAY, False),
        ("weekly", date(2026, 9, 1), None, date(2026, 9, 7), True),
        ("none", date(2026, 8, 1), None, DAY, False),
    ],
)
def test_whose_turn_it_is(frequency: str, changed: date, last: date | None, day: date, due: bool) -> None:
    at = datetime(changed.year, changed.month, changed.day, 4, tzinfo=UTC)
    post = subscriber(Tree().schools[0], at=at, frequency=frequency)
    with everywhere():
        if last is not None:
            Digest.objects.create(unit_path=post.unit_path, post_id=post_key(post), day=last, made_at=at)
        assert due_subscriptions(day).exists() is due


def test_without_a_mail_server_mails_become_files(tmp_path: Path, morning: list[datetime]) -> None:
    school = Tree().schools[0]
    subscriber(school, at=EARLIER)
    open_todos([todo(school, due_on=DAY)], at=EARLIER)
    backend = "django.core.mail.backends.filebased.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_FILE_PATH=str(tmp_path / "mail")):
        send_digests()
    (file,) = (tmp_path / "mail").iterdir()
    assert "To: reader@school.example" in file.read_text(encoding="utf-8")


def test_without_a_public_address_a_mail_has_no_links(mailoutbox: list[Any], morning: list[datetime]) -> None:
    school = Tree().schools[0]
    subscriber(school, at=EARLIER)
    open_todos([todo(school, due_on=DAY)], at=EARLIER)
    with override_settings(PUBLIC_ORIGIN=""):
        send_digests()
    (mail,) = mailoutbox
    assert isinstance(mail, EmailMultiAlternatives)
    assert ("http" in mail.body, "href" in str(mail.alternatives[0])) == (False, False)
