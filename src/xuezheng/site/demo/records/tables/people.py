"""Teachers and students one by one, a city at a time: nothing here loops over people."""

import numpy as np
import pyarrow as pa

from xuezheng.site.demo.records.columns import Columns, chosen, numbered
from xuezheng.site.demo.records.schools import (
    FIRST_GRADE,
    GRADES,
    SETTLEMENTS,
    STAGES,
    SchoolView,
    named,
)
from xuezheng.site.demo.records.universe import Flags, Floats, Whole

SUBJECTS = ("chinese", "maths", "english", "science", "arts", "sports", "it", "other")
DEGREES = ("below", "college", "bachelor", "master")
PARTS = 1 << 16


class Crowd:
    """As many rows as the schools have people; each draw is 16 bits, which is fine enough for shares."""

    def __init__(self, view: SchoolView, number: Whole, *, name: str) -> None:
        self.view, self.number = view, number
        self.rows = int(number.sum())
        self._chance = view.universe.chance(f"{name} {view.step} {view.city[0] if view.size else ''}")

    def of(self, values: np.ndarray) -> np.ndarray:
        return np.repeat(values, self.number)

    def chance(self) -> np.ndarray:
        return self._chance.integers(0, PARTS, self.rows, dtype=np.uint16)

    def share(self, of_school: Floats) -> Flags:
        """True for that share of each school's people."""
        limit = np.clip(np.rint(of_school * PARTS), 0, PARTS - 1).astype(np.uint16)
        return np.asarray(self.chance() < self.of(limit))

    def common(self, prefix: str) -> dict[str, np.ndarray | pa.Array]:
        begin = np.cumsum(self.number) - self.number
        nth = np.arange(self.rows, dtype=np.int64) - np.repeat(begin, self.number)
        return {
            "school": named(self.view, self.number),
            "number": numbered(prefix, self.of(self.view.at) * 100_000 + nth),
            "stage": chosen(self.of(self.view.group.astype(np.int8)), STAGES),
            "urban_rural": chosen(self.of(self.view.settlement.astype(np.int8)), SETTLEMENTS),
        }


def teachers(view: SchoolView) -> Columns:
    crowd = Crowd(view, view.teachers, name="teachers")
    opened = crowd.share(view.ratio("teachers' spaces", 0.7, 0.79, pull=0.7))
    ahead = view.rank("training hours", 0.6)
    hours = crowd.of((view.grown(24, 34) + 24 * ahead).astype(np.float32)) * (0.55 + crowd.chance() / PARTS * 0.9)
    degree = crowd.chance() / PARTS
    return crowd.common("T") | {
        "subject": chosen((crowd.chance() >> 13).astype(np.int8), SUBJECTS),
        "age": 22 + (crowd.chance() / PARTS * 38).astype(np.int64),
        "degree": chosen(np.digitize(degree, (0.01, 0.21, 0.93)).astype(np.int8), DEGREES),
        "above_degree": degree > 0.12,
        "key_teacher": crowd.share(0.1 + 0.14 * view.rank("key 0", 0.45)),
        "training_hours": hours.astype(np.int64),
        "micro_abilities": np.minimum(hours / 11, 12).astype(np.int64),
        "space_opened": opened,
        "space_active": opened & crowd.share(view.ratio("active teachers", 0.55, 0.66)),
        "studio_member": crowd.share(0.02 + 0.09 * view.rank("studio", 0.6)),
    }


def students(view: SchoolView) -> Columns:
    crowd = Crowd(view, view.students, name="students")
    opened = crowd.share(view.ratio("students' spaces", 0.46, 0.565, pull=0.7))
    rural = view.settlement == 2
    grades = crowd.of(GRADES[view.group].astype(np.uint32))
    grade = crowd.of(FIRST_GRADE[view.group].astype(np.int8)) + (crowd.chance() * grades >> 16).astype(np.int8)
    return crowd.common("G") | {
        "grade": grade.astype(np.int64),
        "boards": crowd.share(np.where(GRADES[view.group] == 3, 0.55, 0.12) * view.noise("boarders") * 2 * 0.8),
        "left_behind": crowd.share(rural * 0.17 * 2 * view.noise("left behind")),
        "migrant": crowd.share(~rural * 0.065 * 2 * view.noise("migrants")),
        "disabled": crowd.share(0.001 + 0.004 * view.noise("disabled")),
        "space_opened": opened,
        "space_active": opened & crowd.share(view.ratio("active students", 0.42, 0.5)),
        "home_terminal": crowd.share(view.ratio("terminals", 0.84, 0.9, pull=0.8)),
    }
