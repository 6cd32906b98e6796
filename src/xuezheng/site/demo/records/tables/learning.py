"""Spaces, training, courses, resources and the three classrooms."""

import numpy as np

from xuezheng.site.demo.records.columns import Columns, chosen
from xuezheng.site.demo.records.schools import (
    BASIC,
    GRADES,
    KINDERGARTEN,
    POINT,
    PRIMARY,
    UNIVERSITY,
    VOCATIONAL,
    SchoolView,
)
from xuezheng.site.demo.records.universe import Whole

CLASSROOMS, ROLES = ("delivery", "master", "famous_school"), ("giving", "receiving")


def school_spaces(view: SchoolView) -> Columns:
    teachers, students = view.teachers, view.students
    of_teachers = view.part("teachers' spaces", teachers, 0.7, 0.79, pull=0.7)
    of_students = view.part("students' spaces", students, 0.46, 0.565, pull=0.7)
    upper = np.where(view.group == PRIMARY, students * 2 // 3, np.where(view.group == POINT, students // 2, students))
    return view.common() | {
        "teachers": teachers,
        "students": students,
        "students_from_grade3": np.where(view.group == KINDERGARTEN, 0, upper),
        "teacher_spaces": of_teachers,
        "student_spaces": of_students,
        "parent_spaces": np.floor(of_students * (0.35 + 0.3 * view.noise("parents"))).astype(np.int64),
        "new_teacher_spaces": _newly(view, "teachers' spaces", teachers, 0.7, 0.79),
        "new_student_spaces": _newly(view, "students' spaces", students, 0.46, 0.565),
        "active_teachers": view.part("active teachers", of_teachers, 0.55, 0.66),
        "active_students": view.part("active students", of_students, 0.42, 0.5),
        "school_space": view.adopted("school space", 0.83, 0.9),
        "class_spaces": view.part("class spaces", view.classes, 0.62, 0.73),
        "classes": view.classes,
    }


def _newly(view: SchoolView, name: str, whole: Whole, before: float, now: float) -> Whole:
    """What there is more than in the quarter before; in the first quarter about as much as in the next."""
    earlier = SchoolView(view.universe, step=max(view.step - 1, 0), at=view.at)
    later = view if view.step else SchoolView(view.universe, step=1, at=view.at)
    grown = later.part(name, whole, before, now, pull=0.7) - earlier.part(name, whole, before, now, pull=0.7)
    return np.asarray(np.maximum(grown, 0))


def school_training(view: SchoolView) -> Columns:
    teachers = view.teachers
    enrolled = view.part("enrolled", teachers, 0.945, 0.985, pull=0.5)
    trained = np.minimum(view.part("trained", teachers, 0.8, 0.905, pull=0.6), enrolled)
    public = np.round(view.students * 0.085 * (0.9 + 0.2 * view.noise("public funds")), 2)
    return view.common() | {
        "teachers": teachers,
        "teachers_enrolled": enrolled,
        "teachers_trained": trained,
        "teachers_assessed": view.part("assessed", trained, 0.78, 0.86, pull=0.4),
        "school_plan": view.adopted("plan of training", 0.88, 0.95),
        "heads_trained": (view.fresh("heads") < 0.05).astype(np.int64),
        "cios_trained": (view.fresh("CIOs trained") < 0.03).astype(np.int64),
        "managers_trained": np.floor(1.6 * view.fresh("managers")).astype(np.int64),
        "trained_people": np.floor(teachers * 0.05 * view.fresh("people trained")).astype(np.int64),
        "training_funds": np.round(public * (0.03 + 0.04 * view.rank("training funds")), 2),
        "public_funds": public,
    }


def school_courses(view: SchoolView) -> Columns:
    view = view.of(*BASIC)
    grades = np.maximum(np.where(view.group == PRIMARY, 4, np.where(view.group == POINT, 2, GRADES[view.group])), 1)
    taught = view.part("grades taught", grades, 0.93, 0.965, pull=0.7)
    required = np.minimum(grades * np.maximum(view.classes / GRADES[view.group], 1), 280)
    hours = required * taught / grades * (0.9 + 0.1 * view.rank("hours", 0.5))
    it_teachers = np.maximum(np.ceil(required / 14), (view.group != POINT) * 1).astype(np.int64)
    return view.common() | {
        "grades": grades,
        "grades_taught": taught,
        "hours_required": np.round(required, 1),
        "hours_taught": np.round(hours, 1),
        "it_teachers": it_teachers,
        "it_teachers_full_time": view.part("full time", it_teachers, 0.52, 0.58),
        "students": view.students,
        "students_per_machine": np.round(1 + 1.4 * (1 - view.rank("machines")), 1),
        "ai_course": view.adopted(
            "AI", view.by(0.34, point=0.02, primary=0.2), view.by(0.52, point=0.05, primary=0.34)
        ),
        "coding_club": view.adopted("coding", view.by(0.3, point=0.01), view.by(0.39, point=0.02)),
        "safety_lessons": view.adopted("safety lessons", 0.94, 0.985, pull=0.3),
        "literacy_tested": np.floor(
            view.students * view.adopted("tested", 0.3, 0.42) * (0.5 + 0.5 * view.noise("tested"))
        ).astype(np.int64),
    }


def school_resources(view: SchoolView) -> Columns:
    view = view.of(*BASIC, VOCATIONAL, UNIVERSITY, KINDERGARTEN)
    basic, university, vocational = np.isin(view.group, BASIC), view.group == UNIVERSITY, view.group == VOCATIONAL
    ahead = view.rank("lessons", 0.5)
    submitted = np.floor(view.teachers * basic * 0.22 * ahead * view.fresh("submitted")).astype(np.int64)
    province = ((view.fresh("provincial lesson") * basic * (0.4 + 0.6 * ahead)) > 0.84).astype(np.int64)
    studios = (
        view.adopted(
            "studio",
            view.by(0.0, primary=0.008, junior=0.015, senior=0.04, point=0.0),
            view.by(0.0, primary=0.01, junior=0.02, senior=0.055, point=0.0),
        )
    ).astype(np.int64)
    scaled = view.rank("courses", 0.2)
    return view.common() | {
        "lessons_submitted": submitted,
        "lessons_county": np.floor(submitted * 0.24).astype(np.int64),
        "lessons_province": province,
        "lessons_ministry": province * (view.fresh("ministry's lesson") < 0.12),
        "studios": studios,
        "online_courses": np.floor(university * scaled**3 * 16 * view.grown(0.86, 1)).astype(np.int64),
        "virtual_experiments": np.floor(university * view.rank("virtual", 0.2) ** 3 * 6 * view.grown(0.9, 1)).astype(
            np.int64
        ),
        "resource_libraries": np.floor((vocational * 0.6 + university) * view.rank("libraries", 0.2) ** 5 * 2.2).astype(
            np.int64
        ),
        "own_resources_gb": np.round(view.students * (0.1 + view.rank("resources")) * 0.6, 1),
        "resource_visits": np.floor(view.students * 11 * view.rank("use", 0.5) * view.fresh("visits")).astype(np.int64),
        "teachers": view.teachers,
        "teachers_sharing": view.part("sharing", view.teachers, 0.27, 0.36),
    }


def lessons(view: SchoolView) -> Columns:
    """Strong schools give, weak ones and teaching points receive, each in one or two of the three kinds."""
    view = view.of(*BASIC)
    giving = view.adopted("giving", view.by(0.055, point=0.0), view.by(0.075, point=0.0), pull=0.9)
    receiving = ~giving & (view.rank("giving", 0.9) < view.by(0.22, point=0.6)) & (view.noise("receives") < 0.8)
    taking = np.column_stack(
        [view.noise(kind) < share for kind, share in zip(CLASSROOMS, (0.8, 0.5, 0.3), strict=True)]
    )
    school, classroom = np.nonzero(taking & (giving | receiving)[:, None])
    gives = giving[school]
    chance = view.universe.chance(f"lessons {view.step}").random((5, len(school)))
    planned = np.floor(np.where(gives, 16, 11) * (0.6 + 0.8 * chance[0])).astype(np.int64)
    held = np.floor(planned * (0.86 + view.grown(0, 0.05) + 0.09 * chance[1])).astype(np.int64)
    return {name: values.take(school) for name, values in view.common().items()} | {
        "classroom": chosen(classroom, CLASSROOMS),
        "role": chosen(np.where(gives, 0, 1), ROLES),
        "paired_schools": np.where(gives, 1 + np.floor(1.6 * chance[2]), 1).astype(np.int64),
        "planned": planned,
        "held": held,
        "on_time": np.floor(held * (0.9 + 0.1 * chance[3])).astype(np.int64),
        "students_reached": np.floor(40 + 60 * chance[4]).astype(np.int64),
        "teachers_joining": np.floor(1 + 5 * chance[2]).astype(np.int64),
    }
