"""A plan as plain values, before it has rows: what reading a document gives, and what tests and programs draft from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Span = tuple[int, int]
"""Half open, in characters of the paper's text."""


@dataclass(frozen=True, kw_only=True)
class UnitDraft:
    """A responsible unit as written."""

    written: str
    lead: bool = False
    bracket: int = 0
    qualifier: str = ""
    span: Span | None = None
    spelled_out: str = ""
    """What the written abbreviation commonly stands for; a hint, never an answer."""


@dataclass(frozen=True, kw_only=True)
class MilestoneDraft:
    name: str
    due_on: date | None = None
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class TargetDraft:
    phrase: str
    comparator: str = ">="
    value: Decimal | None = None
    measure: str = ""
    deadline: date | None = None
    scope: str = ""
    kind: str = "ratio"
    core: bool = True
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class SectionDraft:
    number: str
    heading: str
    level: int = 1
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class GoalDraft:
    text: str
    number: str = ""
    targets: tuple[TargetDraft, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class TaskDraft:
    """`section` is the place of its section among the plan's; without `due_on` it is due at the end of the year."""

    number: str
    heading: str
    text: str = ""
    number_printed: bool = True
    due_on: date | None = None
    section: int | None = None
    units: tuple[UnitDraft, ...] = ()
    milestones: tuple[MilestoneDraft, ...] = ()
    targets: tuple[TargetDraft, ...] = ()
    span: Span | None = None
    heading_span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class PlanDraft:
    title: str
    year: int
    doc_number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    sections: tuple[SectionDraft, ...] = ()
    goals: tuple[GoalDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)
