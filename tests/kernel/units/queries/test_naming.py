"""Names of documents to units: relative to where the document comes from, never guessed."""

import pytest

from tests.factories import acting
from tests.kernel.units.conftest import AT, PLATFORM, TODAY, Province
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units import facade
from xuezheng.kernel.units.actions import add_alias, change_unit_facts, close_unit
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration


@pytest.fixture
def offices(province: Province) -> dict[str, Unit]:
    made = {"厅办公室": province.office}
    for seat, name in (
        (province.henan, "科技处"),
        (province.zhengzhou, "办公室"),
        (province.zhongmou, "办公室"),
        (province.zhengzhou, "信息科"),
        (province.xinyang, "信息科"),
    ):
        made[f"{seat.name[:2]}{name}"] = province.under(seat, "office", name)
    with bound(PLATFORM):
        tech = made["河南科技处"]
        add_alias(post=PLATFORM, unit_id=tech.id, version=1, name="科学技术与信息化处", at=AT)
        change_unit_facts(
            post=PLATFORM, unit_id=province.henan.id, version=1, short_name="省厅", effective_on=TODAY, at=AT
        )
    return made


def meant(province: Province, text: str, *, context: Unit) -> list[tuple[str, int | None, list[int]]]:
    with bound(acting(province.henan)) as post:
        return [
            (found.text, found.unit.id if found.unit else None, [unit.id for unit in found.candidates])
            for found in facade.resolve_names(post, text, context_id=context.id)
        ]


def only(text: str, unit: Unit) -> list[tuple[str, int | None, list[int]]]:
    return [(text, unit.id, [unit.id])]


def test_one_office_by_all_its_names(province: Province, offices: dict[str, Unit]) -> None:
    office, tech = offices["厅办公室"], offices["河南科技处"]
    for text in ("办公室", "厅办公室", "省教育厅办公室", "河南省教育厅办公室", "省厅办公室"):
        assert meant(province, text, context=province.henan) == only(text, office)
    for text in ("科技处", "科学技术与信息化处", "厅科技处"):
        assert meant(province, text, context=tech) == only(text, tech)


def test_the_nearest_is_meant(province: Province, offices: dict[str, Unit]) -> None:
    county = province.zhongmou
    assert meant(province, "办公室", context=county) == only("办公室", offices["中牟办公室"])
    assert meant(province, "局办公室", context=province.schools[1]) == only("局办公室", offices["中牟办公室"])
    assert meant(province, "市教育局办公室", context=county) == only("市教育局办公室", offices["郑州办公室"])
    assert meant(province, "厅办公室", context=county) == only("厅办公室", offices["厅办公室"])


def test_two_equally_near_are_candidates_and_none_is_chosen(province: Province, offices: dict[str, Unit]) -> None:
    both = [offices["郑州信息科"].id, offices["信阳信息科"].id]
    assert meant(province, "信息科", context=province.henan) == [("信息科", None, both)]


def test_a_list_of_names(province: Province, offices: dict[str, Unit]) -> None:
    assert meant(province, "厅办公室、科技处，财务处", context=province.henan) == [
        *only("厅办公室", offices["厅办公室"]),
        *only("科技处", offices["河南科技处"]),
        ("财务处", None, []),
    ]


def test_closed_units_are_not_meant(province: Province, offices: dict[str, Unit]) -> None:
    tech = offices["河南科技处"]
    with bound(PLATFORM):
        close_unit(post=PLATFORM, unit_id=tech.id, version=2, effective_on=TODAY, at=AT)
    assert meant(province, "科技处", context=province.henan) == [("科技处", None, [])]


def test_a_county_finds_the_provinces_offices_but_no_foreign_ones(province: Province, offices: dict[str, Unit]) -> None:
    with bound(acting(province.gushi)) as post:
        (tech,) = facade.resolve_names(post, "科技处", context_id=province.gushi.id)
        (foreign,) = facade.resolve_names(post, "中牟县教育局", context_id=province.gushi.id)
    assert (tech.unit.id if tech.unit else None, foreign.unit, foreign.candidates) == (
        offices["河南科技处"].id,
        None,
        (),
    )
