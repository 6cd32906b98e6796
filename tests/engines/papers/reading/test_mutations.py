"""The same document set in other lines, marks and pages reads the same."""

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.papers.reading.documents import HEADED, LED, Document, flat, half_width, paged, wrapped
from xuezheng.engines.papers.reading import read_paper
from xuezheng.engines.papers.reading.script import folded

pytestmark = pytest.mark.unit
DOCUMENTS = st.sampled_from([HEADED, LED])
NUMBER_STYLES = st.sampled_from(["— {} —", "- {} -", "第{}页", "{}", "－{}－"])


@cache
def told(text: str) -> Any:
    """The reading without spans, in one form of each mark."""
    return _bare(read_paper(text).as_json())


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {folded(key): _bare(one) for key, one in value.items() if key not in ("span", "not_understood")}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return folded(value) if isinstance(value, str) else value


@settings(max_examples=200, deadline=None)
@given(document=DOCUMENTS, page=st.integers(26, 45), indented=st.booleans())
def test_lines_may_be_wrapped_at_any_width(document: Document, page: int, indented: bool) -> None:
    assert told("\n".join(wrapped(document, page, indented=indented))) == told(flat(document))


@settings(max_examples=200, deadline=None)
@given(
    document=DOCUMENTS,
    number=st.sampled_from(["{}.", "{}、", "{}．", "{}. "]),
    blanks=st.sampled_from(["", "　　", "  "]),
)
def test_marks_may_be_half_width_and_numbers_written_otherwise(document: Document, number: str, blanks: str) -> None:
    lines = [
        blanks + re.sub(r"^(\d+)\.", lambda match: number.format(match[1]), line) for line in flat(document).split("\n")
    ]

    assert told(half_width("\n".join(lines))) == told(flat(document))


@settings(max_examples=200, deadline=None)
@given(
    document=DOCUMENTS,
    page=st.integers(28, 40),
    breaks=st.sets(st.integers(8, 18), min_size=2, max_size=4),
    style=NUMBER_STYLES,
    running_head=st.sampled_from(["", "数字校园工作", "平原省教育厅公报 2021"]),
)
def test_pages_may_turn_within_a_sentence(
    document: Document, page: int, breaks: set[int], style: str, running_head: str
) -> None:
    lines = wrapped(document, page, indented=True)
    turned = paged(lines, sorted(breaks), style=style, running_head=running_head)

    assert told(turned) == told(flat(document))


@settings(max_examples=200, deadline=None)
@given(document=DOCUMENTS, data=st.data())
def test_a_page_may_turn_within_an_unwrapped_paragraph(document: Document, data: st.DataObject) -> None:
    lines = flat(document).split("\n")
    place = data.draw(st.sampled_from([n for n, line in enumerate(lines) if len(line) > 50]))
    cuts = [
        n
        for n in range(20, len(lines[place]) - 5)
        if lines[place][n - 1] not in "。！？；：）》”" and not lines[place][n].isdigit()
    ]
    cut = data.draw(st.sampled_from(cuts))
    lines[place : place + 1] = [lines[place][:cut], "", data.draw(NUMBER_STYLES).format(7), "", lines[place][cut:]]

    assert told("\n".join(lines)) == told(flat(document))


@settings(max_examples=200, deadline=None)
@given(document=DOCUMENTS, skipped=st.integers(1, 6), by=st.integers(1, 3))
def test_numbers_may_be_skipped(document: Document, skipped: int, by: int) -> None:
    """Everything is read as before; only the numbers are those printed."""
    moved = re.sub(r"(?m)^(\d+)\.", lambda match: f"{int(match[1]) + by * (int(match[1]) >= skipped)}.", flat(document))
    read, plain = told(moved), told(flat(document))

    assert [task["heading"] for task in read["tasks"]] == [task["heading"] for task in plain["tasks"]]
    assert [task["responsible"] for task in read["tasks"]] == [task["responsible"] for task in plain["tasks"]]
    assert [target["text"] for target in read["targets"]] == [target["text"] for target in plain["targets"]]


@settings(max_examples=200, deadline=None)
@given(document=DOCUMENTS, page=st.integers(26, 45), blanks=st.sampled_from([" ", "  ", "　"]))
def test_letters_may_be_spaced_and_empty_lines_stand_between(document: Document, page: int, blanks: str) -> None:
    lines = wrapped(document, page, indented=False)
    spaced = [blanks.join(line) if line in document.head else line for line in lines]

    assert told("\n\n".join(spaced)) == told(flat(document))
