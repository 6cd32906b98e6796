"""Many sentences in the wording of the genre, each with the core targets that it sets, in a file of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from xuezheng.engines.papers.reading.lines import lines_of
from xuezheng.engines.papers.reading.targets import Place, targets_of

pytestmark = pytest.mark.unit
FILE = Path(__file__).parent / "target_sentences.txt"
YEAR = 2020


def sentences() -> Iterator[tuple[str, list[str]]]:
    """A sentence on its line, its targets indented below it: kind, comparison, value, unit, day."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            expected: list[str] = []
            yield line, expected
        else:
            expected.append(line.strip())


def core_targets(sentence: str) -> list[str]:
    passage = lines_of(sentence)[0].passage
    found = targets_of([Place(ref="task:1", passages=(passage,))], year=YEAR, issuer="平原省教育厅")
    return [
        f"{one.kind} {one.comparator} {one.value} {one.unit} {one.deadline or ''}".rstrip() for one in found if one.core
    ]


@pytest.mark.parametrize(("sentence", "expected"), list(sentences()))
def test_a_sentence_sets_these_targets(sentence: str, expected: list[str]) -> None:
    assert core_targets(sentence) == expected
