"""What units are told about their reports: to-dos that follow the report, and reminders once each."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from tests.engines.forms.actions.test_filling import LATER, accept, fill, submit
from tests.engines.forms.scene import AT, CLOSES, DUE, Scene
from xuezheng.engines.forms.actions.collecting import extend_collection
from xuezheng.engines.forms.actions.correcting import answer_correction, ask_correction
from xuezheng.engines.forms.actions.deciding import reopen_report, return_report
from xuezheng.engines.forms.actions.reminding import remind_desks, remind_keepers, remind_units, tell_above_keepers
from xuezheng.engines.forms.actions.reminding.tell_units import tell_portion
from xuezheng.engines.forms.models import Collection, Correction
from xuezheng.engines.forms.web.correcting.lists import state_of
from xuezheng.engines.inbox.models import Message, Todo
from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
PLATFORM = system_post("test", permissions=frozenset({"forms.read", "units.read"}))


def tell(collection: Collection, at: datetime) -> None:
    with bound(PLATFORM):
        present = Collection.objects.select_related("unit").get(id=collection.id)
        assert tell_portion(post=PLATFORM, collection=present, after=None, at=at) is None


def todos(post: ActingPost) -> list[tuple[str, str, str]]:
    with bound(PLATFORM):
        rows = Todo.objects.filter(unit_path=post.unit_path, closed_at=None).order_by("id")
        return [(row.words, str(row.due_on), row.waiting_for) for row in rows]


def messages(post: ActingPost) -> list[str]:
    with bound(PLATFORM):
        return [row.words for row in Message.objects.filter(unit_path=post.unit_path).order_by("sent_at", "id")]


def run(act: Callable[..., int], at: datetime) -> list[int]:
    """Twice, since the second time must tell nobody."""
    with bound(PLATFORM):
        return [act(post=PLATFORM, at=at), act(post=PLATFORM, at=at)]


def test_a_report_is_a_todo_until_it_is_submitted(scene: Scene) -> None:
    collection = scene.collect()
    tell(collection, LATER)
    tell(collection, LATER)
    asked = (f"Fill in: {collection.title}", today(DUE).isoformat(), collection.unit.name)
    assert todos(scene.school) == todos(scene.other_school) == [asked]
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    submit(scene.school, report)
    assert todos(scene.school) == []
    assert todos(scene.other_school) == [asked]
    with bound(scene.county):
        report.refresh_from_db()
        return_report(post=scene.county, report_id=report.id, version=report.version, reason="请核实", at=LATER)
    assert [words for words, _day, _who in todos(scene.school)] == [f"Returned, put right: {collection.title}. 请核实"]
    submit(scene.school, report)
    assert todos(scene.school) == []


def test_what_is_opened_again_has_its_own_day(scene: Scene) -> None:
    collection = scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    submit(scene.school, report)
    for post in (scene.county, scene.city, scene.province):
        accept(post, report)
    until = CLOSES + timedelta(days=5)
    with bound(scene.province):
        report.refresh_from_db()
        reopen_report(
            post=scene.province, report_id=report.id, version=report.version, until=until, reason="少报", at=CLOSES
        )
    assert todos(scene.school) == [
        (f"Opened again: {collection.title}", today(until).isoformat(), collection.unit.name)
    ]
    tell(collection, CLOSES + timedelta(days=1))
    assert [len(todos(post)) for post in (scene.school, scene.other_school)] == [1, 0]


def test_more_time_moves_the_day_and_the_end_closes_the_todo(scene: Scene) -> None:
    collection = scene.collect()
    tell(collection, LATER)
    with bound(scene.province):
        extend_collection(
            post=scene.province, collection_id=collection.id, version=1, due_at=DUE + timedelta(days=2),
            closes_at=CLOSES, reason="网络故障", at=LATER,
        )  # fmt: skip
    tell(collection, LATER)
    assert [day for _words, day, _who in todos(scene.school)] == [today(DUE + timedelta(days=2)).isoformat()]
    tell(collection, CLOSES + timedelta(hours=1))
    assert todos(scene.school) == []


def test_who_has_not_submitted_is_reminded_before_and_after(scene: Scene) -> None:
    collection = scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    submit(scene.school, report)
    sent = {days: run(remind_units, DUE + timedelta(days=days)) for days in range(-9, 11)}
    assert {days: numbers for days, numbers in sent.items() if numbers != [0, 0]} == {
        days: [7, 0] for days in (-7, -1, 0, 1, 3, 7)
    }
    assert messages(scene.school) == []
    ahead = f"Not submitted yet, due on {today(DUE).isoformat()}: {collection.title}"
    late = f"Overdue since {today(DUE).isoformat()} and still taken: {collection.title}"
    assert messages(scene.other_school) == [ahead] * 3 + [late] * 3


def test_a_desk_is_told_of_all_its_reports_at_once(scene: Scene) -> None:
    collection = scene.collect()
    for post in (scene.school, scene.other_school):
        report = scene.report_of(post)
        fill(post, report)
        submit(post, report)
    assert run(remind_desks, LATER + timedelta(days=2)) == [0, 0]
    assert run(remind_desks, LATER + timedelta(days=4)) == [1, 0]
    day = today(LATER).isoformat()
    assert messages(scene.county) == [f"Reports on your desk: 2, the oldest since {day}: {collection.title}"]
    assert messages(scene.city) == messages(scene.province) == []


def test_who_keeps_a_source_is_reminded_of_a_correction(scene: Scene) -> None:
    scene.collect()
    with bound(scene.school):
        row = ask_correction(
            post=scene.school, report_id=scene.report_of(scene.school).id, field="students", claimed="1020",
            reason="新生注册", at=AT,
        )  # fmt: skip
    due = datetime.combine(row.due_on, AT.timetz())
    assert run(remind_keepers, due - timedelta(days=1)) == [1, 0]
    assert messages(scene.county) == [
        f"A correction waits for your answer, by {row.due_on.isoformat()}: Students, {scene.school.unit_name}"
    ]
    with bound(scene.county):
        answer_correction(
            post=scene.county, correction_id=row.id, version=row.version, answer=Correction.Answer.PUT_RIGHT,
            words="", at=due,
        )  # fmt: skip
    assert run(remind_keepers, due + timedelta(days=1)) == [0, 0]


def test_messages_name_the_field_in_their_readers_language(scene: Scene) -> None:
    scene.collect()
    with bound(scene.school), translation.override("en"):
        row = ask_correction(
            post=scene.school, report_id=scene.report_of(scene.school).id, field="students", claimed="1020",
            reason="转入", at=AT,
        )  # fmt: skip
    due = datetime.combine(row.due_on, AT.timetz())
    with translation.override("en"):
        assert run(remind_keepers, due - timedelta(days=1)) == [1, 0]
        assert run(tell_above_keepers, due + timedelta(days=1)) == [1, 0]
        for reader in (scene.county, scene.city):
            (told,) = messages(reader)
            assert "Students" in told
    with translation.override("zh-hans"):
        for reader in (scene.county, scene.city):
            (told,) = messages(reader)
            assert "学生数" in told


def test_a_correction_without_an_answer_is_told_upwards_step_by_step(scene: Scene) -> None:
    scene.collect()
    rows = []
    for who in (scene.school, scene.other_school):
        with bound(who):
            rows.append(
                ask_correction(
                    post=who, report_id=scene.report_of(who).id, field="students", claimed="1020", reason="转入", at=AT
                )
            )
    due = AT + timedelta(days=(rows[0].due_on - today(AT)).days)
    assert run(tell_above_keepers, due) == [0, 0]
    assert run(tell_above_keepers, due + timedelta(days=1)) == [1, 0]
    told = f"{scene.county.unit_name} has not answered 2 corrections that were due by {rows[0].due_on.isoformat()}"
    assert (messages(scene.city), messages(scene.province)) == ([told], [])
    assert run(tell_above_keepers, due + timedelta(days=7)) == [1, 0]
    assert (messages(scene.city), messages(scene.province)) == ([told], [told])
    with bound(scene.county):
        late = answer_correction(
            post=scene.county, correction_id=rows[0].id, version=1, answer=Correction.Answer.STANDS, words="x",
            at=due + timedelta(days=8),
        )  # fmt: skip
    assert state_of(late) == "the value stands, late"
    with bound(PLATFORM):
        Correction.objects.filter(id=rows[1].id).update(owner_path=scene.province.scope_path)
    assert run(tell_above_keepers, due + timedelta(days=9)) == [0, 0]


def test_nobody_reminds_by_hand(scene: Scene) -> None:
    scene.collect()
    with bound(scene.province):
        for act in (remind_units, remind_desks, remind_keepers, tell_above_keepers):
            with pytest.raises(NotAllowed):
                act(post=scene.province, at=LATER)
