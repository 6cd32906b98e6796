"""What would give wrong answers is refused with its line when a form is drafted and published, and breaks nothing published."""

import pytest
from django.utils.translation import override

from tests.engines.forms.sample import SAMPLE
from tests.engines.forms.scene import AT, Scene
from xuezheng.engines.forms.actions import change_form, draft_form, publish_form
from xuezheng.engines.forms.actions.publishing import AsksWhatIsKnown
from xuezheng.engines.forms.actions.restructuring import put_part
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.queries.report_page import shown_report
from xuezheng.kernel.catalogues.entries import Mistake
from xuezheng.kernel.refusals import Refusal, Refusals
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
FILLED = 'from: "lake:school_facilities.classrooms"'


def line_of(text: str) -> int:
    return SAMPLE[: SAMPLE.index(text)].count("\n") + 1


FAULTS = [
    (
        "need: optional, longest: 20",
        FILLED,
        "“Note” (note) answers with text, while lake:school_facilities.classrooms holds integer: write “answer: integer”.",
    ),
    (
        "{code: mobile, title:",
        "{code: fibre, title:",
        "“fibre” stands for two choices of “Access”; each needs a code and titles of its own.",
    ),
    (
        "{zh: 移动网络, en: mobile network}",
        "{zh: 移动网络, en: ｆｉｂｒｅ}",
        "“fibre” stands for two choices of “Access”; each needs a code and titles of its own.",
    ),
    ("units: [primary, junior]", "units: [primary, juniors]", "“juniors” is no kind of unit; it is one of"),
    (
        "en: Broken among them}, need: optional",
        f"en: Broken among them}}, {FILLED}",
        "“Broken among them” is a column of a table: a source has one value for the whole unit, none for each row.",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), FAULTS)
def test_what_is_unsound_is_refused_with_its_line(scene: Scene, right: str, wrong: str, sentence: str) -> None:
    assert SAMPLE.count(right) == 1
    with bound(scene.province), override("en"):
        with pytest.raises(Refusals) as refused:
            draft_form(post=scene.province, text=SAMPLE.replace(right, wrong), at=AT)
        draft = draft_form(post=scene.province, text=SAMPLE, at=AT)
        FormEdition.objects.update(text=SAMPLE.replace(right, wrong))
        with pytest.raises(Refusals) as refused_again:
            publish_form(post=scene.province, edition_id=draft.id, version=draft.version, at=AT)
    for found in (refused, refused_again):
        (mistake,) = found.value.refusals
        assert isinstance(mistake, Mistake)
        assert (mistake.line, mistake.field) == (line_of(right), "text")
        assert str(mistake.reason).startswith(sentence)


def test_a_column_of_a_table_that_is_known_is_not_asked_without_a_reason(scene: Scene) -> None:
    right = "{code: broken, title:"
    asked = SAMPLE.replace(right, "{code: classrooms, title:").replace("broken <=", "classrooms <=")
    asked = asked.replace("{broken}", "{classrooms}")
    with bound(scene.province), override("en"):
        draft = draft_form(post=scene.province, text=asked, at=AT)
        with pytest.raises(Refusals) as refused:
            publish_form(post=scene.province, edition_id=draft.id, version=draft.version, at=AT)
    (mistake,) = refused.value.refusals
    assert isinstance(mistake, AsksWhatIsKnown)
    assert mistake.line == line_of(right)
    assert str(mistake.reason) == (
        "“Broken among them” (classrooms) is known already, for the whole unit: take it with “from:"
        " lake:school_facilities.classrooms” in a field of its own, or state with “although” why the table asks it."
    )
    stated = asked.replace("need: optional}\n        rules", "need: optional, although: 逐台登记}\n        rules")
    with bound(scene.province):
        draft = change_form(post=scene.province, edition_id=draft.id, version=draft.version, text=stated, at=AT)
        done = publish_form(post=scene.province, edition_id=draft.id, version=draft.version, at=AT)
    assert done.overrides == [
        {"field": "devices.classrooms", "source": "lake:school_facilities.classrooms", "reason": "逐台登记"}
    ]


def test_a_column_of_another_kind_only_shares_the_code(scene: Scene) -> None:
    text = SAMPLE.replace("{code: name, title:", "{code: classrooms, title:")
    with bound(scene.province):
        draft = draft_form(post=scene.province, text=text, at=AT)
        assert publish_form(post=scene.province, edition_id=draft.id, version=draft.version, at=AT).overrides == []


def test_a_form_published_before_its_source_changed_is_read_without_it(scene: Scene) -> None:
    collection = scene.collect()
    text = SAMPLE.replace(FILLED, f"answer: date, {FILLED}").replace("multimedia <= classrooms", "multimedia >= 0")
    with bound(system_post("test")):
        FormEdition.objects.filter(id=collection.edition_id).update(text=text)
    report = scene.report_of(scene.school)
    with bound(scene.school):
        page = shown_report(scene.school, report.id)
    assert [(one.kept, one.is_known) for one in page.sections[0].fields[:1]] == [(None, False)]
    assert (page.checked.answers["students"], page.filled, collection.edition.filled) == ("1017", 2, 3)


def test_an_unsound_part_is_refused_at_its_key(scene: Scene) -> None:
    with bound(scene.province):
        draft = draft_form(post=scene.province, text=SAMPLE, at=AT)
        with pytest.raises(Refusals) as refused:
            put_part(
                post=scene.province,
                edition_id=draft.id,
                version=draft.version,
                place="sections.0.fields.7",
                values={"from": "lake:schools.students"},
                at=AT,
            )
        alike = [{"code": code, "title": {"zh": "光纤", "en": code}} for code in ("fibre", "copper")]
        with pytest.raises(Refusals) as refused_too:
            put_part(
                post=scene.province,
                edition_id=draft.id,
                version=draft.version,
                place="sections.0.fields.5",
                values={"options": alike},
                at=AT,
            )
    told = [*refused.value.refusals, *refused_too.value.refusals]
    assert [(type(one), one.field) for one in told] == [(Refusal, "from"), (Refusal, "options")]
