"""Schools as they are drawn: the same for the same seed, spread over all counties, under codes and names never given twice."""

from collections import Counter
from random import Random

import pytest

from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.site.demo.people import appointments
from xuezheng.site.demo.scales import FULL, SMALL, Scale
from xuezheng.site.demo.schools import draw_province

pytestmark = pytest.mark.unit


def _drawn(scale: Scale, *, seed: int) -> list[tuple[object, ...]]:
    draw = Random(seed)
    province = draw_province(scale, draw=draw)
    held = appointments(province, scale=scale, draw=draw)
    return [(unit.place, unit.name, unit.urban_rural, unit.opened) for unit in province.units] + [
        (post.username, post.role, post.unit.code) for post in held
    ]


def test_the_same_seed_draws_the_same_province() -> None:
    assert _drawn(SMALL, seed=7) == _drawn(SMALL, seed=7)
    assert _drawn(SMALL, seed=7) != _drawn(SMALL, seed=8)


def test_the_full_scale_has_fifty_thousand_schools_and_sixty_thousand_accounts() -> None:
    draw = Random(1905)
    province = draw_province(FULL, draw=draw)
    held = appointments(province, scale=FULL, draw=draw)

    assert Counter(unit.kind for unit in province.schools) == Counter(FULL.planned_schools)
    assert sum(FULL.schools.values()) == 50_000
    assert len(held) == 60_000
    assert len({appointment.username for appointment in held}) == len(held)


def test_codes_paths_and_names_under_one_parent_are_given_once() -> None:
    province = draw_province(FULL, draw=Random(1905))

    assert len({unit.code for unit in province.units}) == len(province.units)
    assert len({unit.place for unit in province.units}) == len(province.units)
    assert len({(id(unit.parent), unit.name) for unit in province.units}) == len(province.units)


def test_every_county_has_primary_schools() -> None:
    province = draw_province(SMALL, draw=Random(1905))

    with_primary = {school.region_code for school in province.schools if school.kind == UnitKind.PRIMARY}
    assert len(with_primary) == 157


def test_every_school_name_says_that_it_is_made_up() -> None:
    province = draw_province(SMALL, draw=Random(1905))

    assert [school.name for school in province.schools if "演示" not in school.name] == []
