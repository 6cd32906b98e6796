"""Automatic numbers: restarts, continuation, levels passed over, styles."""

import pytest

from tests.engines.papers.sources.written import level, lists, numbered, paragraph, word_of_xml
from xuezheng.engines.papers.sources import read_source

pytestmark = pytest.mark.unit
POINTS = (
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "chineseCountingThousand"),
    level(2, "%3.", "decimal"),
    level(3, "（%4）", "decimal"),
)


def lines(body: str, numbering: str) -> list[str]:
    return read_source(word_of_xml(body, numbering=numbering), filename="要点.docx").text.split("\n")


def test_the_four_levels_of_an_official_document() -> None:
    steps = [
        (0, "目标"),
        (1, "甲"),
        (1, "乙"),
        (0, "任务"),
        (1, "丙"),
        (2, "丁"),
        (2, "戊"),
        (3, "己"),
        (1, "庚"),
        (2, "辛"),
    ]
    body = "".join(numbered(text, number=1, level=place) for place, text in steps)
    assert lines(body, lists(*POINTS)) == [
        "一、目标",
        "（一）甲",
        "（二）乙",
        "二、任务",
        "（一）丙",
        "1. 丁",
        "2. 戊",
        "（1）己",
        "（二）庚",
        "1. 辛",
    ]


def test_a_level_may_go_on_counting_through_its_parents() -> None:
    running = level(1, "%2.", "decimal", more='<w:lvlRestart w:val="0"/>')
    body = "".join(numbered(text, number=1, level=place) for place, text in [(0, "甲"), (1, "a"), (0, "乙"), (1, "b")])
    assert lines(body, lists(POINTS[0], running)) == ["一、甲", "1. a", "二、乙", "2. b"]


def test_a_level_restarts_only_after_the_level_it_names() -> None:
    third = level(2, "%3)", "decimal", more='<w:lvlRestart w:val="1"/>')
    steps = [(0, "甲"), (1, "乙"), (2, "a"), (1, "丙"), (2, "b"), (0, "丁"), (2, "c")]
    body = "".join(numbered(text, number=1, level=place) for place, text in steps)
    assert lines(body, lists(*POINTS[:2], third)) == [
        "一、甲",
        "（一）乙",
        "1) a",
        "（二）丙",
        "2) b",
        "二、丁",
        "1) c",
    ]


def test_instances_of_one_list_go_on_and_an_override_begins_anew() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = "".join(numbered("项", number=number) for number in (1, 2, 3, 3, 1))
    numbering = lists(level(0, "%1、", "chineseCounting"), instances=instances)
    assert lines(body, numbering) == ["一、项", "二、项", "五、项", "六、项", "七、项"]


def test_numbers_of_several_levels_stand_together() -> None:
    levels = (level(0, "%1", "chineseCounting"), level(1, "%1.%2", "decimal", more="<w:isLgl/>"))
    body = numbered("总则", number=1) + numbered("范围", number=1, level=1) + numbered("依据", number=1, level=1)
    assert lines(body, lists(*levels)) == ["一 总则", "1.1 范围", "1.2 依据"]


def test_a_level_passed_over_counts_as_begun() -> None:
    levels = (level(0, "%1.", "decimal", start=3), level(1, "%1.%2", "decimal"))
    assert lines(numbered("甲", number=1, level=1) + numbered("乙", number=1), lists(*levels)) == ["3.1 甲", "4. 乙"]


def test_suffix_and_bullet() -> None:
    close = level(0, "第%1条", "chineseCounting", more='<w:suff w:val="nothing"/>')
    assert lines(numbered("总则", number=1), lists(close)) == ["第一条总则"]
    assert lines(numbered("总则", number=1), lists(level(0, "\uf0b7", "bullet"))) == ["• 总则"]


def test_number_zero_takes_a_number_away() -> None:
    assert lines(numbered("甲", number=0) + numbered("乙", number=1), lists(*POINTS)) == ["甲", "一、乙"]


def test_a_style_brings_its_number_also_to_styles_based_on_it() -> None:
    """The level is that which names the style; a style based on it says nothing and inherits the number."""
    styled = level(1, "（%2）", "chineseCounting", more='<w:pStyle w:val="Point"/>')
    styles = (
        '<w:style w:type="paragraph" w:styleId="Point"><w:name w:val="要点"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Bold"><w:name w:val="要点加粗"/><w:basedOn w:val="Point"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Off"><w:name w:val="无号"/><w:basedOn w:val="Point"/></w:style>'
    )
    body = (
        paragraph("甲", properties='<w:pStyle w:val="Point"/>')
        + paragraph("乙", properties='<w:pStyle w:val="Bold"/>')
        + paragraph("丙", properties='<w:pStyle w:val="Off"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("丁")
    )
    content = word_of_xml(body, numbering=lists(POINTS[0], styled), styles=styles)
    assert read_source(content, filename="a.docx").text.split("\n") == ["（一）甲", "（二）乙", "丙", "丁"]


def test_a_list_may_take_its_levels_from_a_list_style() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="House"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="4"><w:styleLink w:val="House"/>{POINTS[0]}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    )
    assert lines(numbered("甲", number=1) + numbered("乙", number=1), linked) == ["一、甲", "二、乙"]


def test_a_start_beyond_reason_costs_nothing() -> None:
    assert lines(numbered("甲", number=1), lists(level(0, "%1.", "upperLetter", start=999_999_999))) == [
        "999999999. 甲"
    ]
    assert lines(numbered("甲", number=1), lists(level(0, "%1.", "decimal", start=10**4000))) == ["1. 甲"]
