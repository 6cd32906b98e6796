"""A draft changed part by part: kept and journaled as a change of its text, refused by field, and never over somebody else's."""

import pytest

from tests.engines.forms.sample import SAMPLE
from tests.engines.forms.scene import AT, Scene
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.restructuring import move_part, put_part, remove_part
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
WORDS = {"title": {"zh": "备注", "en": "Notes"}}


def drafted(post: ActingPost) -> FormEdition:
    with bound(post):
        return draft_form(post=post, text=SAMPLE, at=AT)


def put(post: ActingPost, row: FormEdition, place: str, **values: object) -> FormEdition:
    with bound(post):
        return put_part(post=post, edition_id=row.id, version=row.version, place=place, values=values, at=AT)


def test_parts_change_in_the_draft_and_in_the_journal(scene: Scene) -> None:
    row = drafted(scene.province)
    asked = row.asked
    row = put(scene.province, row, "sections.1", code="more", **WORDS)
    row = put(scene.province, row, "sections.1.fields.0", code="added", answer="decimal", **WORDS)
    with bound(scene.province):
        row = move_part(post=scene.province, edition_id=row.id, version=row.version, place="sections.1", by=-1, at=AT)
        assert [section.code for section in form_of(row).sections] == ["more", "rooms"]
        assert row.asked == asked + 1
        row = remove_part(post=scene.province, edition_id=row.id, version=row.version, place="sections.0", at=AT)
        assert [section.code for section in form_of(row).sections] == ["rooms"]
        assert Entry.objects.filter(act="forms.change_form", object_id=str(row.id)).count() == 4


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"code": "Not A Code"}, "code", "is no code"),
        ({"least": "9", "most": "3"}, "least", "which is more than most"),
        ({"least": "many"}, "least", "a number is expected"),
        ({"answer": "choice"}, "code", "A choice needs"),
        ({"computed": "nothing + 1"}, "computed", "nothing"),
        ({"from": "somewhere"}, "from", "is no source"),
        ({"title": {"zh": "只有中文", "en": ""}}, "title_en", "A text is expected"),
    ],
)
def test_a_mistake_is_refused_at_its_field(scene: Scene, values: dict[str, object], field: str, sentence: str) -> None:
    row = drafted(scene.province)
    with pytest.raises(Refusal, match=sentence) as refused:
        put(scene.province, row, "sections.0.fields.1", **values)
    assert refused.value.field == field
    with bound(scene.province):
        assert FormEdition.objects.get(id=row.id).text == SAMPLE


def test_what_others_need_is_not_removed(scene: Scene) -> None:
    row = drafted(scene.province)
    with bound(scene.province), pytest.raises(Refusal, match="computers"):
        remove_part(post=scene.province, edition_id=row.id, version=row.version, place="sections.0.fields.2", at=AT)


def test_two_at_once_are_told(scene: Scene) -> None:
    row = drafted(scene.province)
    put(scene.province, row, "sections.1", code="mine", **WORDS)
    with pytest.raises(VersionIsStale):
        put(scene.province, row, "sections.1", code="theirs", **WORDS)
    with bound(scene.province):
        assert [one.code for one in form_of(FormEdition.objects.get(id=row.id)).sections] == ["rooms", "mine"]


def test_only_the_own_draft_is_edited(scene: Scene) -> None:
    row = drafted(scene.province)
    for post in (scene.city, scene.school):
        with pytest.raises((NotFound, NotAllowed)):
            put(post, row, "sections.1", code="more", **WORDS)
    with bound(scene.province):
        published = publish_form(post=scene.province, edition_id=row.id, version=row.version, at=AT)
    with pytest.raises(Conflict, match="stays as it is"):
        put(scene.province, published, "sections.1", code="more", **WORDS)
