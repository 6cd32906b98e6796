"""What is long over is cleared; what is still to be done never is."""

from datetime import timedelta

import pytest

from tests.engines.inbox.drafts import message, todo
from tests.engines.inbox.scene import everywhere, subscriber
from tests.factories import AT, Tree, acting
from xuezheng.engines.inbox.actions.clear_old import KEPT, clear_old
from xuezheng.engines.inbox.actions.mark_read import mark_all_read
from xuezheng.engines.inbox.facade import close_todos, open_todos, send_messages
from xuezheng.engines.inbox.models import Digest, Message, MessageRead, Subscription, Todo
from xuezheng.engines.inbox.places import post_key
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_only_what_is_over_for_two_years_is_cleared() -> None:
    school = Tree().schools[0]
    old = AT - KEPT - timedelta(days=1)
    post = acting(school)
    open_todos([todo(school, "open"), todo(school, "done")], at=old)
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["done"], at=old)
    open_todos([todo(school, "done lately")], at=old)
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["done lately"], at=AT)
    send_messages([message(school, "old")], at=old)
    with bound(post):
        mark_all_read(post=post, at=AT)
    send_messages([message(school, "new")], at=AT)
    with everywhere():
        Digest.objects.create(unit_path=post.unit_path, post_id=post_key(post), day=old.date(), made_at=old)
        assert clear_old(at=AT) == 4
        assert sorted(Todo.objects.values_list("subject_id", flat=True)) == ["done lately", "open"]
        assert list(Message.objects.values_list("key", flat=True)) == ["new"]
        assert (MessageRead.objects.count(), Digest.objects.count()) == (0, 0)


def test_the_address_goes_when_the_post_has_ended() -> None:
    tree = Tree()
    ended, lasting = subscriber(tree.schools[0]), subscriber(tree.schools[1])
    with everywhere():
        Post.objects.filter(id=post_key(ended)).update(valid_to=AT - timedelta(hours=1))
        assert clear_old(at=AT) == 1
        assert list(Subscription.objects.values_list("post_id", flat=True)) == [lasting.post_id]
