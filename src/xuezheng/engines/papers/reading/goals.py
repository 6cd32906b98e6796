"""Goals: the items of the sections on aims, whether counted 一是, （一）, 1. or not at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.markers import ENUMERATED, POINT, RING
from xuezheng.engines.papers.reading.outline import AIMS, WORK, Node
from xuezheng.engines.papers.reading.paragraphs import Paragraph
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Goal

_COUNTED = re.compile(r"(?:^|(?<=[。；：，]))(?P<number>(?P<value>[一二三四五六七八九十]{1,3})是)[，：]?")


@dataclass(frozen=True, kw_only=True)
class ReadGoal:
    goal: Goal
    passage: Passage


def goal_nodes(roots: Sequence[Node]) -> list[Node]:
    """Sections on aims; within 总体要求 it is a part of the section.

    目标要求 whose parts hold the numbered items, in a paper without any other work, is the work itself.
    """
    found: list[Node] = []
    for root in roots:
        if _is_all_the_work(root, roots):
            continue
        if root.role == AIMS or _aims_first(root, roots):
            found.append(root)
        elif root.role != WORK or len(root.children) <= 4:
            found.extend(child for child in root.children if child.role == AIMS)
    return found


def _is_all_the_work(root: Node, roots: Sequence[Node]) -> bool:
    if root.role != AIMS or not any(part.children for part in root.children):
        return False
    return not any(other.role == WORK for other in roots)


_AIMS_OR_WORK = re.compile("(?:工作|主要|年度)?(?:目标(?:和|与|及)?任务|任务目标)")
_MEANS = re.compile(
    "措施|举措|重点工作|重点任务|工作任务|主要任务|主要工作|工作内容|工作重点|年度重点|年度任务|实施步骤|工作步骤"
)


def _aims_first(root: Node, roots: Sequence[Node]) -> bool:
    """目标任务 that names nobody, with 工作措施 after it, tells the aims; alone it tells the work."""
    if (
        not _AIMS_OR_WORK.fullmatch(root.heading.folded)
        or root.assigned
        or any(node.assigned for node in root.children)
    ):
        return False
    later = [other for other in roots if other.paragraph.passage.start > root.paragraph.passage.start]
    return any(_MEANS.search(other.heading.folded) for other in later)


def goals_of(nodes: Sequence[Node]) -> list[ReadGoal]:
    found: list[ReadGoal] = []
    for node in nodes:
        found.extend(_goals_under(node, len(found)))
    return found


_ANNOUNCED = re.compile(r"(?<!建设)(?<!发展)(?:(?:主要|工作|总体|年度|核心|发展)目标|目标任务)(?:是|为)?[：，]")
_FEWEST = 2


def goals_before(paragraphs: Sequence[Paragraph]) -> list[ReadGoal]:
    """Aims told before the first heading: 主要目标是：一是…；二是…"""
    for place, paragraph in enumerate(paragraphs):
        announced = _ANNOUNCED.search(paragraph.body.folded)
        if announced is None:
            continue
        said = [paragraph.body.sub(announced.end()), *(_whole(other) for other in paragraphs[place + 1 :])]
        counted = [piece for passage in said for piece in _counted(passage)]
        if len(counted) >= _FEWEST:
            return [_goal(number, passage) for number, passage in counted]
        if len(said[0]) > 1:
            return [_goal("1", said[0], printed=False)]
    return []


def _whole(paragraph: Paragraph) -> Passage:
    return paragraph.passage if _is_enumerated(paragraph) else paragraph.body


def _goals_under(node: Node, before: int) -> Iterator[ReadGoal]:
    if node.children:
        for child in node.children:
            passage = child.paragraph.body.through(list(child.all_paragraphs())[-1].passage)
            yield _goal(child.number, passage)
        return
    points = [paragraph for paragraph in node.content if paragraph.marker and paragraph.marker.level in (POINT, RING)]
    if len(points) >= _FEWEST and len(points) == len(node.content):
        yield from (_goal(point.number, point.body) for point in points)
        return
    passages = list(_passages(node))
    counted = [piece for passage in passages for piece in _counted(passage)]
    if counted:
        yield from (_goal(number, passage) for number, passage in _joined(passages, counted))
        return
    told = [passage.stripped("—-") for passage in passages if not passage.folded.endswith("：")]
    for place, passage in enumerate(told, start=before + 1):
        yield _goal(str(place), passage, printed=False)


def _passages(node: Node) -> Iterator[Passage]:
    """What the section says: the words after its heading, and its paragraphs with their 一是."""
    after = Passage(script=node.heading.script, start=node.heading.end, end=node.paragraph.passage.end)
    bare = after.stripped("。：；")
    if len(bare):
        yield after.sub(bare.start - after.start)
    for paragraph in node.content:
        yield _whole(paragraph)


def _is_enumerated(paragraph: Paragraph) -> bool:
    return paragraph.marker is not None and paragraph.marker.level == ENUMERATED


def _counted(passage: Passage) -> list[tuple[str, Passage]]:
    """The parts that 一是 … 二是 … open, each to the next one or the passage's end."""
    matches = list(_COUNTED.finditer(passage.folded))
    ends = [match.start() for match in matches[1:]] + [len(passage)] * bool(matches)
    return [
        (passage.sub(match.start("number"), match.end("number")).written, passage.sub(match.end(), end))
        for match, end in zip(matches, ends, strict=True)
    ]


def _joined(passages: Sequence[Passage], counted: Sequence[tuple[str, Passage]]) -> Iterator[tuple[str, Passage]]:
    """Paragraphs without a number belong to the goal before them."""
    starts = {passage.start for _number, passage in counted}
    for place, (number, passage) in enumerate(counted):
        limit = counted[place + 1][1].start if place + 1 < len(counted) else passages[-1].end
        loose = [other for other in passages if passage.end <= other.start < limit and other.start not in starts]
        own = [other for other in loose if not _COUNTED.match(other.folded)]
        yield number, passage.through(own[-1]) if own else passage


def _goal(number: str, passage: Passage, *, printed: bool = True) -> ReadGoal:
    goal = Goal(number=number, text=passage.written, span=passage.span, number_printed=printed)
    return ReadGoal(goal=goal, passage=passage)
