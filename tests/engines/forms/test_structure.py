"""Parts of a declaration put, moved and removed: what is written back is the same form but for that part."""

import pytest

from tests.engines.forms.sample import SAMPLE
from xuezheng.engines.forms import structure
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.kernel.refusals import Refusal

pytestmark = pytest.mark.unit


def test_what_is_written_back_is_the_same_form() -> None:
    before, after = declare_form(SAMPLE), declare_form(structure.written(structure.tree_of(SAMPLE)))
    assert (after.sections, after.rules, after.title, after.units) == (
        before.sections, before.rules, before.title, before.units,
    )  # fmt: skip


def test_parts_are_put_moved_and_removed() -> None:
    tree = structure.tree_of(SAMPLE)
    fields = tree["sections"][0]["fields"]
    structure.put(tree, "sections.0.fields.1", {"least": "", "most": "500", "code": "multimedia"})
    assert "least" not in fields[1]
    assert fields[1]["most"] == "500"
    structure.put(tree, "sections.0.fields.8", {"code": "added"})
    assert [one["code"] for one in fields][-2:] == ["note", "added"]
    structure.move(tree, "sections.0.fields.8", by=-1)
    assert [one["code"] for one in fields][-2:] == ["added", "note"]
    structure.remove(tree, "sections.0.tables.0.rules.0")
    assert "rules" not in tree["sections"][0]["tables"][0]
    structure.put(tree, "sections.0.tables.0.columns.3", {"code": "price"})
    assert [one["code"] for one in tree["sections"][0]["tables"][0]["columns"]] == ["name", "count", "broken", "price"]


@pytest.mark.parametrize(
    "place",
    ["", "title.0", "sections.1.fields.0", "sections.0.fields.9", "sections.-1", "sections.0.code.0", "rules.7"],
)
def test_a_place_that_is_not_there_is_refused(place: str) -> None:
    tree = structure.tree_of(SAMPLE)
    with pytest.raises(Refusal, match="There is nothing at"):
        structure.put(tree, place, {"code": "x"})
    assert tree == structure.tree_of(SAMPLE)


def test_the_ends_stay_where_they_are() -> None:
    tree = structure.tree_of(SAMPLE)
    for place, by in (("rules.0", -1), ("rules.1", 1), ("sections.0", 1)):
        with pytest.raises(Refusal, match="at the end already"):
            structure.move(tree, place, by=by)
