"""What an event is, announcing one, and registering who wants to hear of it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from xuezheng.kernel.outbox.models import Event


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Subclass in a package's events.py, past tense, JSON-plain fields: `class UnitRenamed(DomainEvent)`."""

    name: ClassVar[str]
    unit_path: str


E_ = TypeVar("E_", bound=DomainEvent)
Receiver = Callable[[UUID, DomainEvent, datetime], None]

_receivers: dict[type[DomainEvent], list[tuple[str, Receiver]]] = defaultdict(list)
_kinds: dict[str, type[DomainEvent]] = {}


def announce(event: DomainEvent, *, at: datetime) -> Event:
    """Write the event in the current transaction and queue its delivery, which starts after the commit."""
    payload: dict[str, Any] = asdict(event)
    payload.pop("unit_path")
    return Event.objects.create(name=event.name, payload=payload, unit_path=event.unit_path, announced_at=at)


def receives(
    kind: type[E_],
) -> Callable[[Callable[[UUID, E_, datetime], None]], Callable[[UUID, E_, datetime], None]]:
    """Register a receiver (in a package's receivers.py, imported by its AppConfig.ready)."""

    def register(receiver: Callable[[UUID, E_, datetime], None]) -> Callable[[UUID, E_, datetime], None]:
        _kinds[kind.name] = kind
        _receivers[kind].append((f"{receiver.__module__}.{receiver.__qualname__}", receiver))  # type: ignore[arg-type] # each receiver is only ever called with its own kind
        return receiver

    return register
