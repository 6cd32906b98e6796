"""What an event is, announcing one, and registering who wants to hear of it.

Each receiver hears of each event once, in a transaction of its own; receivers do not wait for one another. No order is
promised, neither between the receivers of an event nor between events: who needs the newest state reads it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar, TypeVar
from uuid import UUID

from xuezheng.kernel.outbox.identity import identity_of
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.outbox.plain import plain
from xuezheng.kernel.outbox.queueing import TELLS_AN_EVENT, queue_envelopes
from xuezheng.kernel.scope.acting import system_post

DELIVER = "outbox.deliver_event"
DELIVERIES = "events"


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Subclass in a package's events.py, past tense, JSON-plain fields: `class UnitRenamed(DomainEvent)`."""

    name: ClassVar[str]
    unit_path: str


E_ = TypeVar("E_", bound=DomainEvent)
Receiver = Callable[[UUID, DomainEvent, datetime], None]

_receivers: dict[str, dict[str, Receiver]] = defaultdict(dict)
_kinds: dict[str, type[DomainEvent]] = {}


def announce(event: DomainEvent, *, at: datetime) -> Event:
    """Write the event in the current transaction and queue its delivery, which starts after the commit."""
    return announce_many([event], at=at)[0]


def announce_many(events: Sequence[DomainEvent], *, at: datetime) -> list[Event]:
    """The same for bulk changes: two statements, however many events."""
    rows = Event.objects.bulk_create([_row(event, at=at) for event in events])
    queue_envelopes(
        name=DELIVER,
        queue=DELIVERIES,
        priority=TELLS_AN_EVENT,
        envelopes=[
            {"args": {"event": str(row.id), "receiver": receiver}, "identity": identity_of(system_post("outbox"))}
            for row in rows
            for receiver in _receivers[row.name]
        ],
    )
    return rows


def receives(
    kind: type[E_],
) -> Callable[[Callable[[UUID, E_, datetime], None]], Callable[[UUID, E_, datetime], None]]:
    """Register a receiver, in a package's receivers.py. It runs as the platform, in the transaction of its delivery."""

    def register(receiver: Callable[[UUID, E_, datetime], None]) -> Callable[[UUID, E_, datetime], None]:
        _kinds[kind.name] = kind
        _receivers[kind.name][f"{receiver.__module__}.{receiver.__qualname__}"] = receiver  # type: ignore[assignment] # each receiver is only ever called with its own kind
        return receiver

    return register


def receiver_named(event_name: str, receiver: str) -> Receiver | None:
    """None where a later release no longer has it: then there is nobody left to tell."""
    return _receivers[event_name].get(receiver)


def event_value(row: Event) -> DomainEvent:
    return _kinds[row.name](unit_path=row.unit_path, **row.payload)


def _row(event: DomainEvent, *, at: datetime) -> Event:
    payload = {key: plain(value, place=f"{event.name}.{key}") for key, value in asdict(event).items()}
    payload.pop("unit_path")
    return Event(name=event.name, payload=payload, unit_path=event.unit_path, announced_at=at)
