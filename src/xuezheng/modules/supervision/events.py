"""What other packages may hear about supervision. Ids are uuids as text; days are ISO."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class OrderIssued(DomainEvent):
    name: ClassVar[str] = "supervision.OrderIssued"
    order_id: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class OrdersIssued(DomainEvent):
    """Many at once; each has its own entry in the journal."""

    name: ClassVar[str] = "supervision.OrdersIssued"
    count: int
    due_on: str


@dataclass(frozen=True, kw_only=True)
class OrderAnswered(DomainEvent):
    name: ClassVar[str] = "supervision.OrderAnswered"
    order_id: str


@dataclass(frozen=True, kw_only=True)
class OrderReturned(DomainEvent):
    name: ClassVar[str] = "supervision.OrderReturned"
    order_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderClosed(DomainEvent):
    name: ClassVar[str] = "supervision.OrderClosed"
    order_id: str


@dataclass(frozen=True, kw_only=True)
class OrderWithdrawn(DomainEvent):
    name: ClassVar[str] = "supervision.OrderWithdrawn"
    order_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WeightsChanged(DomainEvent):
    name: ClassVar[str] = "supervision.WeightsChanged"
    edition: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class ScoringPublished(DomainEvent):
    name: ClassVar[str] = "supervision.ScoringPublished"
    scoring_id: str
    units: int
    appeal_until: str


@dataclass(frozen=True, kw_only=True)
class AppealMade(DomainEvent):
    name: ClassVar[str] = "supervision.AppealMade"
    appeal_id: str


@dataclass(frozen=True, kw_only=True)
class AppealDecided(DomainEvent):
    """`points` is the score after the decision."""

    name: ClassVar[str] = "supervision.AppealDecided"
    appeal_id: str
    upheld: bool
    points: str


@dataclass(frozen=True, kw_only=True)
class InspectionOpened(DomainEvent):
    name: ClassVar[str] = "supervision.InspectionOpened"
    inspection_id: str


@dataclass(frozen=True, kw_only=True)
class FindingRecorded(DomainEvent):
    name: ClassVar[str] = "supervision.FindingRecorded"
    finding_id: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class InspectionClosed(DomainEvent):
    name: ClassVar[str] = "supervision.InspectionClosed"
    inspection_id: str
