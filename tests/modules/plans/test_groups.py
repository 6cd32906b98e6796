"""Written names and the groups they mean; some mean a part of a group, and then nobody guesses which."""

import pytest

from xuezheng.kernel.units.kinds import KINDS
from xuezheng.modules.plans.groups import group_named, unit_groups


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("厅机关各处室", "offices"),
        ("各科室", "offices"),
        ("各司局", "offices"),
        ("厅直各单位", "affiliates"),
        ("厅直各单位（学校）", "affiliates"),
        ("直属事业单位", "affiliates"),
        ("各省、自治区、直辖市教育厅（教委）", "departments"),
        ("省级教育行政部门", "departments"),
        ("各省辖市教育局", "city_bureaus"),
        ("各设区市教育局", "city_bureaus"),
        ("各市（州）教育局", "city_bureaus"),
        ("各市教育体育局", "city_bureaus"),
        ("省直管县（市）教育局", "direct_county_bureaus"),
        ("各省辖市、省直管县（市）教育局", "city_and_direct_county_bureaus"),
        ("各县（市、区）教育局", "county_bureaus"),
        ("各县（市）、区教育局", "county_bureaus"),
        ("各县区教育局", "county_bureaus"),
        ("各区县教育局", "county_bureaus"),
        ("各区教委", "county_bureaus"),
        ("市县教育局", "city_and_county_bureaus"),
        ("各市、县教育局", "city_and_county_bureaus"),
        ("各市县教育行政部门", "city_and_county_bureaus"),
        ("地方各级教育行政部门", "bureaus"),
        ("各级教育行政部门", "bureaus"),
        ("各地教育行政部门", "bureaus"),
        ("各高等学校", "universities"),
        ("高校", "universities"),
        ("各中等职业学校", "vocational_schools"),
        ("中职学校", "vocational_schools"),
        ("各幼儿园", "kindergartens"),
        ("各普通高中学校", "senior_schools"),
        ("义务教育学校", "compulsory_schools"),
        ("各中小学", "basic_schools"),
        ("全市中小学校", "basic_schools"),
        ("各中小学校（含教学点）", "basic_schools_and_points"),
        ("局属各学校", "direct_schools"),
        ("市直各学校", "direct_schools"),
        ("各级各类学校", "all_schools"),
    ],
)
def test_a_written_group(written: str, code: str) -> None:
    group = group_named(written)
    assert (group.code if group else None) == code
    assert group_named(f" {written[:2]}\n{written[2:]} ") == group


@pytest.mark.parametrize(
    "written",
    [
        "相关业务司局",
        "有关处室",
        "各相关处室",
        "有关高校",
        "各高职院校",
        "民办高校",
        "科技处",
        "各单位",
        "省电教馆",
        "各市有关部门",
    ],
)
def test_what_means_a_part_of_a_group_fits_none(written: str) -> None:
    assert group_named(written) is None


def test_the_catalogue_knows_its_kinds_and_names() -> None:
    for group in unit_groups().values():
        assert set(group.kinds) <= KINDS, group.code
        assert (group.name_zh, group.name_en) != ("", "")
