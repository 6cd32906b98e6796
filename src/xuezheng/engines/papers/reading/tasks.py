"""Tasks: which level of the outline they stand on, and what belongs to each.

Work points count their tasks 1. 2. 3. through all sections or anew in each, let （一） be the task, or count nothing and
give each paragraph to its units. The level is decided once for the document, by where the units stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.brackets import Bracket, assignments_of
from xuezheng.engines.papers.reading.headings import Heading, heading_of
from xuezheng.engines.papers.reading.markers import CHAPTER, ITEM, PART, POINT, RING
from xuezheng.engines.papers.reading.outline import CLOSING, THINKING, Node
from xuezheng.engines.papers.reading.paragraphs import Paragraph
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Section, Task

ITEMS, PARTS, CHAPTERS, PARAGRAPHS = "items", "parts", "chapters", "paragraphs"


@dataclass(frozen=True, kw_only=True)
class ReadTask:
    """A task with the passages that its targets are looked for in: its words without the brackets."""

    task: Task
    passages: tuple[Passage, ...]
    brackets: tuple[Bracket, ...]


@dataclass(frozen=True, kw_only=True)
class Work:
    """What the document sets to be done."""

    sections: tuple[Section, ...]
    tasks: tuple[ReadTask, ...]
    level: str


def work_of(roots: Sequence[Node], goals: Sequence[Node]) -> Work:
    aims = {goal.paragraph.passage.start for goal in goals}
    region = [root for root in roots if root.paragraph.passage.start not in aims]
    region = [root for root in region if not _only_thinks(root, goals)]
    level = task_level(region)
    none_assigned = not any(_assigns(root) for root in region)
    work = [root for root in region if not _only_closes(root, region, level, none_assigned=none_assigned)]
    region = work or [root for root in region if root.children]
    tasks = tuple(task for root in region for task in _tasks_under(root, None, level))
    taken = {task.task.span.start for task in tasks}
    sections = tuple(_sections(roots, goals, taken))
    return Work(sections=sections, tasks=tasks, level=level)


def task_level(region: Sequence[Node]) -> str:
    items = [item for root in region for item in _at(root, ITEM)]
    parts = [part for root in region for part in _at(root, PART)]
    if items:
        return PARTS if _parts_answer(parts) else ITEMS
    if parts:
        return PARAGRAPHS if _paragraphs_answer(parts) else PARTS
    chapters = [root for root in region if root.level == CHAPTER]
    if _paragraphs_answer(chapters):
        return PARAGRAPHS
    return CHAPTERS


def _at(root: Node, level: int) -> Iterator[Node]:
    if root.level == level:
        yield root
    yield from root.under(level)


def _parts_answer(parts: Sequence[Node]) -> bool:
    """Of the items in a part only the last names units, or the part's own heading does: they answer for all of it."""
    several = [part for part in parts if len(part.children) > 1]
    ending = sum(_answers_at_its_end(part) for part in several)
    return bool(several) and ending >= 0.8 * len(several)


def _answers_at_its_end(part: Node) -> bool:
    *items, last = part.children
    return (part.assigned or last.assigned) and not any(item.assigned for item in items)


def _paragraphs_answer(nodes: Sequence[Node]) -> bool:
    """Headings on lines of their own with several paragraphs, each with its units."""
    own_line = [node for node in nodes if node.content and not node.assigned_in(node.paragraph)]
    said = [(node, [one for one in node.content if not node.is_only_bracket(one)]) for node in own_line]
    paragraphs = [(node, one) for node, content in said for one in content]
    assigned = sum(node.assigned_in(one) for node, one in paragraphs)
    several = sum(len(content) > 1 for _node, content in said)
    return len(own_line) >= 0.7 * len(nodes) and assigned >= 0.7 * len(paragraphs) > 0 and several * 3 >= len(nodes)


def _only_thinks(root: Node, goals: Sequence[Node]) -> bool:
    return root.role == THINKING or any(goal in root.children for goal in goals)


def _assigns(root: Node) -> bool:
    return root.assigned or any(node.assigned for level in (PART, ITEM) for node in root.under(level))


def _only_closes(root: Node, region: Sequence[Node], level: str, *, none_assigned: bool) -> bool:
    """保障措施 says how the work is carried out; 加强组织保障 is work like the rest where no units are named at all."""
    if root.role != CLOSING or _assigns(root) or _goes_on(root, region, level):
        return False
    return not (none_assigned and _TO_BE_DONE.match(root.heading.folded))


_TO_BE_DONE = re.compile("加强|强化|完善|健全|落实|提升|优化|夯实|做好|压实|抓好")


def _goes_on(root: Node, region: Sequence[Node], level: str) -> bool:
    """The count of tasks runs on into this section."""
    if level not in (ITEMS, PARTS):
        return False
    counted = ITEM if level == ITEMS else PART
    before = [item.value for other in region if other is not root for item in _at(other, counted)]
    own = [item.value for item in _at(root, counted)]
    return bool(before and own) and own[0] > 1 and own[0] == max(before) + 1


def _tasks_under(node: Node, section: Node | None, level: str) -> Iterator[ReadTask]:
    if _is_task(node, level):
        yield _task(node, section)
        return
    if level == PARAGRAPHS or (not node.children and _unnumbered(node)):
        yield from _paragraph_tasks(node)
    for child in node.children:
        yield from _tasks_under(child, node, level)


def _is_task(node: Node, level: str) -> bool:
    if level == ITEMS:
        return node.level == ITEM or (node.level == PART and not node.children and not _unnumbered(node))
    if level == PARTS:
        return node.level in (PART, ITEM)
    return level == CHAPTERS and node.level == CHAPTER and not node.children


def _unnumbered(node: Node) -> bool:
    """Several paragraphs with units of their own stand where others have numbered tasks."""
    return sum(node.assigned_in(paragraph) for paragraph in node.content) > (node.level != CHAPTER)


def _task(node: Node, section: Node | None) -> ReadTask:
    paragraphs = list(node.all_paragraphs())
    brackets = [bracket for child in _family(node) for one in child.own for bracket in child.brackets_of(one)]
    brackets.sort(key=lambda bracket: bracket.passage.start)
    heading = heading_of(node.paragraph, node.brackets_of(node.paragraph), followed=_says_more(node))
    return _read(
        paragraphs,
        brackets,
        heading,
        number=node.number,
        printed=node.printed,
        section=section.number if section else None,
    )


def _family(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _family(child)


def _says_more(node: Node) -> bool:
    return any(
        not child.is_only_bracket(one) for child in _family(node) for one in child.own if one is not node.paragraph
    )


def _paragraph_tasks(node: Node) -> Iterator[ReadTask]:
    """Numbered section.paragraph, since the document counts none."""
    groups: list[list[Paragraph]] = []
    for paragraph in node.content:
        if groups and node.is_only_bracket(paragraph):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    for place, group in enumerate(groups, start=1):
        brackets = [bracket for one in group for bracket in node.brackets_of(one)]
        heading = heading_of(group[0], node.brackets_of(group[0]), followed=False)
        counted = group[0].marker is not None and group[0].marker.level in (POINT, RING)
        number = group[0].number if counted else f"{node.value}.{place}"
        yield _read(group, brackets, heading, number=number, printed=counted, section=node.number)


def _read(
    paragraphs: Sequence[Paragraph],
    brackets: Sequence[Bracket],
    heading: Heading,
    *,
    number: str,
    printed: bool,
    section: str | None,
) -> ReadTask:
    whole = paragraphs[0].passage.through(paragraphs[-1].passage)
    counted = [one for one in paragraphs if not _is_bracket(one, brackets)]
    task = Task(
        section=section,
        number=number,
        number_printed=printed,
        heading=heading.passage.written,
        heading_kind=heading.kind,
        assignments=assignments_of(brackets),
        paragraphs=max(len(counted) - heading.on_own_line, 1),
        span=whole.span,
        heading_span=heading.passage.span,
    )
    passages = tuple(piece for one in paragraphs for piece in _without(one.body, brackets))
    return ReadTask(task=task, passages=passages, brackets=tuple(brackets))


def _is_bracket(paragraph: Paragraph, brackets: Sequence[Bracket]) -> bool:
    body = paragraph.body.stripped("。；-—–")
    return any(bracket.passage.start <= body.start and body.end <= bracket.passage.end for bracket in brackets)


def _without(passage: Passage, brackets: Sequence[Bracket]) -> Iterator[Passage]:
    start = passage.start
    for bracket in brackets:
        if passage.start <= bracket.passage.start < passage.end:
            yield from _said(Passage(script=passage.script, start=start, end=bracket.passage.start))
            start = bracket.passage.end
    yield from _said(Passage(script=passage.script, start=min(start, passage.end), end=passage.end))


def _said(passage: Passage) -> Iterator[Passage]:
    if passage.folded.strip("。；，、"):
        yield passage


def _sections(roots: Sequence[Node], goals: Sequence[Node], taken: set[int]) -> Iterator[Section]:
    """Headings that hold tasks or goals, or introduce; what is a task or a goal itself is none."""
    for root in roots:
        if root.level == ITEM or root.paragraph.passage.span.start in taken:
            continue
        yield _section(root, None)
        if root in goals:
            continue
        for child in root.children:
            if child.level == PART and child.paragraph.passage.span.start not in taken:
                yield _section(child, root)


def _section(node: Node, parent: Node | None) -> Section:
    return Section(
        number=node.number,
        heading=node.heading.written,
        level=node.level,
        parent=parent.number if parent else None,
        span=node.paragraph.passage.span,
        heading_span=node.heading.span,
    )
