"""What reading gives: a frozen tree, each element with the stretch of the source that it was read from."""

from dataclasses import dataclass, fields
from typing import Any, NamedTuple

Plain = dict[str, Any]


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

    def as_json(self) -> Plain:
        told = {"number": self.number, "heading": self.heading, "level": self.level, "parent": self.parent}
        return {**told, "span": list(self.span)}


@dataclass(frozen=True, kw_only=True)
class Goal:
    number: str
    text: str
    span: Span
    number_printed: bool = True

    def as_json(self) -> Plain:
        return {"number": self.number, "text": self.text, "span": list(self.span)}


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

    def as_json(self) -> Plain:
        return {
            "raw": self.raw,
            "units": [unit.name for unit in self.units],
            "roles": [unit.role for unit in self.units],
            "qualifier": self.qualifier,
            "due": self.due.text if self.due else None,
            "span": list(self.span),
        }


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

    def as_json(self) -> Plain:
        return {
            "section": self.section,
            "number": self.number,
            "number_printed": self.number_printed,
            "heading": self.heading,
            "heading_kind": self.heading_kind,
            "responsible": list(self.responsible),
            "assignments": [assignment.as_json() for assignment in self.assignments],
            "paragraphs": self.paragraphs,
            "span": list(self.span),
        }


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

    def as_json(self) -> Plain:
        names = [field.name for field in fields(self) if field.name not in ("span", "value_span")]
        return {**{name: getattr(self, name) for name in names}, "span": list(self.span)}


@dataclass(frozen=True, kw_only=True)
class Milestone:
    task_or_goal: str
    verb: str
    deliverable: str
    text: str
    span: Span

    def as_json(self) -> Plain:
        told = {"task_or_goal": self.task_or_goal, "verb": self.verb, "deliverable": self.deliverable}
        return {**told, "text": self.text, "span": list(self.span)}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something seen and not understood: a code for a sentence, what the sentence names, and where it stands."""

    code: str
    params: dict[str, str]
    span: Span

    def as_json(self) -> Plain:
        return {"code": self.code, "params": dict(self.params), "span": list(self.span)}


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

    def as_json(self) -> Plain:
        """Plain values, in the form in which readings are kept, compared and exchanged."""
        return {
            **self._head(),
            "sections": [section.as_json() for section in self.sections],
            "goals": [goal.as_json() for goal in self.goals],
            "tasks": [task.as_json() for task in self.tasks],
            "targets": [{"id": f"T{place:02d}", **one.as_json()} for place, one in enumerate(self.targets, start=1)],
            "milestones": [milestone.as_json() for milestone in self.milestones],
            "counts": self._counts(),
            "unit_aliases": {alias.written: [alias.name, alias.kind] for alias in self.unit_aliases},
            "not_understood": [finding.as_json() for finding in self.not_understood],
        }

    def _head(self) -> Plain:
        return {
            "title": _text(self.title),
            "plan_title": _text(self.plan_title),
            "issuer": _text(self.issuer),
            "issuer_inferred": self.issuer_inferred,
            "doc_number": _text(self.doc_number),
            "date": _text(self.date),
            "date_iso": self.date.iso if self.date else None,
            "print_date": _text(self.print_date),
            "print_date_iso": self.print_date.iso if self.print_date else None,
            "plan_year": self.plan_year,
            "disclosure": _text(self.disclosure),
            "recipients": [words.text for words in self.recipients],
            "cc": [words.text for words in self.cc],
        }

    def _counts(self) -> Plain:
        return {
            "goals": len(self.goals),
            "tasks": len(self.tasks),
            "assignments": sum(len(task.assignments) for task in self.tasks),
            "targets": len(self.targets),
            "core_targets": sum(target.core for target in self.targets),
        }


def _text(words: Words | Day | None) -> str | None:
    return words.text if words else None
