"""What other packages may hear about the organisation of the work. Ids are uuids as text; days are ISO."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BodyFounded(DomainEvent):
    name: ClassVar[str] = "organisation.BodyFounded"
    body_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class BodyDissolved(DomainEvent):
    name: ClassVar[str] = "organisation.BodyDissolved"
    body_id: str
    dissolved_on: str


@dataclass(frozen=True, kw_only=True)
class MembersChanged(DomainEvent):
    name: ClassVar[str] = "organisation.MembersChanged"
    body_id: str


@dataclass(frozen=True, kw_only=True)
class CioNamed(DomainEvent):
    name: ClassVar[str] = "organisation.CioNamed"
    cio_id: str
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class CioEnded(DomainEvent):
    name: ClassVar[str] = "organisation.CioEnded"
    cio_id: str
    valid_to: str


@dataclass(frozen=True, kw_only=True)
class CioTrained(DomainEvent):
    """`trained_on` is empty where a training was taken back."""

    name: ClassVar[str] = "organisation.CioTrained"
    cio_id: str
    trained_on: str


@dataclass(frozen=True, kw_only=True)
class CoverageRequested(DomainEvent):
    """Units below were asked for what a rule of coverage wants."""

    name: ClassVar[str] = "organisation.CoverageRequested"
    rule: str
    count: int


@dataclass(frozen=True, kw_only=True)
class MeetingRecorded(DomainEvent):
    name: ClassVar[str] = "organisation.MeetingRecorded"
    meeting_id: str
    held_on: str


@dataclass(frozen=True, kw_only=True)
class ResolutionBecameTask(DomainEvent):
    name: ClassVar[str] = "organisation.ResolutionBecameTask"
    resolution_id: str
    task_id: str


@dataclass(frozen=True, kw_only=True)
class RuleIssued(DomainEvent):
    name: ClassVar[str] = "organisation.RuleIssued"
    rule_id: str
    edition: int
    in_force_from: str


@dataclass(frozen=True, kw_only=True)
class RuleRepealed(DomainEvent):
    name: ClassVar[str] = "organisation.RuleRepealed"
    rule_id: str
    repealed_on: str


@dataclass(frozen=True, kw_only=True)
class SurveyOpened(DomainEvent):
    name: ClassVar[str] = "organisation.SurveyOpened"
    survey_id: str


@dataclass(frozen=True, kw_only=True)
class SurveyReported(DomainEvent):
    """A unit that takes part said what it found."""

    name: ClassVar[str] = "organisation.SurveyReported"
    survey_id: str
    part_id: str


@dataclass(frozen=True, kw_only=True)
class SurveyConcluded(DomainEvent):
    name: ClassVar[str] = "organisation.SurveyConcluded"
    survey_id: str
