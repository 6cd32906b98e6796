"""Units as they are drawn up, before anything is written: plain values in the order in which they can be written."""

from dataclasses import dataclass, field
from itertools import count

from xuezheng.kernel.units.kinds import Level, UnitKind

ADMINISTRATION_LEVELS = {
    UnitKind.MINISTRY: Level.MINISTRY,
    UnitKind.DEPARTMENT: Level.PROVINCE,
    UnitKind.CITY_BUREAU: Level.CITY,
    UnitKind.COUNTY_BUREAU: Level.COUNTY,
}
UNDER_AN_ADMINISTRATION = (UnitKind.OFFICE, UnitKind.AFFILIATE)


@dataclass(kw_only=True, eq=False)
class UnitDraft:
    """`segment` is the unit's own part of its path."""

    name: str
    kind: UnitKind
    code: str
    segment: str
    parent: "UnitDraft | None" = None
    short_name: str = ""
    region_code: str = ""
    urban_rural: str = ""
    aliases: tuple[str, ...] = ()
    opened: int = 1990
    children: list["UnitDraft"] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.children.append(self)

    @property
    def path(self) -> str:
        return f"{self.parent.path if self.parent else ''}{self.segment}."

    @property
    def level(self) -> Level:
        if self.kind in UNDER_AN_ADMINISTRATION and self.parent is not None:
            return self.parent.level
        return ADMINISTRATION_LEVELS.get(self.kind, Level.SCHOOL)

    @property
    def depth(self) -> int:
        return self.parent.depth + 1 if self.parent else 0


@dataclass(kw_only=True)
class Province:
    """All drafts, by what the later steps ask for."""

    ministry: UnitDraft
    department: UnitDraft
    units: list[UnitDraft] = field(default_factory=list)
    bureaus: dict[str, UnitDraft] = field(default_factory=dict)
    """City and county bureaus by region code."""
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def add(self, draft: UnitDraft) -> UnitDraft:
        self.units.append(draft)
        return draft

    def segment(self) -> str:
        return f"u{next(self.numbers):05d}"

    @property
    def schools(self) -> list[UnitDraft]:
        return [unit for unit in self.units if unit.level == Level.SCHOOL]
