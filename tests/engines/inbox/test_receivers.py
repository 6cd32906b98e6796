"""The inbox follows its unit when it moves."""

import pytest
from django.db.models import F

from tests.engines.inbox.drafts import message, todo
from tests.engines.inbox.scene import everywhere, subscriber
from tests.factories import AT, Tree, acting
from tests.jobs import run_pending
from xuezheng.engines.inbox.actions.follow_unit import follow_unit
from xuezheng.engines.inbox.actions.mark_read import mark_all_read
from xuezheng.engines.inbox.facade import close_todos, open_todos, send_messages
from xuezheng.engines.inbox.models import Digest, Message, MessageRead, Subscription, Todo
from xuezheng.engines.inbox.places import post_key
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions.move_unit import move_unit
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
MODELS = (Todo, Message, MessageRead, Subscription, Digest)


def paths() -> list[list[str]]:
    with everywhere():
        return [sorted(model._default_manager.values_list("unit_path", flat=True)) for model in MODELS]


def test_everything_goes_along_and_nothing_of_others_does() -> None:
    tree = Tree()
    school, beside = tree.schools[0], tree.schools[1]
    reader = subscriber(school, role="cio")
    for unit in (school, beside):
        open_todos([todo(unit, "1"), todo(unit, "2")], at=AT)
        send_messages([message(unit)], at=AT)
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["2"], at=AT)
    with bound(reader):
        mark_all_read(post=reader, at=AT)
    with everywhere():
        Digest.objects.create(unit_path=reader.unit_path, post_id=post_key(reader), day=AT.date(), made_at=AT)
    old, post = school.unit_path, acting(tree.cities[0])
    assert paths() == [
        sorted([old, old, beside.unit_path, beside.unit_path]),
        [old, beside.unit_path],
        [old],
        [old],
        [old],
    ]
    with bound(post):
        move_unit(post=post, unit_id=school.id, version=1, parent_id=tree.counties[1].id, effective_on=AT.date(), at=AT)
    run_pending()
    with everywhere():
        new = Unit.objects.get(id=school.id).unit_path
        assert not Todo.objects.exclude(unit_path=F("unit__unit_path")).exists()
    assert new != old
    assert paths() == [
        sorted([new, new, beside.unit_path, beside.unit_path]),
        sorted([new, beside.unit_path]),
        [new],
        [new],
        [new],
    ]
    with everywhere():
        assert follow_unit(old_path=old) == 0
