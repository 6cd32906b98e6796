"""A bulletin filled from frozen numbers: its words, its references, what stands where a value is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from django.utils.translation import override

from tests.engines.papers.bulletins.sample import TEMPLATE, VALUES, WORDS, SampleNumbers, without
from xuezheng.engines.papers.bulletins import BulletinIsNotFilled, Template, bulletin_of, template_of
from xuezheng.engines.papers.writing.official import (
    Heading,
    Paper,
    PaperTable,
    Paragraph,
    Picture,
    Ranking,
    Slot,
    paper_html,
    pdf_document,
    word_document,
)
from xuezheng.engines.papers.writing.official.paper import parts_of, text_of

pytestmark = pytest.mark.unit
ISSUED = date(2018, 10, 12)


@cache
def _template() -> Template:
    return template_of(TEMPLATE.read_text(encoding="utf-8"))


def _filled(numbers: SampleNumbers | None = None) -> Paper:
    return bulletin_of(_template(), numbers or SampleNumbers(), dated=ISSUED)


def _texts(paper: Paper) -> list[str]:
    return [text_of(block.content) for block in paper.blocks if isinstance(block, Heading | Paragraph)]


def _one(text: str, numbers: SampleNumbers | None = None) -> Paper:
    source = f"code: c\nname: {{zh: 名, en: Name}}\nperiods: month\nhead: {{title: 题}}\nsections:\n{text}"
    return bulletin_of(template_of(source), numbers or SampleNumbers())


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (Decimal("0.9451"), "比上季度提高1.5个百分点，上年同期无可比数据"),
        (Decimal("0.9301"), "与上季度持平，上年同期无可比数据"),
        (Decimal("0.92"), "比上季度下降1.0个百分点，上年同期无可比数据"),
        (None, "上季度无可比数据，上年同期无可比数据"),
    ],
)
def test_what_it_is_compared_with_stands_as_it_is_said(now: Decimal | None, text: str) -> None:
    numbers = SampleNumbers(values={**VALUES, ("network_share", "this"): now})
    paper = _one("  - text: '{compared:network_share}，{compared:network_share last_year}'\n", numbers)
    assert _texts(paper) == [text]


def test_the_sample_reads_as_an_official_bulletin() -> None:
    paper = _filled()

    assert paper.title == "关于平原市2018年第三季度\n教育信息化“三通”建设进展情况的通报"
    assert (paper.red_head, paper.number, paper.recipients) == (
        "平原市教育局文件",
        "平教〔2018〕27号",
        ["各县（市、区）教育局"],
    )
    assert _texts(paper) == [
        "现将平原市2018年第三季度“三通”建设进展情况通报如下。数据截至2018年9月30日，由各校填报、逐级审核后汇总。",
        "总体情况",
        (
            "平原市学校联网率为94.5%，比上季度提高1.5个百分点；多媒体教室1.23万间，比上季度增加344间；开通网络学习空间的教师"
            "占62.0%，比上季度下降0.5个百分点。联网率在同级单位中居第3位。联网率尚未达到95%的目标，须在下季度补齐。"
        ),
        "分项进展",
        "宽带网络校校通",
        (
            "联网率达到95%的有3个单位。居前的是甲县（99.1%）、乙县（95.0%）和丁县（95.0%）；居后的是戊县（88.0%）、"
            "乙县（95.0%）和丁县（95.0%）。"
        ),
        "优质资源班班通",
        "现有多媒体教室12345间，上季度为1.2万间。",
        "网络学习空间人人通",
        "开通空间的教师比上年同期暂无可比数据。",
        "存在的问题",
        "空间开通率比上季度下降，须逐校核对账号。",
        "下一步要求",
        "各单位要对照差距列出清单，明确到校、到人、到日期。",
        "数据有误的，请在五个工作日内向上一级单位提出更正。",
    ]
    assert [block.level for block in paper.blocks if isinstance(block, Heading)] == [1, 1, 2, 2, 2, 3, 1]


def test_every_figure_keeps_the_reference_of_its_number() -> None:
    blocks = [block for block in _filled().blocks if isinstance(block, Paragraph)]
    slots = [(part.text, part.reference) for part in parts_of(blocks[1].content) if isinstance(part, Slot)]
    listed = [(part.text, part.reference) for part in parts_of(blocks[2].content) if isinstance(part, Slot)]

    assert slots == [
        ("94.5%", "network_share/this"),
        ("提高1.5个百分点", "network_share/this"),
        ("1.23万间", "multimedia_rooms/this"),
        ("增加344间", "multimedia_rooms/this"),
        ("62.0%", "space_share/this"),
        ("下降0.5个百分点", "space_share/this"),
        ("第3位", "rank/network_share"),
    ]
    assert listed[:3] == [
        ("3", "network_share/this"),
        ("99.1%", "network_share/411521"),
        ("95.0%", "network_share/411522"),
    ]


def test_equal_values_share_a_rank_and_the_unknown_have_none() -> None:
    (ranking,) = [block for block in _filled().blocks if isinstance(block, Ranking)]

    assert [(row.place, text_of(row.name), text_of(row.value)) for row in ranking.rows] == [
        (1, "甲县", "99.1%"),
        (2, "乙县", "95.0%"),
        (2, "丁县", "95.0%"),
        (4, "戊县", "88.0%"),
        (0, "丙县", "暂无数据"),
    ]


def test_tables_of_places_and_of_periods() -> None:
    paper = _filled()
    (periods,) = [block for block in paper.blocks if isinstance(block, PaperTable)]
    (places,) = paper.attachments[0].blocks
    assert isinstance(places, PaperTable)

    assert [[text_of(cell) for cell in row] for row in periods.rows] == [
        ["第二季度", "93.0", "62.5"],
        ["第三季度", "94.5", "62.0"],
    ]
    assert [head.title for head in places.heads] == [
        "单位",
        "联网率（%）",
        "变化",
        "多媒体教室（间）",
        "变化",
        "空间开通率（%）",
        "变化",
    ]
    assert [[text_of(cell) for cell in row] for row in places.rows] == [
        ["甲县", "99.1", "+1.1", "4000", "+100", "—", "—"],
        ["乙县", "95.0", "0.0", "8345", "+244", "—", "—"],
        ["丙县", "—", "—", "—", "—", "—", "—"],
        ["丁县", "95.0", "—", "—", "—", "—", "—"],
        ["戊县", "88.0", "-2.0", "—", "—", "—", "—"],
    ]


def test_missing_values_are_said_and_sections_without_them_left_out() -> None:
    paper = _filled(without(SampleNumbers(), "network_share", "multimedia_rooms"))
    texts = _texts(paper)

    assert texts[2].startswith("平原市学校联网率为暂无数据，比上季度暂无可比数据；多媒体教室暂无数据，")
    assert texts[2].endswith("比上季度下降0.5个百分点。"), "neither reached nor not reached is said"
    assert [text for text in texts if text in {"宽带网络校校通", "优质资源班班通", "网络学习空间人人通"}] == [
        "宽带网络校校通",
        "网络学习空间人人通",
    ]
    assert paper.attachments == []


def test_a_condition_chooses_between_two_sentences() -> None:
    reached = SampleNumbers(values={**VALUES, ("network_share", "this"): Decimal("0.951")})

    assert _texts(_filled(reached))[2].endswith("居第3位。联网率已达到95%的目标。")


def test_a_section_with_nothing_left_has_no_heading() -> None:
    text = "  - heading: 空\n    blocks:\n      - {text: 甲, when: 'value:network_share > 99'}\n  - text: 乙\n"

    assert _texts(_one(text)) == ["乙"]


def test_words_braces_names_and_unranked() -> None:
    text = (
        '  - text: "{{{unit}}}：{name:network_share}，{rank:space_share}；{top:space_share}；{count:space_share > 5}"\n'
    )

    assert _texts(_one(text)) == ["{平原市}：联网率，暂无排名；暂无数据；暂无数据"]


def test_charts_and_maps_carry_their_figures() -> None:
    text = (
        "  - chart: {title: 图, indicators: [network_share], about: 季末}\n"
        '  - map: {title: "{unit}", indicator: network_share, parent: "{region}"}\n'
    )

    bars, county_map = (block for block in _one(text).blocks if isinstance(block, Picture))

    assert [(cells[0].text, cells[1].text) for cells in bars.figure.table.rows] == [
        ("甲县", "99.1"),
        ("乙县", "95"),
        ("丁县", "95"),
        ("戊县", "88"),
        ("丙县", ""),
    ]
    assert county_map.figure.title == "平原市"
    assert county_map.figure.table.rows[0][1].text == "99.1"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{mayor}", "模板中的用语{mayor}没有给出。"),
        ("{value:unheard}", "模板中的指标“unheard”没有给出。"),
    ],
)
def test_what_the_numbers_do_not_know_is_refused_by_name(text: str, sentence: str) -> None:
    with override("zh-hans"), pytest.raises(BulletinIsNotFilled) as refusal:
        _one(f'  - text: "{text}"\n')

    assert str(refusal.value) == sentence


def test_the_readers_language_changes_nothing() -> None:
    with override("en"):
        english = word_document(_filled())
    with override("zh-hans"):
        chinese = word_document(_filled())

    assert english == chinese


def test_the_sample_is_written_in_every_form() -> None:
    paper = _filled()
    html = paper_html(paper, address=lambda reference: f"/values/{reference}")

    assert word_document(paper).startswith(b"PK")
    assert pdf_document(paper).data.startswith(b"%PDF-")
    assert '<a class="paper-figure" href="/values/network_share/this">94.5%</a>' in html


def test_a_changed_value_changes_the_bytes() -> None:
    changed = replace(SampleNumbers(), values={**VALUES, ("space_share", "this"): 0.63})

    assert word_document(_filled()) != word_document(_filled(changed))


@pytest.mark.parametrize(("word", "regions"), [("city", 1), ("county", 10), ("", 0)])
def test_a_map_of_the_regions_below_follows_a_word(word: str, regions: int) -> None:
    """One template serves a province, a city, and a county, which has no map of its own."""
    text = '  - map: {title: "{unit}", indicator: network_share, parent: "{region}", level: below}\n'
    region = {"city": "410000", "county": "411500", "": "411525"}[word]
    numbers = replace(SampleNumbers(), words={**WORDS, "map": word, "region": region})
    pictures = [block for block in _one(text, numbers).blocks if isinstance(block, Picture)]
    assert [len(picture.figure.table.rows) >= regions for picture in pictures] == ([True] if regions else [])
