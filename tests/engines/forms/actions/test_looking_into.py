"""A figure worth a second look is looked into: the answer holds while the figures are the same, and can be taken back."""

from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from tests.engines.forms.sample import SAMPLE
from tests.engines.forms.scene import LATER, Scene
from tests.factories import acting
from xuezheng.engines.forms.actions.looking_into import answer_suspicion, withdraw_suspicion_answer
from xuezheng.engines.forms.models import Collection, Report, SuspicionAnswer
from xuezheng.engines.forms.policies import can_view_suspicion_answer, suspicion_answers_visible_to
from xuezheng.engines.forms.queries import suspects as queries
from xuezheng.engines.forms.queries.suspects import SuspectReport, suspects_of
from xuezheng.engines.forms.suspicions import Suspect, suspects_among
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
AT = LATER + timedelta(days=2)
WORDS = "电话核实：9月新建计算机教室两间"


def suspects(post: ActingPost, collection: Collection) -> list[SuspectReport]:
    with bound(post):
        return suspects_of(post, collection)


def answered(post: ActingPost, suspect: SuspectReport, **changes: Any) -> SuspicionAnswer:
    given = {
        "report_id": suspect.report_id, "suspicion": suspect.suspicion.value, "field": suspect.code,
        "figures": suspect.figures, "words": WORDS, "at": AT,
    }  # fmt: skip
    with bound(post):
        return answer_suspicion(post=post, **{**given, **changes})


def change_figures(collection: Collection, scene: Scene, computers: str) -> None:
    with bound(system_post("test")):
        reports = Report.objects.filter(collection=collection, unit=scene.tree.schools[0])
    scene.submit_all(reports, computers, at=AT)


def test_an_answer_is_kept_signed_journaled_and_seen_above_and_below(scene: Scene, second: Collection) -> None:
    (suspect,) = suspects(scene.county, second)
    row = answered(scene.county, suspect)
    assert (row.words, row.person_name, row.unit_name, row.answered_at) == (
        WORDS,
        scene.county.person_name,
        scene.tree.counties[0].name,
        AT,
    )
    assert (row.unit_path, row.desk_path) == (scene.school.unit_path, scene.county.scope_path)
    for post in (scene.county, scene.city, scene.province):
        first = suspects(post, second)[0]
        assert (first.answer, first.earlier) == (row, None)
    with bound(scene.county):
        entry = Entry.objects.get(act="forms.answer_suspicion")
    assert entry.after == {"suspicion": "jump", "field": "computers", "reason": WORDS}


def test_it_covers_the_figure_no_longer_once_that_changed(scene: Scene, second: Collection) -> None:
    (suspect,) = suspects(scene.county, second)
    row = answered(scene.county, suspect)
    change_figures(second, scene, "119")
    (changed,) = suspects(scene.county, second)
    assert (changed.value, changed.answer, changed.earlier) == (119.0, None, row)
    with pytest.raises(Conflict, match="no longer found"):
        answered(scene.county, suspect)
    again = answered(scene.county, changed, words="更正后再次核实")
    change_figures(second, scene, "118.0")
    (back,) = suspects(scene.county, second)
    assert (back.answer, row.id == again.id) == (row, False)


def test_a_finding_about_a_whole_report_is_open_again_when_any_figure_changed(scene: Scene) -> None:
    added = "".join(
        f"      - {{code: {code}, title: {{zh: {code}, en: {code}}}}}\n" for code in ("one", "two", "three")
    )
    before = "      - {code: students"
    second = scene.collect_again(SAMPLE.replace(before, added + before))
    same = {"computers": "40", "multimedia": "22", "one": "1", "two": "2", "three": "3"}

    def only(**answers: str) -> SuspectReport:
        """Of the school in both quarters."""
        with bound(system_post("test")):
            Report.objects.filter(unit=scene.tree.schools[0]).update(
                answers={**same, **answers}, version=F("version") + 1
            )
        (found,) = suspects(scene.county, second)
        return found

    copied = only()
    row = answered(scene.county, copied)
    assert (copied.suspicion.value, copied.code, only().answer) == ("copy", "", row)
    other = only(three="4")
    assert (other.answer, other.earlier) == (None, row)
    assert only(since="2018-03-01").answer == row


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"words": " \x00 "}, "Say what was found"),
        ({"words": "长" * 501}, "501 characters; at most 500"),
        ({"field": "multimedia"}, "no longer found"),
        ({"suspicion": "twin", "field": ""}, "no longer found"),
        ({"figures": "0" * 64}, "no longer found"),
    ],
)
def test_unfit_answers_are_refused(scene: Scene, second: Collection, change: dict[str, str], sentence: str) -> None:
    (suspect,) = suspects(scene.county, second)
    with pytest.raises(Refusal, match=sentence):
        answered(scene.county, suspect, **change)
    with bound(scene.province):
        assert SuspicionAnswer.objects.count() == 0


def test_a_report_that_was_returned_is_not_answered_for(scene: Scene, second: Collection) -> None:
    (suspect,) = suspects(scene.county, second)
    with bound(system_post("test")):
        Report.objects.filter(id=suspect.report_id).update(submitted_at=None)
    with pytest.raises(Conflict, match="the report was returned"):
        answered(scene.county, suspect)


def test_only_desks_above_answer_and_never_who_submitted(scene: Scene, second: Collection) -> None:
    (suspect,) = suspects(scene.county, second)
    elsewhere, auditor = acting(scene.tree.counties[1]), acting(scene.tree.counties[0], role="auditor")
    for post, refusal in ((elsewhere, NotFound), (scene.school, NotAllowed), (auditor, NotAllowed)):
        with pytest.raises(refusal):
            answered(post, suspect)
    with bound(system_post("test")):
        Report.objects.filter(id=suspect.report_id).update(submitted_by=scene.county.person_id)
    with pytest.raises(NotAllowed):
        answered(scene.county, suspect)


def test_twice_at_once_is_refused_and_the_database_would_refuse_it_too(scene: Scene, second: Collection) -> None:
    (suspect,) = suspects(scene.county, second)
    row = answered(scene.county, suspect)
    with pytest.raises(Conflict, match=f"answered this already: “{WORDS}”"):
        answered(scene.city, suspect, words="另一个说法")
    row.pk = None
    row._state.adding = True
    with bound(scene.county), pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nothing_is_answered_or_withdrawn_after_closing(scene: Scene, second: Collection) -> None:
    first, other = suspects(scene.province, second)
    row = answered(scene.province, first)
    with bound(system_post("test")):
        Collection.objects.filter(id=second.id).update(closed_at=AT)
    with pytest.raises(Conflict, match="was closed"):
        answered(scene.province, other)
    with bound(scene.province), pytest.raises(Conflict, match="was closed"):
        withdraw_suspicion_answer(post=scene.province, answer_id=row.id, at=AT)


def test_a_withdrawn_answer_opens_the_finding_and_stays_in_the_records(scene: Scene, second: Collection) -> None:
    row = answered(scene.city, suspects(scene.city, second)[0])
    with bound(scene.county), pytest.raises(NotAllowed, match="Only the desk that gave the answer"):
        withdraw_suspicion_answer(post=scene.county, answer_id=row.id, at=AT)
    elsewhere = acting(scene.tree.counties[1])
    with bound(elsewhere), pytest.raises(NotFound):
        withdraw_suspicion_answer(post=elsewhere, answer_id=row.id, at=AT)
    with bound(scene.province) as province:
        done = withdraw_suspicion_answer(post=province, answer_id=row.id, at=AT)
        with pytest.raises(Conflict, match="withdrew this answer already"):
            withdraw_suspicion_answer(post=province, answer_id=row.id, at=AT)
        entry = Entry.objects.get(act="forms.withdraw_suspicion_answer")
    assert (done.withdrawn_by, done.withdrawn_at) == (scene.province.person_name, AT)
    assert (entry.before and entry.before["reason"], entry.object_id) == (WORDS, str(row.report_id))
    (suspect,) = suspects(scene.county, second)
    assert (suspect.answer, suspect.earlier) == (None, None)
    assert answered(scene.county, suspect).id != row.id


def test_answers_are_read_by_reviewers_of_the_scope_only(scene: Scene, second: Collection) -> None:
    row = answered(scene.county, suspects(scene.county, second)[0])
    seeing = {}
    for name, post in {
        "county": scene.county, "city": scene.city, "school": scene.school, "other": scene.other_school,
        "elsewhere": acting(scene.tree.counties[1]), "auditor": acting(scene.tree.counties[0], role="auditor"),
    }.items():  # fmt: skip
        with bound(post):
            seeing[name] = (can_view_suspicion_answer(post, row), list(suspicion_answers_visible_to(post)) == [row])
    yes, no = (True, True), (False, False)
    assert seeing == {"county": yes, "city": yes, "school": no, "other": no, "elsewhere": no, "auditor": no}
    with bound(scene.other_school):
        assert SuspicionAnswer.objects.count() == 0


def test_what_was_found_is_kept_until_a_report_changes(
    scene: Scene, second: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Computed anew for one who sees other reports, or when a report was returned and another handed in."""
    computed: list[int] = []

    def counted(figures: pa.Table) -> list[Suspect]:
        computed.append(figures.num_rows)
        return suspects_among(figures)

    monkeypatch.setattr(queries, "suspects_among", counted)
    assert [len(suspects(scene.province, second)) for _again in range(3)] == [2, 2, 2]
    assert len(computed) == 1
    assert len(suspects(scene.county, second)) == 1
    with bound(system_post("test")):
        Report.objects.filter(collection=second, unit=scene.tree.schools[0]).update(submitted_at=None)
        Report.objects.filter(collection=second, unit=scene.tree.schools[1]).update(
            answers={"computers": "400"}, submitted_at=AT
        )
    assert [suspect.value for suspect in suspects(scene.province, second)] == [400.0, 118.0]
