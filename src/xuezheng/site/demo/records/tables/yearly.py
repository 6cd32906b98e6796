"""What is counted once a year: the resources of compulsory education and the evaluation of universities."""

import numpy as np

from xuezheng.engines.lake.facade import LakeTable
from xuezheng.site.demo.records.columns import Columns, chosen
from xuezheng.site.demo.records.schools import (
    JUNIOR,
    NINE,
    POINT,
    PRIMARY,
    SETTLEMENTS,
    UNIVERSITY,
    SchoolView,
    named,
)
from xuezheng.site.demo.records.universe import Flags, Floats

SECTIONS = ("primary", "junior")
ITEMS = ("degree", "titled", "key", "specialist", "rooms", "sports", "equipment", "computers", "books", "multimedia")
MEANS = {
    "primary": (0.058, 0.031, 0.0115, 0.0098, 5.1, 8.6, 2250, 0.105, 24, 0.0245),
    "junior": (0.067, 0.042, 0.0125, 0.0102, 6.3, 11.2, 2800, 0.125, 36, 0.0255),
}
"""Of a pupil, near the lines of the high-quality balance, so that some counties are above and some below."""
GRADES = ("excellent", "good", "reached", "not_reached")
GRADE_SHARES = (0.127, 0.491, 0.891)
"""Of the universities evaluated in 2018: 12.7, 36.4, 40 and 10.9 of a hundred."""


def school_balance(view: SchoolView) -> list[Columns]:
    """Schools of nine years count twice; teaching points of fewer than 50 pupils do not."""
    counted = view.only((view.group != POINT) | (view.students >= 50))
    return [
        _section(counted.of(PRIMARY, POINT, NINE), 0, part_of_nine=0.62),
        _section(counted.of(JUNIOR, NINE), 1, part_of_nine=0.38),
    ]


def _section(view: SchoolView, section: int, *, part_of_nine: float) -> Columns:
    means = dict(zip(ITEMS, MEANS[SECTIONS[section]], strict=True))
    students = np.maximum(np.rint(view.students * np.where(view.group == NINE, part_of_nine, 1)), 1).astype(np.int64)

    def each(name: str, spread: float = 0.3, pull: float = 0.45) -> Floats:
        """About the mean, less where many share it; ahead where the county is."""
        crowd = np.clip((np.median(students) / students) ** 0.12, 0.75, 1.5) if view.size else 1
        moved = 1 + spread * (view.rank(f"{name} {section}", pull) - 0.5) * 2 * view.grown(1.06, 1.0)
        return np.asarray(students * means[name] * moved * crowd * view.grown(0.94, 1.0))

    def count(name: str, spread: float = 0.4) -> Floats:
        return np.floor(each(name, spread) + view.noise(f"{name}, rounding"))

    above = count("degree")
    each_teacher = (17.4, 13.6)[section] * (1.14 - 0.28 * view.rank("teachers", 0.4))
    return {
        "school": named(view),
        "section": chosen(np.full(view.size, section), SECTIONS),
        "urban_rural": chosen(view.settlement, SETTLEMENTS),
        "students": students,
        "teachers": np.maximum(np.ceil(students / each_teacher), above),
        "teachers_above_degree": above,
        "teachers_titled": count("titled"),
        "teachers_key": count("key", 0.5),
        "teachers_specialist": count("specialist", 0.5),
        "room_area": np.round(each("rooms"), 1),
        "sports_area": np.round(each("sports", 0.4), 1),
        "equipment_value": np.round(each("equipment", 0.4), 0),
        "computers": count("computers", 0.35),
        "books": count("books", 0.3),
        "multimedia_rooms": count("multimedia", 0.3),
    }


def university_it(view: SchoolView, table: LakeTable) -> Columns:
    """Points of each observation follow one level of the university; the grade follows the sum."""
    view = view.of(UNIVERSITY)
    undergraduate = view.noise("undergraduate") < 0.62
    evaluated = view.adopted("evaluated", 0.7, 0.94, pull=0.3)
    level = view.rank("level of university", 0.4)
    observed = [column for column in table.columns if column.type == "decimal"]
    points: dict[str, Floats] = {}
    for column in observed:
        most = column.most or 0
        share = np.clip(0.52 + 0.36 * level + 0.24 * (view.noise(column.name) - 0.5) + view.grown(-0.03, 0.0), 0.1, 1)
        points[column.name] = np.where(evaluated, np.round(most * share * 2) / 2, np.nan)
    return {
        "university": named(view),
        "undergraduate": undergraduate,
        "students": view.students,
        "evaluated": evaluated,
        "grade": chosen(np.where(evaluated, _grades(sum(points.values(), np.zeros(view.size)), evaluated), -1), GRADES),
        **points,
    }


def _grades(total: Floats, evaluated: Flags) -> np.ndarray:
    """By place among those evaluated, in the shares of the first round."""
    place = np.argsort(np.argsort(-np.nan_to_num(total))) / max(int(evaluated.sum()), 1)
    return np.digitize(place, GRADE_SHARES)
