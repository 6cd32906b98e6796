"""Brackets and lines that name responsible units."""

import pytest

from xuezheng.engines.papers.reading.brackets import brackets_in
from xuezheng.engines.papers.reading.lines import lines_of
from xuezheng.engines.papers.reading.structure import Assignment

pytestmark = pytest.mark.unit


def assigned(text: str) -> list[Assignment]:
    return [bracket.assignment for bracket in brackets_in(lines_of(text)[0].passage) if bracket.assignment]


def units(text: str) -> list[list[str]]:
    return [[unit.name for unit in one.units] for one in assigned(text)]


@pytest.mark.parametrize(
    "text",
    [
        "完善制度。（责任单位：科技处、财务处）",
        "完善制度（责任单位：科技处、财务处）。",
        "完善制度。(责任处室:科技处,财务处)",
        "完善制度。【责任部门：科技处；财务处】",
        "完善制度。〔牵头单位：科技处，配合单位：财务处〕",
        "完善制度。[责任单位：科技处和财务处]",
        "完善制度。（科技处、财务处负责）",
        "完善制度。（科技处牵头，财务处配合）",
        "完善制度。（科技处、财务处）",
        "完善制度。责任单位：科技处、财务处",
        "责任单位：科技处　财务处",
        "牵头单位：科技处　配合单位：财务处",
        "完善制度。（责任单位及责任人：科技处、财务处）",
        "完善制度。（责任单位：科技处、财务处等）",
        "完善制度。主责：科技处；协办：财务处",
        "牵头：科技处；配合：财务处",
        "完善制度。（责任单位：科技处、财务处等5个处室）",
        "完善制度。（责任单位：科技处、财务处按职责分工负责）",
        "完善制度。（责任单位：科技处、财务处；完成时限：2022年6月）",
        "完善制度。（责任单位：科技处、财务处；责任人：张三）",
        "完善制度。（牵头：科技处；配合：财务处）",
        "完善制度。（责任单位：科技处以及财务处",
        "完善制度。{责任单位：科技处、财务处}",
        "完善制度。——责任单位：科技处、财务处",
        "完善制度。（由科技处牵头，财务处配合）",
        "完善制度。（科技处会同财务处落实）",
        "完善制度。（科技处、财务处负责，2022年6月底前完成）",
        "完善制度。（责任单位：科技处、财务处按职责分别落实，持续推进）",
        "完善制度。（科技处牵头，财务处结合实际落实）",
        "完善制度。（完成时间：2022年6月以前。责任单位：科技处、财务处）",
        "完善制度。【责任单位】科技处、财务处",
        "【责任单位】：科技处、财务处",
        "【牵头单位】科技处【配合单位】财务处",
    ],
)
def test_every_style_names_the_same_two(text: str) -> None:
    assert units(text) == [["科技处", "财务处"]]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("学位与研究生教育处、国际合作与交流处", ["学位与研究生教育处", "国际合作与交流处"]),
        ("各地教育行政部门和语委", ["各地教育行政部门和语委"]),
        ("市教育局，各区、县级市", ["市教育局", "各区、县级市"]),
        ("各有关市、县教育局", ["各有关市、县教育局"]),
        ("市文化广电和旅游局、市移动公司和市电信公司", ["市文化广电和旅游局", "市移动公司", "市电信公司"]),
        ("实验室与设备管理处、党委办公室与校长办公室", ["实验室与设备管理处", "党委办公室", "校长办公室"]),
        ("各省、自治区、直辖市教育厅", ["各省、自治区、直辖市教育厅"]),
        ("信息中心、各市、县（区）教育局", ["信息中心", "各市、县（区）教育局"]),
        ("各设区市教育局、各高等学校", ["各设区市教育局", "各高等学校"]),
        ("各街道、区直各部门", ["各街道", "区直各部门"]),
        ("科技处、人事处等相关处室", ["科技处", "人事处", "相关处室"]),
        ("省电教馆(信息中心)", ["省电教馆（信息中心）"]),
        ("人事处 (教师工作处)、科技处", ["人事处（教师工作处）", "科技处"]),
        ("各县（市、区）教育局、市教育局", ["各县（市、区）教育局", "市教育局"]),
        ("科技处、各省辖市、省直管县（市）教育局", ["科技处", "各省辖市、省直管县（市）教育局"]),
        ("科技处，各设区市、平岛综合实验区教育局", ["科技处", "各设区市、平岛综合实验区教育局"]),
        ("各市、平岛综合实验区社会事业局", ["各市", "平岛综合实验区社会事业局"]),
        ("基教一、二处，职成教处", ["基教一、二处", "职成教处"]),
        ("科技处、有关处室、单位", ["科技处", "有关处室、单位"]),
        ("市教育局、市财政局，各县（市、区）人民政府", ["市教育局", "市财政局", "各县（市、区）人民政府"]),
    ],
)
def test_where_a_name_ends(listed: str, names: list[str]) -> None:
    assert units(f"（责任单位：{listed}）") == [names]


@pytest.mark.parametrize(
    ("said", "qualifier"),
    [
        ("科技处、人事处分别落实", "分别落实"),
        ("科技处、人事处具体落实", "具体落实"),
        ("科技处等", "等"),
        ("科技处牵头", "牵头"),
        ("科技处、人事处按职责分工负责", "按职责分工负责"),
        ("科技处", None),
    ],
)
def test_what_is_said_after_the_units(said: str, qualifier: str | None) -> None:
    assert [one.qualifier for one in assigned(f"（责任单位：{said}）")] == [qualifier]


def test_who_leads_and_who_supports() -> None:
    (one,) = assigned("（科技处牵头，财务处、人事处配合）")
    (other,) = assigned("（牵头单位：科技处；责任单位：财务处；配合单位：人事处）")

    assert [(unit.name, unit.role) for unit in one.units] == [
        ("科技处", "lead"),
        ("财务处", "support"),
        ("人事处", "support"),
    ]
    assert [unit.role for unit in other.units] == ["lead", "responsible", "support"]


def test_a_time_limit_in_the_bracket_is_kept() -> None:
    (one,) = assigned("（责任单位：科技处；完成时限：2022年6月底前）")

    assert one.due is not None
    assert one.due.text == "2022年6月底前"


@pytest.mark.parametrize(
    "text",
    [
        "所有学校（含教学点）联网。",
        "开通空间（教研）。",
        "采用新模式（政府和社会资本合作）。",
        "建设平台（手机软件）",
        "建示范县（市、区）。",
    ],
)
def test_other_brackets_name_no_unit(text: str) -> None:
    assert brackets_in(lines_of(text)[0].passage) == []


def test_several_brackets_in_one_paragraph() -> None:
    text = "升级平台（责任单位：电教馆）。制定规划（责任单位：电教馆、教研室），开展试点（责任单位：基教处）。"

    assert units(text) == [["电教馆"], ["电教馆", "教研室"], ["基教处"]]


def test_units_of_kinds_end_a_paragraph_without_a_keyword() -> None:
    assert units("建设专网。（市教育局、市财政局，各县（市、区）人民政府）") == [
        ["市教育局", "市财政局", "各县（市、区）人民政府"]
    ]
    assert units("建设专网。（信息科、电教馆；各中小学）") == [["信息科", "电教馆", "各中小学"]]
    assert units("办好讲堂。（职教处、平原大学）") == [["职教处", "平原大学"]]
    assert units("支持名校。（平原大学、河湾学校）") == []


def test_a_short_word_before_what_is_no_unit_names_nobody() -> None:
    assert units("完善制度。支持：老旧线路更新、备课终端普及") == []
