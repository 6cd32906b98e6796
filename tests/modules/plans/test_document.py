"""The document behind a plan: paragraphs, brackets, marks – each character where it stands in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.modules.plans.actions.test_receive_paper import TEXT
from xuezheng.modules.plans.document import body_within, bracket_around, paragraphs_in

pytestmark = pytest.mark.unit
ITEM = (
    "　　1.改善学校信息化基础条件。各地要采取多种接入方式，加快学\n"
    "校网络建设，扩大无线网络覆盖范围，保障教学终端的需要，支持IPv6\n"
    "和 5G 应用。（责任单位：科技处、督导办、教师处、职成教处、财务\n"
    "处、基教一处）\n"
)
WRAPPED = "推进校园网络和教学终端建设，完善管理制度，加强教师培训，遴选\n" * 9 + "优秀课例。\n" + ITEM
"""Lines of one width, as a printed page has them: fewer would not tell that they are wrapped."""


@given(st.text(alphabet="一二三（）。：、科技处 \n　\fabc12%", max_size=200))
def test_every_shown_character_is_the_sources(text: str) -> None:
    for paragraph in paragraphs_in(text):
        assert len(paragraph.text) == len(paragraph.places)
        assert list(paragraph.places) == sorted(set(paragraph.places))
        for sign, place in zip(paragraph.text, paragraph.places, strict=True):
            assert sign in {text[place], " "}


def test_the_document_is_shown_without_its_blanks() -> None:
    shown = "".join(paragraph.text for paragraph in paragraphs_in(TEXT))
    assert shown == "".join(TEXT.split())


@pytest.mark.parametrize(
    ("text", "words", "inside"),
    [
        ("建设。（责任单位：科技处、督导办）", "科技处", "责任单位：科技处、督导办"),
        ("建设。[责任单位：科技处]", "科技处", "责任单位：科技处"),
        ("由科技处（办公室）负责", "科技处", "科技处"),
        ("（一）由科技处负责", "科技处", "科技处"),
        ("科技处", "科技处", "科技处"),
    ],
)
def test_the_bracket_around_words(text: str, words: str, inside: str) -> None:
    start = text.index(words)
    first, last = bracket_around(text, (start, start + len(words)))
    assert text[first:last] == inside


def test_a_body_leaves_out_the_brackets_and_joins_wrapped_lines() -> None:
    heading = WRAPPED.index("。", WRAPPED.index(ITEM))
    bracket = (WRAPPED.index("（责任"), WRAPPED.index("）") + 1)
    body = body_within(paragraphs_in(WRAPPED), (heading, len(WRAPPED)), [bracket])
    assert body.replace(" ", "") == (
        "各地要采取多种接入方式，加快学校网络建设，扩大无线网络覆盖范围，保障教学终端的需要，支持IPv6和5G应用。"
    )
