"""What other packages may hear about units. `unit_id` is the unit's uuid; days are ISO dates."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class UnitOpened(DomainEvent):
    name: ClassVar[str] = "units.UnitOpened"
    unit_id: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class UnitsOpened(DomainEvent):
    """Many units at once, by an import: one event, since a receiver reads them by the day and the subtree."""

    name: ClassVar[str] = "units.UnitsOpened"
    count: int
    source: str


@dataclass(frozen=True, kw_only=True)
class UnitClosed(DomainEvent):
    name: ClassVar[str] = "units.UnitClosed"
    unit_id: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class UnitRenamed(DomainEvent):
    name: ClassVar[str] = "units.UnitRenamed"
    unit_id: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class UnitMoved(DomainEvent):
    """The whole subtree changed its paths from `old_path…` to `unit_path…`; rows elsewhere keep the path of their time."""

    name: ClassVar[str] = "units.UnitMoved"
    unit_id: str
    old_path: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class UnitsMerged(DomainEvent):
    name: ClassVar[str] = "units.UnitsMerged"
    predecessors: list[str]
    successor: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class UnitSplit(DomainEvent):
    name: ClassVar[str] = "units.UnitSplit"
    predecessor: str
    successors: list[str]
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class UnitFactsChanged(DomainEvent):
    """Short name, region, urban or rural, kind, code or aliases."""

    name: ClassVar[str] = "units.UnitFactsChanged"
    unit_id: str
    effective_on: str
