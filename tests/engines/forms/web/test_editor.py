"""The editor of a draft in the browser's terms: parts are listed, changed, moved and refused where they are wrong."""

from typing import Any

import pytest
from django.test import Client

from tests.engines.forms.sample import SAMPLE
from tests.engines.forms.scene import AT
from tests.factories import Tree, acting, make_post
from tests.web import client_of
from xuezheng.engines.forms.actions import draft_form
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
FIELD = {
    "code": "screens", "title_zh": "触控一体机", "title_en": "Screens", "answer": "choice", "need": "optional",
    "options": "few | 少 | few\nmany | 多 | many",
}  # fmt: skip


class Editing:
    def __init__(self) -> None:
        self.tree = Tree()
        with bound(acting(self.tree.province)) as post:
            self.id = draft_form(post=post, text=SAMPLE, at=AT).id
        self.client = self.as_seen_by(client_of(make_post(self.tree.province)))

    @staticmethod
    def as_seen_by(client: Client) -> Client:
        client.cookies["language"] = "en"
        return client

    @property
    def row(self) -> FormEdition:
        with bound(system_post("test")):
            return FormEdition.objects.get(id=self.id)

    def post_part(self, place: str, **values: Any) -> Any:
        return self.client.post(
            f"/forms/library/{self.id}/edit/part/?place={place}", {"version": self.row.version, **values}
        )

    def shift(self, place: str, what: str) -> Any:
        values = {"version": self.row.version, "place": place, "what": what}
        return self.client.post(f"/forms/library/{self.id}/edit/shift/", values, follow=True)


@pytest.fixture
def editing(db: None) -> Editing:
    return Editing()


def test_all_parts_are_listed_in_their_order(editing: Editing) -> None:
    page = editing.client.get(f"/forms/library/{editing.id}/edit/").content.decode()
    places = ["sections.0", "sections.0.fields.0", "sections.0.fields.7", "sections.0.tables.0.columns.2", "rules.1"]
    found = [page.index(f'id="{place}"') for place in places]
    assert found == sorted(found)


def test_a_field_is_added_with_its_options_and_shown_again(editing: Editing) -> None:
    assert editing.post_part("sections.0.fields.8", **FIELD).status_code == 302
    field = form_of(editing.row).by_code["screens"]
    assert [(one.code, one.title.zh) for one in field.options] == [("few", "少"), ("many", "多")]
    shown = editing.client.get(f"/forms/library/{editing.id}/edit/part/?place=sections.0.fields.8").content.decode()
    assert "few | 少 | few\nmany | 多 | many" in shown


def test_a_table_begins_with_one_column(editing: Editing) -> None:
    table = {"code": "rooms_list", "title_zh": "机房", "title_en": "Rooms", "least_rows": "", "most_rows": "5"}
    assert editing.post_part("sections.0.tables.1", **table).status_code == 302
    assert [one.title.en for one in form_of(editing.row).tables_by_code["rooms_list"].columns] == ["Column 1"]
    assert editing.post_part("sections.0.tables.1", **table | {"title_en": "Computer rooms"}).status_code == 302
    assert [one.title.en for one in form_of(editing.row).tables_by_code["rooms_list"].columns] == ["Column 1"]


def test_an_unchanged_part_stays_as_it_is(editing: Editing) -> None:
    before = form_of(editing.row).sections
    for place in ("sections.0", "sections.0.fields.2", "sections.0.fields.5", "sections.0.tables.0", "rules.1"):
        form = editing.client.get(f"/forms/library/{editing.id}/edit/part/?place={place}").context["form"]
        answer = editing.post_part(place, **{key: value for key, value in form.initial.items() if key != "version"})
        assert answer.status_code == 302
    assert form_of(editing.row).sections == before


def test_a_mistake_is_said_beside_its_field(editing: Editing) -> None:
    answer = editing.post_part("sections.0.fields.8", **FIELD | {"from": "nowhere"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["from"])
    answer = editing.post_part("sections.0.fields.8", **FIELD | {"options": "few"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["options"])
    assert editing.row.text == SAMPLE


def test_parts_are_moved_and_removed_by_buttons(editing: Editing) -> None:
    editing.shift("sections.0.fields.7", "up")
    assert [one.code for one in form_of(editing.row).fields()][-2:] == ["note", "since"]
    editing.shift("sections.0.fields.6", "remove")
    assert "note" not in form_of(editing.row).by_code
    text = editing.row.text
    page = editing.shift("sections.0.fields.0", "remove").content.decode()
    assert "classrooms" in page
    assert editing.row.text == text


def test_others_do_not_edit(editing: Editing) -> None:
    for unit, status in ((editing.tree.ministry, 403), (editing.tree.cities[0], 404)):
        client = client_of(make_post(unit))
        assert client.get(f"/forms/library/{editing.id}/edit/").status_code == status
        values = {"version": editing.row.version, "place": "sections.0.fields.7", "what": "remove"}
        client.post(f"/forms/library/{editing.id}/edit/shift/", values)
    school = client_of(make_post(editing.tree.schools[0], role="cio"))
    assert school.get(f"/forms/library/{editing.id}/edit/").status_code == 403
    assert editing.row.text == SAMPLE


HEAD = {
    "title_zh": "网络“体检”", "title_en": "Network check", "code": "network_check", "periods": "quarter",
    "units": ["primary", "junior"],
}  # fmt: skip


def test_a_form_begins_without_a_line_of_text(editing: Editing) -> None:
    refused = editing.client.post("/forms/library/new/", {**HEAD, "code": "Network check"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["code"])
    empty = editing.client.post("/forms/library/new/", {"title_zh": " "})
    assert sorted(empty.context["form"].errors) == ["code", "periods", "title_en", "title_zh", "units"]
    drafted = editing.client.post("/forms/library/new/", HEAD)
    with bound(system_post("test")):
        row = FormEdition.objects.get(code="network_check")
    assert drafted["Location"] == f"/forms/library/{row.id}/edit/"
    form = form_of(row)
    assert (form.title.zh, form.periods, form.units, row.asked) == ("网络“体检”", "quarter", ("primary", "junior"), 0)
    again = editing.client.post("/forms/library/new/", HEAD)
    assert (again.status_code, "is open already" in again.content.decode()) == (422, True)
    auditor = client_of(make_post(editing.tree.province, role="auditor"))
    assert auditor.post("/forms/library/new/", HEAD).status_code == 403


def test_name_period_and_units_are_changed_and_the_rest_stays(editing: Editing) -> None:
    address, before = f"/forms/library/{editing.id}/edit/head/", form_of(editing.row)
    initial = editing.client.get(address).context["form"].initial
    same = editing.client.post(address, {key: value for key, value in initial.items() if value})
    assert (same.status_code, form_of(editing.row).sections) == (302, before.sections)
    editing.client.post(address, {**initial, "version": editing.row.version, "periods": "year", "units": ["senior"]})
    after = form_of(editing.row)
    assert (after.periods, after.units, after.title, after.rules) == ("year", ("senior",), before.title, before.rules)
    stale = editing.client.post(address, {**initial, "version": 1})
    assert (stale.status_code, form_of(editing.row).periods) == (422, "year")
