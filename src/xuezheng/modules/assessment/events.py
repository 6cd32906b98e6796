"""What other packages may hear about assessments. Ids are uuids as text."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class RoundOpened(DomainEvent):
    name: ClassVar[str] = "assessment.RoundOpened"
    round_id: str
    units: int


@dataclass(frozen=True, kw_only=True)
class ReviewHandedIn(DomainEvent):
    """`unit_path` is the expert's own unit, since an event is announced within one's scope."""

    name: ClassVar[str] = "assessment.ReviewHandedIn"
    review_id: str


@dataclass(frozen=True, kw_only=True)
class RoundConcluded(DomainEvent):
    name: ClassVar[str] = "assessment.RoundConcluded"
    round_id: str


@dataclass(frozen=True, kw_only=True)
class RoundPublished(DomainEvent):
    name: ClassVar[str] = "assessment.RoundPublished"
    round_id: str
    units: int


@dataclass(frozen=True, kw_only=True)
class ResultAppealed(DomainEvent):
    """`unit_path` is the assessed unit's."""

    name: ClassVar[str] = "assessment.ResultAppealed"
    appeal_id: str


@dataclass(frozen=True, kw_only=True)
class ResultAppealDecided(DomainEvent):
    """`points` of the unit as they stand after the decision."""

    name: ClassVar[str] = "assessment.ResultAppealDecided"
    appeal_id: str
    upheld: bool
    points: str
