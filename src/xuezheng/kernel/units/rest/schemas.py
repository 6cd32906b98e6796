"""What the units' endpoints take and give."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.units.kinds import Level, Settlement, UnitKind
from xuezheng.kernel.units.models import Unit

Name = Annotated[str, Field(min_length=1, max_length=120)]
ShortName = Annotated[str, Field(max_length=60)]
Code = Annotated[str, Field(min_length=1, max_length=20)]
RegionCode = Annotated[str, Field(max_length=12)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2190, 12, 31))]


class UnitOut(Output):
    """A unit as it is today. `parent` is the uuid of the unit above, where the caller may see it."""

    uuid: UUID
    code: str
    name: str
    short_name: str
    kind: UnitKind
    level: Level
    region_code: str
    urban_rural: str
    parent: UUID | None
    opened_on: date
    closed_on: date | None
    synthetic: bool
    version: int

    @staticmethod
    def resolve_parent(unit: Unit) -> UUID | None:
        return unit.parent.uuid if unit.parent else None


class UnitThenOut(Output):
    """A unit as it was: from a day up to, not including, another."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    level: Level
    region_code: str
    valid_from: date
    valid_to: date | None


class ResolvedOut(Output):
    """`unit` where exactly one is meant; else all it could mean, and somebody has to choose."""

    text: str
    unit: UnitOut | None
    candidates: list[UnitOut]


class AliasOut(Output):
    name: str


class UnitIn(Input):
    parent: UUID
    name: Name
    kind: UnitKind
    code: Annotated[str, Field(max_length=20)] = ""
    short_name: ShortName = ""
    region_code: RegionCode = ""
    urban_rural: Settlement | None = None
    effective_on: Day


class FactsIn(Input):
    """What is left out stays."""

    short_name: ShortName | None = None
    region_code: RegionCode | None = None
    urban_rural: Settlement | None = None
    effective_on: Day


class RenameIn(Input):
    name: Name
    short_name: ShortName | None = None
    effective_on: Day


class MoveIn(Input):
    parent: UUID
    effective_on: Day


class CloseIn(Input):
    effective_on: Day


class CodeIn(Input):
    code: Code
    effective_on: Day


class KindIn(Input):
    """Without a code the present one stays, where it fits the new kind."""

    kind: UnitKind
    code: Annotated[str, Field(max_length=20)] = ""
    effective_on: Day


class MergeIn(Input):
    """The unit that goes on, with the version that was read of it."""

    into: UUID
    into_version: Annotated[int, Field(ge=1, le=999_999_999)]
    effective_on: Day


class PartIn(Input):
    name: Name
    kind: UnitKind
    code: Annotated[str, Field(max_length=20)] = ""


class SplitIn(Input):
    into: Annotated[list[PartIn], Field(min_length=1, max_length=20)]
    goes_on: bool
    effective_on: Day


class AliasIn(Input):
    name: Name
