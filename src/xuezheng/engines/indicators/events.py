"""What the indicators announce."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class IndicatorsComputed(DomainEvent):
    """Values of the table's period at, above and below `unit_path` are those of the run; all others are the same as before."""

    name: ClassVar[str] = "indicators.computed"
    table: str
    period: str
    run: str
