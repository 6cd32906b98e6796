"""Sending messages: each unit is told once."""

from datetime import timedelta

import pytest
from django.utils import translation

from tests.engines.inbox.drafts import message
from tests.factories import AT, Tree, acting
from xuezheng.engines.inbox.facade import send_messages
from xuezheng.engines.inbox.models import Message
from xuezheng.kernel.catalogues.entries import Words
from xuezheng.kernel.scope import copying
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize("worthwhile", [500, 1])
def test_the_same_key_reaches_a_unit_once(worthwhile: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "WORTHWHILE", worthwhile)
    tree = Tree()
    one, two = tree.schools[0], tree.schools[7]
    with bound(acting(tree.counties[0])):
        assert send_messages([message(one), message(one)], at=AT) == 1
        again = message(one, text="Something else", params={})
        assert send_messages([again, message(two), message(one, "2")], at=AT + timedelta(days=1)) == 2
    with bound(system_post("test")):
        rows = Message.objects.order_by("unit_path", "key").values_list("unit_path", "key", "text", "sent_at")
        assert list(rows) == [
            (one.unit_path, "1", "Task %(number)s is accepted", AT),
            (one.unit_path, "2", "Task %(number)s is accepted", AT + timedelta(days=1)),
            (two.unit_path, "1", "Task %(number)s is accepted", AT + timedelta(days=1)),
        ]


def test_a_message_leads_to_no_other_host() -> None:
    with pytest.raises(ValueError, match="no path of this site"):
        send_messages([message(Tree().schools[0], url="https://elsewhere.example/")], at=AT)


def test_a_name_in_both_languages_is_read_in_the_readers() -> None:
    unit = Tree().schools[0]
    send_messages([message(unit, text="Look at %(what)s", params={"what": Words(zh="教室", en="Classrooms")})], at=AT)
    with bound(system_post("test")):
        row = Message.objects.get()
    assert row.params == {"what": {"zh": "教室", "en": "Classrooms"}}
    with translation.override("zh-hans"):
        assert row.words.endswith("教室")
    with translation.override("en"):
        assert row.words == "Look at Classrooms"
