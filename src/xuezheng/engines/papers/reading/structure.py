"""What reading gives: a frozen tree, each element with the stretch of the source that it was read from."""

from dataclasses import dataclass
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Half open, in characters of the text that was given."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """Something said in the document, without blanks and line breaks."""

    text: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Day:
    """A date as written, and in the calendar where it names a day."""

    text: str
    iso: str | None
    span: Span


@dataclass(frozen=True, kw_only=True)
class Section:
    number: str
    heading: str
    level: int
    parent: str | None
    span: Span
    heading_span: Span


@dataclass(frozen=True, kw_only=True)
class Goal:
    number: str
    text: str
    span: Span
    number_printed: bool = True


@dataclass(frozen=True, kw_only=True)
class WrittenUnit:
    """A unit as the document writes it. `role`: lead (牵头), support (配合) or responsible."""

    name: str
    role: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One bracket or line that says who answers. `due` is a time limit written in it."""

    raw: str
    units: tuple[WrittenUnit, ...]
    qualifier: str | None
    due: Words | None
    span: Span


@dataclass(frozen=True, kw_only=True)
class Task:
    section: str | None
    number: str
    number_printed: bool
    heading: str
    heading_kind: str
    assignments: tuple[Assignment, ...]
    paragraphs: int
    span: Span
    heading_span: Span

    @property
    def responsible(self) -> tuple[str, ...]:
        """Units in order of first mention, each once, as written."""
        return tuple(dict.fromkeys(unit.name for assignment in self.assignments for unit in assignment.units))


@dataclass(frozen=True, kw_only=True)
class Target:
    """A figure to be reached. `span` is its sentence part, `value_span` what its value was read from."""

    task_or_goal: str
    indicator: str
    comparator: str
    comparator_raw: str
    value: int | float | None
    unit: str
    deadline: str | None
    deadline_raw: str | None
    scope: str | None
    level: str | None
    kind: str
    core: bool
    text: str
    span: Span
    value_span: Span


@dataclass(frozen=True, kw_only=True)
class Milestone:
    task_or_goal: str
    verb: str
    deliverable: str
    text: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something seen and not understood: a code for a sentence, what the sentence names, and where it stands."""

    code: str
    params: dict[str, str]
    span: Span


@dataclass(frozen=True, kw_only=True)
class UnitAlias:
    """What a written unit is commonly called in full, and what kind of body it is."""

    written: str
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    title: Words | None
    plan_title: Words | None
    issuer: Words | None
    issuer_inferred: str | None
    doc_number: Words | None
    date: Day | None
    print_date: Day | None
    plan_year: int | None
    disclosure: Words | None
    recipients: tuple[Words, ...]
    cc: tuple[Words, ...]
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    milestones: tuple[Milestone, ...]
    unit_aliases: tuple[UnitAlias, ...]
    not_understood: tuple[Finding, ...]
    span: Span

    def as_json(self) -> dict[str, Any]:
        """Plain values, in the form in which readings are exchanged."""
        from xuezheng.engines.papers.reading.plain import plain  # the form knows the tree, not the other way round

        return plain(self)
