"""A table of duties attached to a plan (任务分工表): its rows name the units of tasks that the plan itself leaves open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from xuezheng.engines.papers.reading.brackets import Bracket, assignments_of
from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.outline import Node, outline_of
from xuezheng.engines.papers.reading.paragraphs import Layout, paragraphs_of
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Section
from xuezheng.engines.papers.reading.tasks import ReadTask, Work

_SAME, _SAID = 0.6, 0.8
"""Shares of a row's pairs of signs from which it is the task's heading in other words, or a part of what the task says."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a row names, and who answers for it."""

    words: Passage
    brackets: tuple[Bracket, ...]


def with_attached(work: Work, tail: Sequence[Line], layout: Layout) -> tuple[Work, list[Row]]:
    """The work with the units of the attached table, and the rows that fit no task. Tasks with units keep their own."""
    open_tasks = [task for task in work.tasks if not task.task.assignments]
    rows = list(_rows(tail, layout)) if open_tasks else []
    found: dict[int, list[Bracket]] = {}
    strange: list[Row] = []
    for row in rows:
        meant = _meant(row, work)
        strange += [] if meant else [row]
        for task in meant:
            found.setdefault(task.task.span.start, []).extend(row.brackets)
    tasks = tuple(_answered(task, found.get(task.task.span.start, [])) for task in work.tasks)
    return replace(work, tasks=tasks), strange


_FEWEST, _RESTATED = 2, 0.6


def restates(work: Work, lines: Sequence[Line], layout: Layout) -> bool:
    """Most rows of the table name tasks that the text has already."""
    rows = list(_rows(lines, layout))
    known = sum(bool(_meant(row, work)) for row in rows)
    return len(work.tasks) >= _FEWEST and bool(rows) and known >= _RESTATED * len(rows)


def _rows(tail: Sequence[Line], layout: Layout) -> Iterator[Row]:
    cells = [line for line in tail if line.cell]
    for root in outline_of(paragraphs_of(cells, layout)):
        yield from _rows_under(root)


def _rows_under(node: Node) -> Iterator[Row]:
    brackets = [bracket for paragraph in node.own for bracket in node.brackets_of(paragraph)]
    if any(bracket.assignment for bracket in brackets):
        yield Row(words=node.heading, brackets=tuple(brackets))
    for child in node.children:
        yield from _rows_under(child)


def _meant(row: Row, work: Work) -> list[ReadTask]:
    """The task with that heading, the one that says so, or all tasks of the section that is called so."""
    words = row.words.folded
    likeness = [(_likeness(words, task.task.heading), task) for task in work.tasks]
    best = max(likeness, key=lambda pair: pair[0], default=None)
    if best and best[0] >= _SAME:
        return [best[1]]
    sections = [section for section in work.sections if _likeness(words, section.heading) >= _SAME]
    if sections:
        return [task for task in work.tasks if _is_in(task, sections[0], work.sections)]
    said = [(_share(words, "".join(passage.folded for passage in task.passages)), task) for task in work.tasks]
    closest = max(said, key=lambda pair: pair[0], default=None)
    return [closest[1]] if closest and closest[0] >= _SAID else []


def _is_in(task: ReadTask, section: Section, sections: Sequence[Section]) -> bool:
    """From the section's heading to the next one of its level or above."""
    after = [one.span.start for one in sections if one.span.start > section.span.start and one.level <= section.level]
    start = task.task.span.start
    return section.span.start <= start < min(after, default=start + 1)


def _likeness(one: str, other: str) -> float:
    """Of the shorter one's pairs of signs how many the other has too."""
    ours, theirs = sorted((_pairs(one), _pairs(other)), key=len)
    return len(ours & theirs) / len(ours) if ours else 0.0


def _share(words: str, text: str) -> float:
    pairs = _pairs(words)
    return len(pairs & _pairs(text)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _answered(task: ReadTask, brackets: Sequence[Bracket]) -> ReadTask:
    if task.task.assignments or not brackets:
        return task
    return replace(task, task=replace(task.task, assignments=assignments_of(brackets)), brackets=tuple(brackets))
