"""What other packages may hear about forms. Ids are uuids as text."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CollectionOpened(DomainEvent):
    name: ClassVar[str] = "forms.CollectionOpened"
    collection_id: str
    period: str


@dataclass(frozen=True, kw_only=True)
class CollectionClosed(DomainEvent):
    name: ClassVar[str] = "forms.CollectionClosed"
    collection_id: str
    period: str


@dataclass(frozen=True, kw_only=True)
class ReportSubmitted(DomainEvent):
    name: ClassVar[str] = "forms.ReportSubmitted"
    report_id: str


@dataclass(frozen=True, kw_only=True)
class ReportAccepted(DomainEvent):
    """By the asking unit: its answers count from now on."""

    name: ClassVar[str] = "forms.ReportAccepted"
    report_id: str
    form: str
    period: str


@dataclass(frozen=True, kw_only=True)
class ReportsAccepted(DomainEvent):
    """Many at once; `unit_path` is the place below which they lie."""

    name: ClassVar[str] = "forms.ReportsAccepted"
    collection_id: str
    form: str
    period: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ReportReturned(DomainEvent):
    name: ClassVar[str] = "forms.ReportReturned"
    report_id: str


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(DomainEvent):
    """`owner_path` is the unit that keeps the source and has to answer."""

    name: ClassVar[str] = "forms.CorrectionAsked"
    correction_id: str
    owner_path: str


@dataclass(frozen=True, kw_only=True)
class CorrectionAnswered(DomainEvent):
    name: ClassVar[str] = "forms.CorrectionAnswered"
    correction_id: str
    answer: str
