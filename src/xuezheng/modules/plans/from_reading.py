"""From what was read in a document to the plain values of a draft."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from xuezheng.engines.papers.reading import Reading
from xuezheng.engines.papers.reading import structure as read
from xuezheng.modules.plans.document import DocumentParagraph, body_within, paragraphs_in
from xuezheng.modules.plans.drafts import (
    GoalDraft,
    MilestoneDraft,
    PlanDraft,
    SectionDraft,
    Span,
    TargetDraft,
    TaskDraft,
    UnitDraft,
)
from xuezheng.modules.plans.models import Target

_DUE = re.compile(r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?")
_KINDS, _COMPARATORS = set(Target.Kind.values), set(Target.Comparator.values)


def drafted_from(reading: Reading, text: str, *, year: int) -> PlanDraft:
    """`year` is the one of the document, or was said by who uploaded it."""
    paragraphs = paragraphs_in(text)
    targets = _targets_by_place(reading.targets)
    milestones = _milestones_by_place(reading.milestones)
    hints = {alias.written: alias.name for alias in reading.unit_aliases}
    title = reading.plan_title or reading.title
    return PlanDraft(
        title=(title.text if title else "")[:200],
        year=year,
        doc_number=(reading.doc_number.text if reading.doc_number else "")[:60],
        issuer=(reading.issuer.text if reading.issuer else reading.issuer_inferred or "")[:120],
        issued_on=date.fromisoformat(reading.date.iso) if reading.date and reading.date.iso else None,
        sections=tuple(_section(section) for section in reading.sections),
        goals=tuple(_goal(goal, _within(goal.span, targets.get(f"goal:{goal.number}", ()))) for goal in reading.goals),
        tasks=tuple(
            _task(
                task,
                section=_section_of(task, reading.sections),
                text=_body(task, paragraphs),
                targets=_within(task.span, targets.get(f"task:{task.number}", ())),
                milestones=_within(task.span, milestones.get(f"task:{task.number}", ())),
                hints=hints,
                year=year,
            )
            for task in reading.tasks
        ),
    )


_Draft = TypeVar("_Draft", TargetDraft, MilestoneDraft)


def _within(whole: read.Span, drafts: Iterable[_Draft]) -> list[_Draft]:
    """Numbers of tasks may begin anew in each section: what stands elsewhere belongs to another task of the same number."""
    return [draft for draft in drafts if draft.span is None or whole.start <= draft.span[0] < whole.end]


def _section(section: read.Section) -> SectionDraft:
    start, end = section.span.start, section.heading_span.end
    return SectionDraft(number=section.number, heading=section.heading, level=section.level, span=(start, end))


def _section_of(task: read.Task, sections: Sequence[read.Section]) -> int | None:
    """The last heading above the task: numbers of sections repeat from chapter to chapter."""
    above = [place for place, section in enumerate(sections) if section.span.start <= task.span.start]
    return above[-1] if above and task.section is not None else None


def _goal(goal: read.Goal, targets: Iterable[TargetDraft]) -> GoalDraft:
    number = goal.number if goal.number_printed else ""
    return GoalDraft(number=number, text=goal.text, targets=tuple(targets), span=_span(goal.span))


def _task(
    task: read.Task,
    *,
    section: int | None,
    text: str,
    targets: Sequence[TargetDraft],
    milestones: Sequence[MilestoneDraft],
    hints: dict[str, str],
    year: int,
) -> TaskDraft:
    return TaskDraft(
        number=task.number,
        number_printed=task.number_printed,
        heading=task.heading,
        text=text,
        due_on=_due(task, targets, year),
        section=section,
        units=tuple(_units(task, hints)),
        milestones=tuple(milestones),
        targets=tuple(targets),
        span=_span(task.span),
        heading_span=_span(task.heading_span),
    )


def _body(task: read.Task, paragraphs: Sequence[DocumentParagraph]) -> str:
    """What follows the heading, without the brackets that say who answers."""
    brackets = [_span(said.span) for said in task.assignments]
    return body_within(paragraphs, (task.heading_span.end, task.span.end), brackets)


def _units(task: read.Task, hints: dict[str, str]) -> Iterable[UnitDraft]:
    """牵头 says who leads; where nobody is said to, the first of the first bracket does."""
    named = [(bracket, said, unit) for bracket, said in enumerate(task.assignments) for unit in said.units]
    leads = {id(unit) for _bracket, _said, unit in named if unit.role == "lead"}
    answering = [unit for _bracket, _said, unit in named if unit.role != "support"]
    if not leads and answering:
        leads = {id(answering[0])}
    for bracket, said, unit in named:
        yield UnitDraft(
            written=unit.name,
            lead=id(unit) in leads,
            bracket=bracket,
            qualifier=said.qualifier or "",
            span=_span(unit.span),
            spelled_out=hints.get(unit.name, ""),
        )


def _due(task: read.Task, targets: Sequence[TargetDraft], year: int) -> date | None:
    """A day written with the units counts first; else the last of the targets' days where all of them have one."""
    stated = [day for said in task.assignments if said.due and (day := _day_in(said.due.text))]
    if stated:
        return max(stated)
    days = [target.deadline for target in targets if target.core]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else date(year, 12, 31)


def _day_in(words: str) -> date | None:
    match = _DUE.search(words)
    if match is None:
        return None
    named, month = int(match["year"]), int(match["month"] or 12)
    if not 1 <= month <= 12:
        return None
    last = monthrange(named, month)[1]
    return date(named, month, min(int(match["day"] or last), last))


def _targets_by_place(targets: Sequence[read.Target]) -> dict[str, list[TargetDraft]]:
    """Targets read from one clause (10个…、100个…) are told apart by where their values stand."""
    shared = Counter(target.span for target in targets)
    found: dict[str, list[TargetDraft]] = {}
    for target in targets:
        span = target.value_span if shared[target.span] > 1 else target.span
        found.setdefault(target.task_or_goal, []).append(_target(target, _span(span)))
    return found


def _target(target: read.Target, span: Span) -> TargetDraft:
    return TargetDraft(
        phrase=target.indicator,
        comparator=target.comparator if target.comparator in _COMPARATORS else "=",
        value=Decimal(str(target.value)) if target.value is not None else None,
        measure=target.unit,
        deadline=date.fromisoformat(target.deadline) if target.deadline else None,
        scope=target.scope or "",
        kind=target.kind if target.kind in _KINDS else Target.Kind.COUNT,
        core=target.core,
        text=target.text,
        span=span,
    )


def _milestones_by_place(milestones: Sequence[read.Milestone]) -> dict[str, list[MilestoneDraft]]:
    found: dict[str, list[MilestoneDraft]] = {}
    for item in milestones:
        name = f"{item.verb}{item.deliverable}"
        found.setdefault(item.task_or_goal, []).append(MilestoneDraft(name=name, span=_span(item.span)))
    return found


def _span(span: read.Span) -> Span:
    return (span.start, span.end)
