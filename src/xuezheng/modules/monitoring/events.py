"""What other packages may hear of the module. Ids are uuids as text."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class BulletinIssued(DomainEvent):
    name: ClassVar[str] = "monitoring.BulletinIssued"
    bulletin_id: str
    subject_path: str
    period: str


@dataclass(frozen=True, kw_only=True)
class BulletinWithdrawn(DomainEvent):
    name: ClassVar[str] = "monitoring.BulletinWithdrawn"
    bulletin_id: str
    subject_path: str
