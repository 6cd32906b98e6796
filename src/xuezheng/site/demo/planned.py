"""Units as they are planned, before anything is written: plain values, a parent always before its parts."""

from collections.abc import Container
from dataclasses import dataclass, field, replace

from xuezheng.kernel.units.kinds import SCHOOLS, UnitKind


@dataclass(kw_only=True, eq=False)
class PlannedUnit:
    """`opened` is the year; every unit of the demonstration opened on the first of its September."""

    name: str
    kind: UnitKind
    code: str
    parent: "PlannedUnit | None" = None
    short_name: str = ""
    region_code: str = ""
    urban_rural: str = ""
    aliases: tuple[str, ...] = ()
    opened: int = 1990
    children: list["PlannedUnit"] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.children.append(self)

    @property
    def depth(self) -> int:
        return self.parent.depth + 1 if self.parent else 0

    @property
    def place(self) -> tuple[str, ...]:
        """Codes from the ministry down to the unit."""
        return (*(self.parent.place if self.parent else ()), self.code)


@dataclass(kw_only=True)
class Province:
    """All planned units, by what the later steps ask for."""

    ministry: PlannedUnit
    department: PlannedUnit
    units: list[PlannedUnit] = field(default_factory=list)
    bureaus: dict[str, PlannedUnit] = field(default_factory=dict)
    """County bureaus by region code, and city bureaus by theirs."""

    def add(self, unit: PlannedUnit) -> PlannedUnit:
        self.units.append(unit)
        return unit

    def of(self, units: Container[PlannedUnit]) -> "Province":
        """The province with those units only."""
        return replace(self, units=[unit for unit in self.units if unit in units])

    @property
    def schools(self) -> list[PlannedUnit]:
        return [unit for unit in self.units if unit.kind in SCHOOLS]
