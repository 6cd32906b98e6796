"""What the lake announces."""

from dataclasses import dataclass, field
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class TableLoaded(DomainEvent):
    """A new snapshot is the current one. Rows below `unit_path` are other ones than before; all others are the same.

    `places` says it closer where only few units changed: all that changed lies at or below them. Empty where many did.
    """

    name: ClassVar[str] = "lake.table_loaded"
    table: str
    period: str
    snapshot: int
    places: list[str] = field(default_factory=list)
