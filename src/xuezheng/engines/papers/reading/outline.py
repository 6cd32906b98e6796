"""The outline: paragraphs under their headings, and what each part of the document is for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from xuezheng.engines.papers.reading.brackets import Bracket, bracket_of_cell, brackets_in
from xuezheng.engines.papers.reading.markers import CHAPTER, ITEM, PART
from xuezheng.engines.papers.reading.paragraphs import Paragraph
from xuezheng.engines.papers.reading.script import Passage

THINKING, AIMS, CLOSING, WORK = "thinking", "aims", "closing", "work"
_ROLES = (
    (WORK, re.compile(r"目标任务|任务目标|目标和任务|目标与任务|重点任务|主要任务")),
    (
        AIMS,
        re.compile(
            r"^(?!.*(?:实现|完成|推进|锚定|对标|围绕|确保)).{0,18}目标(?:要求)?$|^.{0,4}目标|^(?:具体|主要|预期|核心|年度|发展)+指标$"
        ),
    ),
    (
        THINKING,
        re.compile(
            r"思路|工作方式|工作方针|总体要求|总要求|总体考虑|总体目标要求|指导思想|总体思想|基本原则|工作原则|总体安排|形势|背景|意义$"
        ),
    ),
    (
        THINKING,
        re.compile(
            r"^(?!.*(?:夯实|巩固|筑牢|加强|强化|改善|优化|推进|解决|破解|提升|完善|聚焦|补齐|针对)).{0,12}"
            r"(?:现状|基本条件|发展基础|工作基础|基本情况|工作回顾|(?:主要|工作|取得的?)成效|存在的?(?:主要)?问题)$"
        ),
    ),
    (
        CLOSING,
        re.compile(
            r"^(?:组织|工作)?保障(?:措施)?$|^.{0,6}(?:保障措施|组织保障)|^.{0,4}(?:工作|有关|相关)要求$"
            r"|^.{0,6}(?:组织实施|组织领导|实施步骤|工作步骤)"
        ),
    ),
)
_SHORT_HEADING = 24
_PUNCTUATION = "。：；，、"


@dataclass(kw_only=True)
class Node:
    """A heading with what stands under it."""

    paragraph: Paragraph
    level: int
    content: list[Paragraph] = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)
    _brackets: dict[int, list[Bracket]] = field(default_factory=dict, repr=False)

    @property
    def number(self) -> str:
        """As printed; where a table's rows have none, the row's place."""
        return self.paragraph.number if self.printed else str(self.value)

    @property
    def printed(self) -> bool:
        return self.paragraph.marker is not None and bool(self.paragraph.marker.printed)

    @property
    def value(self) -> int:
        return self.paragraph.marker.value if self.paragraph.marker else 0

    @property
    def own(self) -> list[Paragraph]:
        """The heading's paragraph and those under it, without those of deeper headings."""
        return [self.paragraph, *self.content]

    def all_paragraphs(self) -> Iterator[Paragraph]:
        yield from self.own
        for child in self.children:
            yield from child.all_paragraphs()

    def under(self, level: int) -> "Iterator[Node]":
        for child in self.children:
            if child.level == level:
                yield child
            yield from child.under(level)

    def brackets_of(self, paragraph: Paragraph) -> list[Bracket]:
        key = paragraph.passage.start
        if key not in self._brackets:
            cell = bracket_of_cell(paragraph.body, paragraph.column)
            self._brackets[key] = [cell] if cell else brackets_in(paragraph.body)
        return self._brackets[key]

    @property
    def assigned(self) -> bool:
        return any(bracket.assignment for paragraph in self.own for bracket in self.brackets_of(paragraph))

    def assigned_in(self, paragraph: Paragraph) -> bool:
        return any(bracket.assignment for bracket in self.brackets_of(paragraph))

    def is_only_bracket(self, paragraph: Paragraph) -> bool:
        """A paragraph that says nothing but who answers."""
        said = len(paragraph.body.folded.strip("。；-—–"))
        return said <= sum(len(bracket.passage) for bracket in self.brackets_of(paragraph))

    @property
    def heading(self) -> Passage:
        """The heading's words: the paragraph up to its first stop or bracket of assignment."""
        return first_words(self.paragraph, self.brackets_of(self.paragraph))

    @property
    def role(self) -> str:
        text = self.heading.folded
        if len(text) <= _SHORT_HEADING:
            for role, pattern in _ROLES:
                if pattern.search(text):
                    return role
        return WORK


def first_words(paragraph: Paragraph, brackets: Sequence[Bracket]) -> Passage:
    body = paragraph.body
    ends = [bracket.passage.start - body.start for bracket in brackets]
    stop = body.folded.find("。")
    ends += [stop] if stop >= 0 else []
    return body.sub(0, min(ends, default=len(body))).stripped(_PUNCTUATION)


def _with_chapters(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Where 2.1 is a part of 2., that item is a chapter."""
    counted = {paragraph.number.split(".")[0] for paragraph in paragraphs if "." in paragraph.number}
    for paragraph in paragraphs:
        marker = paragraph.marker
        if marker and marker.level == ITEM and not paragraph.column and paragraph.number in counted:
            yield replace(paragraph, marker=replace(marker, level=CHAPTER))
        else:
            yield paragraph


def outline_of(paragraphs: Sequence[Paragraph]) -> list[Node]:
    roots: list[Node] = []
    trail: list[Node] = []
    for paragraph in _with_chapters(paragraphs):
        level = paragraph.marker.level if paragraph.marker else None
        if level in (CHAPTER, PART, ITEM):
            assert level is not None
            while trail and trail[-1].level >= level:
                trail.pop()
            node = Node(paragraph=paragraph, level=level)
            (trail[-1].children if trail else roots).append(node)
            trail.append(node)
        elif trail:
            trail[-1].content.append(paragraph)
    return roots
