"""What the lake announces."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class TableLoaded(DomainEvent):
    """A new snapshot is the current one. Rows below `unit_path` are other ones than before; all others are the same."""

    name: ClassVar[str] = "lake.table_loaded"
    table: str
    period: str
    snapshot: int
