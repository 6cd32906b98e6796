"""A form takes what an indicator says of its unit: of one and of many, within the post's scope, and never asks it again."""

from datetime import date
from pathlib import Path

import pytest

from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.monitoring.reported import AT, FORM, PERIOD, Reported
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.facade import Known
from xuezheng.engines.forms.sources import sources
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.addresses import indicator_address

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
CODE = "multimedia_sample"


@pytest.fixture
def scene(tree: Tree) -> Reported:
    scene = Reported(tree, {school: (10, number) for number, school in enumerate(tree.schools, start=1)})
    scene.accept_all()
    run_pending()
    return scene


def told(post: ActingPost, *units: Unit, period: str = PERIOD) -> dict[str, str]:
    with bound(post):
        found = sources["indicator"].values(
            post, [CODE, "growth_sample"], period=period, unit_paths=[unit.unit_path for unit in units]
        )
    return {path: str(values[CODE].value) for path, values in found.items() if CODE in values}


def test_a_school_and_its_county_are_told_their_values_as_they_are_shown(scene: Reported, tree: Tree) -> None:
    school, county = tree.schools[2], tree.counties[1]
    with bound(acting(school)):
        (found,) = (
            sources["indicator"].values(acting(school), [CODE], period=PERIOD, unit_paths=[school.unit_path]).values()
        )
    assert found == {
        CODE: Known(value="30", as_of=date(2026, 9, 30), url=indicator_address(CODE, period=PERIOD)),
    }
    assert told(acting(county), county, school) == {county.unit_path: "35", school.unit_path: "30"}


def test_many_at_once_within_the_scope_and_for_the_period_after(scene: Reported, tree: Tree) -> None:
    everything = {school.unit_path: str(10 * number) for number, school in enumerate(tree.schools, start=1)}
    assert told(scene.province, *tree.schools) == everything
    assert told(scene.province, *tree.schools, period="2026Q4") == everything
    assert told(scene.province, *tree.schools, period="2026Q2") == {}
    for period, known in (("2026", everything), ("2026-2027-1", everything), ("2026-10", everything), ("2026-08", {})):
        assert told(scene.province, *tree.schools, period=period) == known
    own = [school.unit_path for school in tree.schools[:2]]
    assert told(acting(tree.counties[0]), *tree.schools) == {path: everything[path] for path in own}


def test_the_unit_whose_report_it_was_keeps_it(tree: Tree) -> None:
    scene = Reported(tree, dict.fromkeys(tree.schools, (10, 5)))
    scene.accept(tree.schools[0])
    run_pending()
    scene.accept_all()
    run_pending()

    def keeper(unit: Unit, name: str = CODE) -> str:
        with bound(acting(unit)):
            return sources["indicator"].keeper(name, period=PERIOD, unit_path=unit.unit_path)

    assert [keeper(tree.schools[4]), keeper(tree.schools[4], "nothing")] == ["cn.41.", ""]
    scene.again(tree.schools[4])
    run_pending()
    assert keeper(tree.schools[4]) == tree.schools[4].unit_path


def test_a_form_that_asks_what_an_indicator_says_is_refused(scene: Reported, tree: Tree, lake: Path) -> None:
    asked = FORM.replace("rooms_quarter", "shares").replace(
        "into: {table: rooms_sample, columns: {rooms: rooms, multimedia: multimedia}}\n", ""
    )
    asked = asked.replace("{zh: 普通教室, en: Plain classrooms}", "{zh: 多媒体教室占比, en: Share}")
    post = scene.province
    with bound(post):
        draft = draft_form(post=post, text=asked, at=AT)
    with bound(post), pytest.raises(Refusal) as refused:
        publish_form(post=post, edition_id=draft.id, version=draft.version, at=AT)
    assert "(plain) is known already: take it with “from: indicator:multimedia_sample”" in str(refused.value)
