"""Templates are read whole, or refused with every mistake and its line."""

from pathlib import Path

import pytest

from tests.engines.papers.bulletins.sample import INDICATORS, TEMPLATE, WORDS
from xuezheng.engines.papers.bulletins import Mistake, Template, TemplateIsMistaken, template_of

pytestmark = pytest.mark.unit
LEAST = """\
code: least
name: {zh: 最小, en: Least}
periods: month
head:
  title: "{unit}通报"
sections:
"""


def _mistakes(text: str, **known: set[str]) -> list[tuple[int, str]]:
    with pytest.raises(TemplateIsMistaken) as refusal:
        template_of(text, **known)
    return [(mistake.line, mistake.reason) for mistake in refusal.value.mistakes]


def test_the_sample_asks_for_indicators_and_words_in_their_lines() -> None:
    found = template_of(Path(TEMPLATE).read_text(encoding="utf-8"), indicators=set(INDICATORS), words=set(WORDS))

    assert isinstance(found, Template)
    assert (found.code, found.periods, found.name["zh"]) == ("three_links_quarterly", "quarter", "三通建设季度通报")
    assert found.indicators() == {"network_share": 21, "multimedia_rooms": 22, "space_share": 23}
    assert found.words() == {
        "issuer": 7,
        "number": 8,
        "unit": 10,
        "period": 10,
        "recipients": 12,
        "copies": 14,
        "day": 17,
    }


def test_every_mistake_is_said_at_once_with_its_line() -> None:
    text = LEAST + (
        '  - text: "联网率{value:net}，{rise:net}"\n'
        '  - text: "好{"\n'
        "  - text: 好\n"
        "    when: value:net => 3\n"
        "  - chart: {title: 图, indicators: [a, b], kind: pie}\n"
        "  - ranking: {title: 排名}\n"
        "  - heading: 空\n"
        "    colour: red\n"
        "  - graph: 3\n"
        '  - text: "{top:net 0}{count:net 95}{value:net first}"\n'
    )

    assert _mistakes(text) == [
        (
            7,
            (
                "“{rise:net}” is no slot; one of value, change, compared, rank, top, bottom, count, name"
                " with an indicator's code is, such as {value:code}."
            ),
        ),
        (8, "a brace “{” has no partner; a brace that is meant is doubled."),
        (10, "“=> 3” is no part of a condition; one is such as value:code >= 95."),
        (11, "bars show one indicator; lines show several."),
        (11, "“pie” should be one of bars, lines."),
        (12, "the field “indicator” is missing."),
        (13, "the field “blocks” is missing."),
        (14, "the field “colour” is not known; there are: blocks, heading, when."),
        (15, "a block has just one of the fields text, ranking, table, chart, map, heading."),
        (16, "“0” after top should be a number from 1 to 50."),
    ]


@pytest.mark.parametrize(
    ("slot", "reason"),
    [
        ("{count:net 95}", "“95” after count should be a comparison such as >= 95."),
        ("{value:net first}", "“first” after value is not known; there are: last, last_year, plain."),
        ("{value:net last last_year}", "“last last_year” after value is not known; there are: last, last_year, plain."),
        ("{rank:net 3}", "“3” after rank is not known; there are: —."),
    ],
)
def test_a_slot_is_refused_with_its_reason(slot: str, reason: str) -> None:
    assert _mistakes(f"{LEAST}  - text: |\n      第一行\n      第二行{slot}\n") == [(9, reason)]


def test_what_the_installation_does_not_know_is_named_with_its_line() -> None:
    text = LEAST + '  - text: "{value:net}"\n    when: known:old\n  - table: {title: "{day}", indicators: [rooms]}\n'

    assert _mistakes(text, indicators={"net"}, words={"unit"}) == [
        (8, "there is no indicator “old”."),
        (9, "the word {day} is not known; there are: unit."),
        (9, "there is no indicator “rooms”."),
    ]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "the template is empty."),
        ("- 1\n", 1, "fields are wanted here: attachments, code, head, name, periods, sections, source."),
        ("code: [\n", 2, "this is not YAML at column 1: a value is missing before this character."),
        ("code: &a b\nname: *a\n", 1, "this is not YAML at column 7: names with & and * are not used here."),
        ("code: " + "[" * 100_000, 1, "this is not YAML at column 46: lists and mappings are nested too deep here."),
        ("x" * 200_001, 1, "the template is longer than 200000 characters."),
    ],
)
def test_what_is_no_template_at_all(text: str, line: int, reason: str) -> None:
    assert _mistakes(text) == [(line, reason)]


def test_a_field_that_stands_twice_and_a_fifth_level_are_refused() -> None:
    nested = "  - heading: 一\n    blocks:\n"
    deep = "".join(f"{'    ' * depth}  - heading: 题\n{'    ' * depth}    blocks:\n" for depth in range(5))

    assert _mistakes(f"{LEAST}{nested}      - text: 甲\n        text: 乙\n") == [
        (10, "this is not YAML at column 9: the key “text” stands here twice.")
    ]
    assert _mistakes(f"{LEAST}{deep}{'    ' * 5}  - text: 甲\n") == [(15, "headings have 4 levels and no more.")]


def test_the_refusal_is_a_text_of_lines() -> None:
    refusal = TemplateIsMistaken([Mistake(line=9, reason="乙。"), Mistake(line=2, reason="甲。")])

    assert (str(refusal), refusal.field) == ("Line 2: 甲。\nLine 9: 乙。", "template")
