"""Corrections: a value that a form took from elsewhere is put right there, never in the form."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.engines.forms.scene import AT, Scene
from tests.factories import PASSWORD, make_post
from xuezheng.engines.forms.actions.correcting import answer_correction, ask_correction
from xuezheng.engines.forms.models import Correction, Report
from xuezheng.engines.forms.policies import corrections_visible_to, to_answer
from xuezheng.engines.forms.queries.report_page import shown_report
from xuezheng.engines.forms.web.correcting.lists import correction_todos, listed_corrections, title_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
LATER = AT + timedelta(days=1)
ASKED = {"field": "students", "claimed": "1020", "reason": "9月转入3名学生"}


@pytest.fixture
def report(scene: Scene) -> Report:
    scene.collect()
    return scene.report_of(scene.school)


def asked(scene: Scene, report: Report, **changes: str) -> Correction:
    with bound(scene.school):
        return ask_correction(post=scene.school, report_id=report.id, at=LATER, **{**ASKED, **changes})


def test_who_keeps_the_source_is_asked_within_working_days(scene: Scene, report: Report) -> None:
    row = asked(scene, report)
    with bound(scene.county) as county:
        waiting = list(to_answer(county).values_list("id", flat=True))
        (todo,) = correction_todos(county, LATER)
        entry = Entry.objects.get(act="forms.ask_correction")
        events = [event.payload["owner_path"] for event in Event.objects.filter(name="forms.CorrectionAsked")]
    assert (row.owner_path, row.source, row.value, row.claimed) == (
        scene.county.scope_path,
        "lake:schools.students",
        "1017",
        "1020",
    )
    assert (row.due_on, todo.due_on, waiting) == (date(2026, 9, 9), date(2026, 9, 9), [row.id])
    assert (entry.after and entry.after["claimed"], events) == ("1020", [scene.county.scope_path])


def test_where_nobody_keeps_the_source_the_collecting_unit_answers(scene: Scene, report: Report) -> None:
    row = asked(scene, report, field="classrooms", claimed="25")
    assert row.owner_path == scene.province.scope_path


def test_the_report_itself_stays_and_says_what_was_asked(scene: Scene, report: Report) -> None:
    row = asked(scene, report)
    with bound(scene.school) as school:
        lines = {line.field.code: line for one in shown_report(school, report.id).sections for line in one.fields}
    assert (lines["students"].text, lines["students"].correction) == ("1017", row)
    assert lines["classrooms"].correction is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"field": "multimedia"}, "is filled in by your unit itself"),
        ({"field": "nothing"}, "has no field “nothing”"),
        ({"claimed": "1017"}, "“1017” is what the source says already"),
        ({"claimed": "many"}, "“many” is no number"),
        ({"claimed": " "}, "Say what would be right"),
        ({"claimed": "10.5"}, "Students: 10.5 is not whole"),
        ({"claimed": "1000000000000"}, "Students: “1000000000000” cannot be right. This should be 9999 or less."),
        ({"claimed": "1" * 16}, "too many digits"),
        ({"reason": " "}, "Say how you know"),
    ],
)
def test_unfit_corrections_are_refused(scene: Scene, report: Report, change: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        asked(scene, report, **change)


def test_one_at_a_time_and_only_by_the_unit(scene: Scene, report: Report) -> None:
    asked(scene, report)
    with pytest.raises(Conflict, match="asked for already"):
        asked(scene, report)
    for post, refusal in ((scene.other_school, NotFound), (scene.county, NotAllowed)):
        with bound(post), pytest.raises(refusal):
            ask_correction(post=post, report_id=report.id, at=LATER, **ASKED)
    with bound(scene.other_school) as other:
        assert list(corrections_visible_to(other)) == []
        assert Correction.objects.count() == 0


def test_only_the_keeper_answers_once_and_says_why_a_value_stands(scene: Scene, report: Report) -> None:
    row = asked(scene, report)
    given: dict[str, Any] = {"correction_id": row.id, "version": 1, "answer": "stands", "words": "学籍库9月1日为1017人"}
    for post in (scene.school, scene.city, scene.province):
        with bound(post), pytest.raises(NotAllowed):
            answer_correction(post=post, at=LATER, **given)
    with bound(scene.county) as county:
        for change, sentence in (({"words": ""}, "Say why"), ({"answer": "perhaps"}, "“perhaps” is no answer")):
            with pytest.raises(Refusal, match=sentence):
                answer_correction(post=county, at=LATER, **{**given, **change})
        with pytest.raises(VersionIsStale):
            answer_correction(post=county, at=LATER, **{**given, "version": 7})
        done = answer_correction(post=county, at=LATER, **given)
        with pytest.raises(Conflict, match="answered already"):
            answer_correction(post=county, at=LATER, **{**given, "version": done.version})
        assert (list(to_answer(county)), list(correction_todos(county, LATER))) == ([], [])
    assert (done.answer, done.answered_at) == ("stands", LATER)
    assert asked(scene, report).id != row.id


def test_from_the_report_to_the_answer_by_page(scene: Scene, report: Report) -> None:
    school, county = Client(), Client()
    for client, unit, name, role in (
        (school, scene.tree.schools[0], "asks", "cio"),
        (county, scene.tree.counties[0], "answers", "officer"),
    ):
        make_post(unit, username=name, role=role)
        client.post("/sign-in/", {"username": name, "password": PASSWORD})
    address = f"/forms/reports/{report.id}/correct/students/"
    refused = school.post(address, {"claimed": "1020", "reason": ""})
    taken = school.post(address, {"claimed": "1020", "reason": "9月转入3名学生"})
    with bound(scene.county):
        row = Correction.objects.get()
    page = county.get(f"/forms/corrections/{row.id}/")
    answered = county.post(f"/forms/corrections/{row.id}/", {"version": 1, "answer": "put_right", "words": ""})
    late = county.post(f"/forms/corrections/{row.id}/", {"version": 1, "answer": "stands", "words": "x"})
    assert [str(one) for one in late.context["messages"]][-1] == "这项更正已经答复。"
    assert school.post(f"/forms/corrections/{row.id}/", {"version": 1}).status_code == 403
    after = school.get(f"/forms/corrections/{row.id}/")
    listed = school.get("/forms/corrections/")
    assert [one.status_code for one in (refused, taken, page, answered, after, listed)] == [
        422,
        302,
        200,
        302,
        200,
        200,
    ]
    assert "9月转入3名学生" in page.content.decode()
    assert scene.tree.counties[0].name in after.content.decode().partition('<dl class="facts">')[2]
    assert "在来源更正" in after.content.decode()
    assert "1020" in listed.content.decode()


def test_the_field_is_named_in_the_readers_language(scene: Scene, report: Report) -> None:
    with translation.override("en"):
        row = asked(scene, report)
    with bound(scene.county) as county, translation.override("zh-hans"):
        (listed,) = listed_corrections(county)
        (todo,) = correction_todos(county, LATER)
        title = title_of(listed)
    assert (row.field_title, title, "学生数" in str(todo.text)) == ("Students", "学生数", True)
