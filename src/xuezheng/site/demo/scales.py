"""How much is loaded: numbers of schools by kind, after the proportions of the province's yearbooks, and of accounts."""

from collections.abc import Mapping
from dataclasses import dataclass

from xuezheng.kernel.units.kinds import UnitKind


@dataclass(frozen=True, kw_only=True)
class History:
    """How many changes of each kind the past year saw."""

    renamed: int
    merged: int
    closed: int
    moved: int
    split: int


@dataclass(frozen=True, kw_only=True)
class Scale:
    """`schools` are those open at the end of the year of history. `accounts` counts all: administrators first, and
    teachers, CIOs and officers for the rest."""

    code: str
    schools: Mapping[UnitKind, int]
    accounts: int
    history: History
    all_people: bool = False
    """Whether the records hold the teachers and students of every city, or of a sample."""

    @property
    def planned_schools(self) -> dict[UnitKind, int]:
        """Those open before the year began."""
        planned = dict(self.schools)
        planned[UnitKind.TEACHING_POINT] += self.history.closed + self.history.merged
        planned[UnitKind.KINDERGARTEN] -= self.history.split
        return planned


SMALL = Scale(
    code="small",
    schools={
        UnitKind.UNIVERSITY: 12,
        UnitKind.VOCATIONAL: 19,
        UnitKind.SPECIAL: 6,
        UnitKind.SENIOR: 27,
        UnitKind.TWELVE_YEAR: 4,
        UnitKind.JUNIOR: 99,
        UnitKind.NINE_YEAR: 42,
        UnitKind.PRIMARY: 461,
        UnitKind.TEACHING_POINT: 330,
        UnitKind.KINDERGARTEN: 600,
    },
    accounts=2_100,
    history=History(renamed=8, merged=5, closed=4, moved=3, split=2),
)
FULL = Scale(
    code="full",
    schools={
        UnitKind.UNIVERSITY: 140,
        UnitKind.VOCATIONAL: 600,
        UnitKind.SPECIAL: 150,
        UnitKind.SENIOR: 850,
        UnitKind.TWELVE_YEAR: 60,
        UnitKind.JUNIOR: 3_100,
        UnitKind.NINE_YEAR: 1_300,
        UnitKind.PRIMARY: 14_400,
        UnitKind.TEACHING_POINT: 10_400,
        UnitKind.KINDERGARTEN: 19_000,
    },
    accounts=60_000,
    history=History(renamed=60, merged=40, closed=30, moved=20, split=10),
    all_people=True,
)
SCALES = {scale.code: scale for scale in (SMALL, FULL)}
