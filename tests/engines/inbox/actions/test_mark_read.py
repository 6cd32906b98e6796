"""Reading messages: noted for the person, once, and never for others."""

from datetime import timedelta

import pytest

from tests.engines.inbox.drafts import message
from tests.engines.inbox.scene import everywhere
from tests.factories import AT, Tree, acting
from xuezheng.engines.inbox.actions.mark_read import mark_all_read, mark_message_read
from xuezheng.engines.inbox.facade import send_messages
from xuezheng.engines.inbox.models import Message, MessageRead
from xuezheng.engines.inbox.queries.messages import count_unread, messages_of, unread_messages_of
from xuezheng.engines.inbox.refusals import MessageIsAbsent, OnlyPostsSubscribe
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.pages.keyset import Order, window
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
BY_PLACE = Order(field="place", descending=True)


def unread(post: ActingPost) -> list[str]:
    with bound(post):
        found = [row.key for row in unread_messages_of(post).order_by("-sent_at")]
        assert count_unread(post) == len(found)
        return found


def one_of(key: str) -> Message:
    with everywhere():
        return Message.objects.get(key=key)


def test_what_one_person_read_stays_unread_for_the_others() -> None:
    tree = Tree()
    reader, colleague = acting(tree.schools[0], role="cio"), acting(tree.schools[0], role="teacher")
    send_messages([message(tree.schools[0], "a")], at=AT)
    send_messages([message(tree.schools[0], "b")], at=AT + timedelta(hours=1))
    assert (unread(reader), unread(colleague)) == (["b", "a"], ["b", "a"])
    with bound(reader):
        for _twice in range(2):
            assert mark_message_read(post=reader, message_id=one_of("b").id, at=AT).key == "b"
        assert [row.key for row in window(messages_of(reader), BY_PLACE, after="", before="", size=9).rows] == [
            "a",
            "b",
        ]
    assert (unread(reader), unread(colleague)) == (["a"], ["b", "a"])
    with everywhere():
        assert list(MessageRead.objects.values_list("unit_path", "person_id", "read_at")) == [
            (tree.schools[0].unit_path, reader.person_id, AT)
        ]
        assert not Entry.objects.filter(act__startswith="inbox").exists()


def test_all_are_marked_up_to_now() -> None:
    tree = Tree()
    reader = acting(tree.office)
    send_messages([message(tree.office, "a"), message(tree.province, "b"), message(tree.cities[0], "c")], at=AT)
    send_messages([message(tree.office, "later")], at=AT + timedelta(hours=1))
    with bound(reader):
        assert mark_all_read(post=reader, at=AT) == 2
        assert mark_all_read(post=reader, at=AT) == 0
    assert unread(reader) == ["later"]


def test_a_foreign_message_is_absent() -> None:
    tree = Tree()
    send_messages([message(tree.schools[7], "a"), message(tree.schools[0], "b", permission="people.read")], at=AT)
    for post, key in (
        (acting(tree.schools[0], role="cio"), "a"),
        (acting(tree.province), "a"),
        (acting(tree.schools[0], role="teacher"), "b"),
    ):
        with bound(post), pytest.raises(MessageIsAbsent):
            mark_message_read(post=post, message_id=one_of(key).id, at=AT)
    with everywhere():
        assert not MessageRead.objects.exists()


def test_the_platform_reads_nothing() -> None:
    post = system_post("test")
    with bound(post), pytest.raises(OnlyPostsSubscribe):
        mark_all_read(post=post, at=AT)
