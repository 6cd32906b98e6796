"""Schools with their size: students, classes, teachers, classrooms, from which all their other figures follow."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.site.demo.records.columns import Columns, chosen
from xuezheng.site.demo.records.universe import LAST, Flags, Floats, View, Whole

STAGES = (
    "primary", "point", "junior", "nine_year", "senior", "twelve_year", "vocational", "kindergarten", "special", "university",
)  # fmt: skip
STAGE_OF = {kind: STAGES.index(kind.value) for kind in UnitKind if kind.value in STAGES} | {
    UnitKind.TEACHING_POINT: STAGES.index("point")
}
SETTLEMENTS = ("urban", "town", "rural")
PRIMARY, POINT, JUNIOR, NINE, SENIOR, TWELVE, VOCATIONAL, KINDERGARTEN, SPECIAL, UNIVERSITY = range(10)
BASIC = (PRIMARY, POINT, JUNIOR, NINE, SENIOR, TWELVE)
STUDENTS = np.array([675, 58, 1380, 1260, 3000, 2700, 2550, 196, 165, 21_000])
"""Mean by stage: 50,000 schools have 27 million students, as the province's yearbooks tell."""
PER_TEACHER = np.array([17.4, 11.5, 13.6, 15.0, 13.3, 14.0, 19.0, 13.0, 3.2, 18.5])
PER_CLASS = np.array([40, 15, 48, 43, 52, 46, 44, 28, 11, 55])
GRADES = np.array([6, 4, 3, 9, 3, 12, 3, 3, 9, 4])
FIRST_GRADE = np.array([1, 1, 7, 1, 10, 1, 10, 0, 1, 13])
PLACED = np.array([1.5, 1.15, 0.62])
"""City schools are larger, those of the countryside smaller."""


class SchoolView(View):
    """Schools of one quarter's last day."""

    def only(self, mask: Flags) -> "SchoolView":
        return SchoolView(self.universe, step=self.step, at=self.at[mask])

    def of(self, *stages: int) -> "SchoolView":
        return self.only(np.isin(self.group, stages))

    def reporting(self, table: str) -> "SchoolView":
        """Without those that reported nothing at all in the quarter, or not this table."""
        return self.only(~self.silent & (self.fresh(f"{table}, reported") > 0.006))

    @property
    def silent(self) -> Flags:
        """The weak ones more often; fewer from quarter to quarter."""
        return np.asarray(self.fresh("silent") + 0.02 * self.rank("silence") < self.grown(0.022, 0.012))

    @cached_property
    def students(self) -> Whole:
        size = self.universe.rank("size", 0.25)
        spread = np.clip(np.exp(0.55 * _bell(size)) * PLACED[self.universe.settlement], 0.1, 4)
        of_group = np.bincount(self.universe.group, spread, len(STAGES)) / np.maximum(
            np.bincount(self.universe.group, minlength=len(STAGES)), 1
        )
        usual = STUDENTS[self.universe.group] * spread / of_group[self.universe.group]
        moved = 1 + (self.step == LAST) * (0.06 * self.universe.noise("entrants") - 0.035)
        whole: Whole = np.maximum(np.rint(usual * moved), 6).astype(np.int64)
        return whole[self.at]

    @cached_property
    def classes(self) -> Whole:
        size = PER_CLASS[self.group] * (0.82 + 0.3 * self.noise("class size") + 0.06 * (self.settlement == 0))
        found: Whole = np.maximum(np.ceil(self.students / size), 1).astype(np.int64)
        return found

    @cached_property
    def teachers(self) -> Whole:
        each = PER_TEACHER[self.group] * (1.14 - 0.28 * self.rank("teachers", 0.4))
        found: Whole = np.maximum(np.rint(self.students / each), 1).astype(np.int64)
        return found

    @cached_property
    def classrooms(self) -> Whole:
        return self.classes + np.floor(self.classes * 0.08 + self.noise("spare rooms")).astype(np.int64)

    def by(self, rest: float, **stages: float) -> Floats:
        """A value for each school by its stage: `by(0.98, point=0.9)`."""
        return np.array([stages.get(stage, rest) for stage in STAGES])[self.group]

    @property
    def codes(self) -> pa.Array:
        return named(self)

    def common(self) -> dict[str, npt.NDArray[np.generic] | pa.Array]:
        """Which school, of which stage, where."""
        return {
            "school": self.codes,
            "stage": chosen(self.group, STAGES),
            "urban_rural": chosen(self.settlement, SETTLEMENTS),
        }


def named(view: View, times: Whole | None = None) -> pa.Array:
    """The units' codes, each as often as it has rows."""
    places = np.arange(view.size, dtype=np.int32)
    codes = pa.array([view.universe.codes[place] for place in view.at.tolist()], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(places if times is None else np.repeat(places, times)), codes)


def _bell(rank: Floats) -> Floats:
    """From even ranks to about normal ones: the logistic curve's inverse, scaled."""
    return np.asarray(np.log(rank / (1 - rank)) / 1.7)


Drawn = Callable[[SchoolView], Columns]
