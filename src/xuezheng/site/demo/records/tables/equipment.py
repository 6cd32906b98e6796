"""Size, rooms, machines and the network of schools."""

import numpy as np

from xuezheng.site.demo.records.columns import Columns, chosen, days, flags
from xuezheng.site.demo.records.schools import (
    BASIC,
    KINDERGARTEN,
    POINT,
    PRIMARY,
    SENIOR,
    TWELVE,
    UNIVERSITY,
    VOCATIONAL,
    SchoolView,
    named,
)
from xuezheng.site.demo.records.universe import Flags, Floats, Whole

ACCESS = ("fibre", "dedicated_line", "wireless_5g", "satellite", "none")
DEVICES = ("whiteboard", "student_computer", "teacher_computer", "tablet", "server", "access_point", "recording")
YEAR = 365.25


def schools(view: SchoolView) -> Columns:
    rural, basic = view.settlement == 2, np.isin(view.group, BASIC)
    large = np.where(np.isin(view.group, (PRIMARY, SENIOR)), 0.025, 0.012) * (1.6 - view.rank("large classes"))
    opened = (1952 - 1970 + 67 * view.noise("opened")) * YEAR
    return view.common() | {
        "mountain": view.universe.mountain[view.at],
        "opened_on": days(np.floor(opened)),
        "students": view.students,
        "classes": view.classes,
        "large_classes": np.floor(view.classes * large * (view.settlement < 2) + view.noise("large")).astype(np.int64),
        "teachers": view.teachers,
        "staff": view.teachers + np.ceil(view.teachers * (0.08 + 0.1 * view.noise("staff"))).astype(np.int64),
        "boarders": np.floor(
            view.students
            * np.where(np.isin(view.group, (SENIOR, TWELVE, VOCATIONAL, UNIVERSITY)), 0.75, 0.16)
            * view.noise("boarders")
        ).astype(np.int64),
        "left_behind": np.floor(view.students * basic * rural * 0.34 * view.noise("left behind")).astype(np.int64),
        "migrant_children": np.floor(view.students * basic * ~rural * 0.13 * view.noise("migrants")).astype(np.int64),
    }


def school_facilities(view: SchoolView) -> Columns:
    rooms, students, teachers = view.classrooms, view.students, view.teachers
    has_any = view.adopted(
        "any multimedia",
        view.by(0.985, point=0.86, kindergarten=0.75),
        view.by(0.995, point=0.945, kindergarten=0.85),
        pull=0.75,
    )
    multimedia = np.maximum(view.part("multimedia", rooms, 0.77, 0.855, pull=0.75), 1) * has_any
    computers = np.floor(
        students * (0.045 + 0.115 * view.rank("computers")) * view.grown(0.94, 1.0) + view.noise("computers, rounding")
    )
    kept = np.where(view.group == KINDERGARTEN, 0.3, 1.0)
    equipment = students * (0.09 + 0.26 * view.rank("equipment", 0.7)) * kept
    # A few write twice as many, or the machines of the whole district: what a check of plausibility is there to find.
    slip = view.fresh("slips")
    return view.common() | {
        "students": students,
        "teachers": teachers,
        "classrooms": rooms,
        "multimedia_classrooms": np.where(slip < 0.002, multimedia * 2, multimedia),
        "multimedia_renewed": np.floor(
            multimedia * 0.022 * view.fresh("renewed") * 2 + view.fresh("renewed, rounding") * 0.3
        ).astype(np.int64),
        "multimedia_aged": view.part("aged", multimedia, 0.21, 0.16, pull=-0.5),
        "classrooms_networked": np.maximum(view.part("networked", rooms, 0.9, 0.955, pull=0.7), multimedia),
        "lecture_recording_rooms": view.adopted(
            "recording",
            view.by(0.55, point=0.02, primary=0.3, kindergarten=0.01),
            view.by(0.64, point=0.03, primary=0.36, kindergarten=0.01),
        )
        * (1 + students // 3000),
        "computer_rooms": np.where(view.group == KINDERGARTEN, 0, np.minimum(np.ceil(computers / 60), 300)).astype(
            np.int64
        ),
        "maker_spaces": view.adopted(
            "maker", view.by(0.17, point=0.0, kindergarten=0.0), view.by(0.24, point=0.01, kindergarten=0.0)
        ).astype(np.int64),
        "computers_students": np.where(slip > 0.9985, students * 2, np.minimum(computers * kept, 60_000)).astype(
            np.int64
        ),
        "computers_teachers": np.floor(
            teachers * (0.62 + 0.5 * view.rank("teachers' computers", 0.65)) + view.noise("a computer")
        ).astype(np.int64),
        "equipment_value": np.round(equipment, 2),
        "digital_equipment_value": np.round(equipment * (0.28 + 0.2 * view.rank("digital", 0.3)), 2),
    }


def school_network(view: SchoolView) -> Columns:
    university = view.group == UNIVERSITY
    on, speed, access = _lines(view)
    wireless = view.adopted("wireless", view.by(0.66, point=0.34, primary=0.5), view.by(0.78, point=0.45, primary=0.63))
    areas = np.where(university, 18 + view.students // 1500, 0)
    return view.common() | {
        "broadband": on,
        "access": chosen(access, ACCESS),
        "bandwidth_mbps": speed,
        "students": view.students,
        "classrooms": view.classrooms,
        "classrooms_wireless": np.where(
            wireless, view.classrooms, view.part("wireless rooms", view.classrooms, 0.3, 0.42)
        ),
        "wireless_cover": wireless,
        "key_areas": np.where(university, areas, np.nan),
        "key_areas_wireless": np.where(university, view.part("key areas", areas, 0.91, 0.965, pull=0.3), np.nan),
        "ipv6": view.adopted(
            "IPv6",
            view.by(0.42, university=0.84, vocational=0.6, point=0.28),
            view.by(0.56, university=0.93, vocational=0.74, point=0.4),
        ),
        "education_network": view.adopted(
            "education network",
            view.by(0.6, point=0.4, kindergarten=0.1, university=0.98),
            view.by(0.74, point=0.52, kindergarten=0.14, university=1.0),
            pull=0.7,
        ),
        "merged_networks": np.floor(1 + 3.4 * view.rank("merged")).astype(np.int64),
        "content_filter": view.adopted("filter", 0.78, 0.86),
        "outage_hours": np.round(
            np.where(on, 14 * (1.05 - view.rank("outages", 0.5)) * view.fresh("outages"), np.nan), 1
        ),
    }


def _lines(view: SchoolView) -> tuple[Flags, Floats, Whole]:
    """Whether a school is on broadband, how fast, and by which kind of access."""
    point, university = view.group == POINT, view.group == UNIVERSITY
    on = view.adopted(
        "broadband",
        view.by(0.99, point=0.955, kindergarten=0.9, university=1.0),
        view.by(0.999, point=0.987, kindergarten=0.95, university=1.0),
        pull=0.85,
    )
    hundred = on & view.adopted(
        "100 Mbit/s",
        view.by(0.93, point=0.76, kindergarten=0.7),
        view.by(0.975, point=0.86, kindergarten=0.79),
        pull=0.8,
    )
    gigabit = hundred & view.adopted(
        "1 Gbit/s",
        view.by(0.45, point=0.03, primary=0.2, kindergarten=0.05, university=1.0),
        view.by(0.62, point=0.06, primary=0.31, kindergarten=0.08, university=1.0),
        pull=0.8,
    )
    slow = np.array([4, 10, 20, 50])[np.minimum(view.noise("slow lines") * 4, 3).astype(int)]
    fast = np.array([100, 100, 200, 300, 500])[np.minimum(view.noise("fast lines") * 5, 4).astype(int)]
    speed = np.where(
        gigabit,
        np.where(university, np.maximum(np.rint(view.students * 0.7), 2000), 1000),
        np.where(hundred, fast, np.where(on, slow, 0)),
    )
    access = np.where(
        ~on,
        4,
        np.where(
            point & (view.noise("access") < 0.012),
            3,
            np.where(hundred, (view.noise("access") < 0.2) * 1, np.where(view.noise("access") < 0.15, 2, 0)),
        ),
    )
    return on, speed.astype(np.float64), access


def devices(view: SchoolView) -> Columns:
    """A row for each kind of device that a school of basic or vocational education owns."""
    view = view.of(*BASIC, VOCATIONAL)
    owned = np.column_stack(
        [
            view.classrooms * view.ratio("multimedia", 0.77, 0.855, pull=0.75),
            view.students * (0.045 + 0.115 * view.rank("computers")),
            view.teachers * (0.62 + 0.5 * view.rank("teachers' computers", 0.65)),
            view.students * 0.05 * view.rank("tablets") ** 2,
            view.students / 900 * view.rank("servers"),
            view.classrooms * 0.7 * view.rank("access points"),
            1.2 * (view.rank("recording") > 0.6),
        ]
    ).astype(np.int64)
    has = owned > 0
    school, device = np.nonzero(has)
    count = owned[has]
    chance = view.universe.chance(f"devices {view.step}").random((5, len(count)))
    in_order = np.floor(count * (0.9 + 0.1 * chance[0]) + 0.5).astype(np.int64)
    common = view.common()
    return {name: values.take(school) for name, values in common.items()} | {
        "device": chosen(device, DEVICES),
        "owned": count,
        "in_order": in_order,
        "in_use": np.floor(in_order * (0.84 + 0.16 * chance[1])).astype(np.int64),
        "overaged": np.floor(count * (0.3 - 0.03 * view.step) * chance[2]).astype(np.int64),
        "renewed": np.floor(count * 0.05 * chance[3]).astype(np.int64),
        "hours_used": np.round(6 + 22 * view.rank("use", 0.5)[school] * (0.8 + 0.2 * chance[4]), 1),
        "repair_days": np.round(12 * chance[0] * chance[1], 1),
    }


def mobile_use(view: SchoolView) -> Columns:
    view = view.of(*BASIC)
    boards = np.maximum(view.part("multimedia", view.classrooms, 0.77, 0.855, pull=0.75), 1)
    hours = 8 + 15 * view.rank("use", 0.5) + view.grown(0, 1.5)
    mobile = view.part("mobile students", view.students, 0.36, 0.44)
    return view.common() | {
        "boards": boards,
        "board_hours": np.round(boards * hours, 1),
        "boards_daily": view.part("daily boards", boards, 0.78, 0.84, pull=0.5),
        "teachers": view.teachers,
        "teachers_mobile": view.part("mobile teachers", view.teachers, 0.62, 0.71),
        "students": view.students,
        "students_mobile": mobile,
        "lessons_prepared": np.floor(view.teachers * 26 * view.rank("use", 0.5)).astype(np.int64),
        "homework_online": np.floor(mobile * 9 * view.fresh("homework")).astype(np.int64),
        "minutes_daily": np.round(6 + 18 * view.rank("use", 0.5) * view.fresh("minutes"), 1),
    }


def vocational_campus(view: SchoolView) -> Columns:
    view = view.of(VOCATIONAL)
    reached = view.adopted("standard", 0.79, 0.88, pull=0.4)
    in_project = view.noise("project") < 0.35
    batch = np.where(view.noise("batch") < 0.1, 1, np.where(view.noise("batch") < 0.22, 2, 0))
    specialities = 6 + (view.students // 260)
    interns = np.floor(view.students * 0.3 * view.noise("interns")).astype(np.int64)
    return {
        "school": named(view),
        "provincial": view.noise("provincial") < 0.12,
        "students": view.students,
        "standard_points": np.round(
            np.where(reached, 80 + 18 * view.noise("points"), 48 + 31 * view.noise("points")), 1
        ),
        "standard_reached": reached,
        "project_2017": in_project,
        "project_accepted": flags(view.adopted("accepted", 0.88, 1.0), in_project),
        "experiment_batch": np.where(batch > 0, batch, np.nan),
        "experiment_passed": flags((batch == 1) | view.adopted("experiment", 0.3, 0.7), batch > 0),
        "virtual_training_rooms": np.floor(6 * view.rank("virtual rooms")).astype(np.int64),
        "specialities": specialities,
        "specialities_digital": view.part("digital specialities", specialities, 0.62, 0.73),
        "internships_online": view.part("online interns", interns, 0.66, 0.78),
        "interns": interns,
    }
