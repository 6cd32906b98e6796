"""Documents of the genre in the styles of many offices, written for these tests: each file holds a text and its reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from xuezheng.engines.papers.reading import Reading, read_paper

pytestmark = pytest.mark.unit
FILES = sorted((Path(__file__).parent / "genre").glob("*.txt"))
RULE = "\n=====\n"


def told(reading: Reading) -> Iterator[str]:
    """Goals, tasks with units, and core targets, a line each."""
    targets = [target for target in reading.targets if target.core]
    for goal in reading.goals:
        yield f"goal {goal.number}"
    for task in reading.tasks:
        number = task.number if task.number_printed else f"[{task.number}]"
        yield f"{task.section or '-'} | {number} | {task.heading} | {task.paragraphs} | {'、'.join(task.responsible)}"
    for one in targets:
        yield f"{one.task_or_goal} {one.kind} {one.comparator} {one.value} {one.unit} {one.deadline or ''}".rstrip()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_read_as_the_office_means_it(file: Path) -> None:
    text, expected = file.read_text(encoding="utf-8").split(RULE)

    assert list(told(read_paper(text))) == expected.strip().split("\n")
