"""Corrections: a value that a form took from elsewhere is put right there, never in the form."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.engines.forms.scene import AT, RecordsOfSchools, Scene
from tests.factories import PASSWORD, make_post
from xuezheng.engines.forms.actions.correcting import answer_correction, ask_correction
from xuezheng.engines.forms.declared import Answer
from xuezheng.engines.forms.models import Correction, Report
from xuezheng.engines.forms.policies import corrections_visible_to, to_answer
from xuezheng.engines.forms.queries.report_page import shown_report
from xuezheng.engines.forms.sources import Known, Offer, sources
from xuezheng.engines.forms.web.correcting.lists import CORRECTIONS, correction_todos, listed_corrections, title_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
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


CONNECTED = """
code: connected
title: {zh: 联网, en: Connected}
periods: quarter
units: [primary, junior]
sections:
  - code: access
    title: {zh: 接入, en: Access}
    fields:
      - {code: broadband, title: {zh: 宽带, en: Broadband}, answer: boolean, from: "lake:schools.broadband"}
      - code: access
        title: {zh: 接入方式, en: Access}
        answer: choice
        options: [{code: fibre, title: {zh: 光纤, en: fibre}}, {code: mobile, title: {zh: 移动网络, en: mobile network}}]
        from: "lake:schools.access"
"""


class Connections(RecordsOfSchools):
    """Keeps what is put right, as the lake does."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {"schools.broadband": False, "schools.access": "mobile"}

    def offers(self) -> Sequence[Offer]:
        answers = {"schools.broadband": Answer.BOOLEAN, "schools.access": Answer.CHOICE}
        return [
            Offer(name=name, answer=answer, title_zh=name, title_en=name, options=("fibre", "mobile"))
            if answer is Answer.CHOICE
            else Offer(name=name, answer=answer, title_zh=name, title_en=name)
            for name, answer in answers.items()
        ]

    def values(
        self, post: ActingPost, names: Sequence[str], *, period: str, unit_paths: Sequence[str]
    ) -> Mapping[str, Mapping[str, Known]]:
        known = {name: Known(value=self.kept[name], as_of=date(2026, 8, 31)) for name in names}
        return dict.fromkeys(unit_paths, known)

    def unfit(self, name: str, *, value: object) -> str:
        return ""

    def put_right(
        self, post: ActingPost, name: str, *, period: str, unit_path: str, value: object, at: datetime
    ) -> bool:
        self.kept[name] = value
        return True


@pytest.fixture
def connections(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Connections:
    kept = Connections()
    monkeypatch.setitem(sources, "lake", kept)
    scene.collect(CONNECTED)
    return kept


def put_right(scene: Scene, row: Correction, *, language: str) -> None:
    with bound(scene.county), translation.override(language):
        answer_correction(
            post=scene.county, correction_id=row.id, version=row.version, answer="put_right", words="", at=LATER
        )


@pytest.mark.parametrize("answering", ["zh-hans", "en"])
@pytest.mark.parametrize("about", [("broadband", "是", True), ("access", "光纤", "fibre")], ids=str)
def test_a_value_is_put_right_in_whatever_language_it_was_asked_and_answered(
    scene: Scene, connections: Connections, answering: str, about: tuple[str, str, object]
) -> None:
    field, claimed, right = about
    with translation.override("zh-hans"):
        row = asked(scene, scene.report_of(scene.school), field=field, claimed=claimed)
    put_right(scene, row, language=answering)
    assert connections.kept[f"schools.{field}"] == right


def test_what_its_keeper_changed_already_is_not_changed_again(scene: Scene, connections: Connections) -> None:
    row = asked(scene, scene.report_of(scene.school), field="access", claimed="fibre")
    connections.kept["schools.access"] = None
    put_right(scene, row, language="en")
    assert connections.kept["schools.access"] is None


def test_an_earlier_correction_that_kept_the_askers_words_is_put_right_too(
    scene: Scene, connections: Connections
) -> None:
    row = asked(scene, scene.report_of(scene.school), field="broadband", claimed="true")
    with bound(scene.school):
        Correction.objects.filter(id=row.id).update(value="否", claimed="是")
    put_right(scene, row, language="en")
    assert connections.kept["schools.broadband"] is True


def test_both_values_are_shown_in_the_readers_language(scene: Scene, connections: Connections) -> None:
    report = scene.report_of(scene.school)
    with translation.override("zh-hans"):
        for field, claimed in (("access", "光纤"), ("broadband", "是")):
            asked(scene, report, field=field, claimed=claimed)
    columns = [one.value for one in CORRECTIONS.columns if one.key in {"value", "claimed"}]
    with bound(scene.county) as county, translation.override("en"):
        rows = listed_corrections(county).order_by("field")
        assert [[value(row) for value in columns] for row in rows] == [["mobile network", "fibre"], ["no", "yes"]]
