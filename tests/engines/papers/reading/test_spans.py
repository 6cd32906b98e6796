"""Every element says where in the source it was read."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise

import pytest

from tests.engines.papers.reading.documents import HEADED, LED, flat, wrapped
from tests.engines.papers.reading.scoring import documents, text_of
from xuezheng.engines.papers.reading import Reading, Span, read_paper

pytestmark = pytest.mark.unit
TEXTS = [
    flat(HEADED),
    flat(LED),
    "\n\n".join(wrapped(HEADED, 30, indented=True)),
    "\n".join(wrapped(LED, 33, indented=False)),
    *(text_of(name) for name in documents()),
]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def spans(element: object) -> Iterator[Span]:
    if isinstance(element, Span):
        yield element
    elif isinstance(element, tuple):
        for one in element:
            yield from spans(one)
    elif is_dataclass(element):
        for field in fields(element):
            yield from spans(getattr(element, field.name))


@pytest.mark.parametrize("text", TEXTS)
def test_spans_hold_what_was_read(text: str) -> None:
    reading = read_paper(text)

    for words in (reading.title, reading.plan_title, reading.issuer, reading.doc_number, reading.disclosure):
        assert words is None or bare(text[slice(*words.span)]) == words.text
    for words in (*reading.recipients, *reading.cc):
        assert bare(text[slice(*words.span)]) == words.text
    for section in reading.sections:
        assert bare(text[slice(*section.heading_span)]) == section.heading
    for goal in reading.goals:
        assert bare(text[slice(*goal.span)]) == goal.text
    assert_tasks(reading, text)
    for target in reading.targets:
        assert bare(text[slice(*target.span)]) == target.text
        assert target.span.start <= target.value_span.start < target.value_span.end <= target.span.end
    for milestone in reading.milestones:
        assert bare(text[slice(*milestone.span)]) == milestone.text


def assert_tasks(reading: Reading, text: str) -> None:
    for task in reading.tasks:
        assert bare(text[slice(*task.heading_span)]) == task.heading
        for assignment in task.assignments:
            assert task.span.start <= assignment.span.start < assignment.span.end <= task.span.end
            assert bare(text[slice(*assignment.span)]) == assignment.raw
            for unit in assignment.units:
                assert bare(text[slice(*unit.span)]).translate(str.maketrans("()", "（）")) == unit.name
    assert all(before.span.end <= after.span.start for before, after in pairwise(reading.tasks))


@pytest.mark.parametrize("text", TEXTS)
def test_spans_lie_within_the_text(text: str) -> None:
    assert all(0 <= span.start <= span.end <= len(text) for span in spans(read_paper(text)))
