"""How schools and bureaus are led, what they offer online, and how good their reports are."""

import numpy as np

from xuezheng.site.demo.records.bureaus import CITY, COUNTY, LEVELS, PROVINCE
from xuezheng.site.demo.records.columns import Columns, chosen
from xuezheng.site.demo.records.schools import (
    BASIC,
    KINDERGARTEN,
    POINT,
    UNIVERSITY,
    VOCATIONAL,
    SchoolView,
    named,
)
from xuezheng.site.demo.records.universe import View

TABLES_DUE, CELLS_DUE, CHECKS = 14, 148, 96


def school_governance(view: SchoolView) -> Columns:
    view = view.only(view.group != KINDERGARTEN)
    point = view.group == POINT
    basic = np.isin(view.group, BASIC)
    rated = basic & view.adopted("rated", view.by(0.7, point=0.42), view.by(0.9, point=0.66), pull=0.7)
    stars = np.where(rated, 1 + np.floor(4.4 * view.rank("stars", 0.8) ** 1.6), np.where(basic, 0, np.nan))
    model = basic & view.adopted("model", view.by(0.03, point=0.0), view.by(0.048, point=0.0), pull=0.9)
    return view.common() | {
        "leading_group": view.adopted(
            "leading group",
            view.by(0.95, point=0.9, university=1.0),
            view.by(0.985, point=0.95, university=1.0),
            pull=0.5,
        ),
        "cio_registered": view.adopted(
            "CIO", view.by(0.84, point=0.74, university=0.98), view.by(0.94, point=0.87, university=1.0), pull=0.6
        ),
        "it_staff": np.floor(np.where(point, 0, view.students / 1400) + view.noise("staff of IT")).astype(np.int64),
        "security_duty": view.adopted("duty", 0.94, 0.985, pull=0.4),
        "emergency_plan": view.adopted("plan for emergencies", 0.88, 0.94, pull=0.4),
        "digital_plan": view.adopted("digital plan", view.by(0.7, point=0.4), view.by(0.82, point=0.55)),
        "inspector_listed": view.adopted("inspector", 0.975, 0.99, pull=0.3),
        "inspector_visits": np.floor(0.75 + 2.6 * view.fresh("visits of inspectors")).astype(np.int64),
        "stars": stars,
        "star_points": np.round(np.where(stars > 0, 52 + 9 * stars + 4 * view.noise("star points"), np.nan), 1),
        "model_campus": model,
        "smart_campus": model & (view.noise("smart campus") < 0.1),
        "vocational_benchmark": (view.group == VOCATIONAL) & view.adopted("benchmark", 0.06, 0.1, pull=0.9),
        "space_model": basic
        & view.adopted("space model", view.by(0.005, point=0.001), view.by(0.0075, point=0.001), pull=0.9),
    }


def school_services(view: SchoolView) -> Columns:
    point = view.group == POINT
    services = np.where(point, 4, np.where(view.group == UNIVERSITY, 120, np.where(view.group == KINDERGARTEN, 6, 18)))
    services = services + np.floor(view.noise("services") * services * 0.4).astype(np.int64)
    apps = np.floor(np.where(point, 0.8, np.where(view.group == UNIVERSITY, 9, 3)) * (0.5 + view.noise("apps"))).astype(
        np.int64
    )
    return view.common() | {
        "resource_service": view.adopted(
            "resource service",
            view.by(0.98, point=0.93, kindergarten=0.8),
            view.by(0.995, point=0.975, kindergarten=0.86),
            pull=0.7,
        ),
        "resource_classes": view.part("resource classes", view.classes, 0.72, 0.8),
        "classes": view.classes,
        "national_platform": view.adopted("national platform", 0.86, 0.955, pull=0.5),
        "home_school": view.adopted("home and school", view.by(0.84, point=0.6), view.by(0.91, point=0.7), pull=0.5),
        "after_class_online": view.adopted("after class", 0.4, 0.55),
        "canteen_watched": view.adopted("canteen", 0.82, 0.92, pull=0.4),
        "services": services,
        "services_online": view.part("services online", services, 0.55, 0.66),
        "apps": apps,
        "apps_filed": view.part("apps filed", apps, 0.88, 0.95, pull=0.3),
        "complaints": (view.fresh("complaints") < 0.006 * (apps > 0)).astype(np.int64),
        "quality_evaluation": view.adopted(
            "evaluation online",
            view.by(0.5, senior=0.97, primary=0.3, point=0.1),
            view.by(0.62, senior=1.0, primary=0.42, point=0.15),
        ),
    }


def data_quality(view: SchoolView) -> Columns:
    """Of every school, those that were silent among them."""
    silent = view.silent
    due = np.full(view.size, TABLES_DUE)
    missing = np.floor(view.fresh("tables missing") ** 14 * 4).astype(np.int64)
    received = np.where(silent, 0, due - missing)
    late = np.floor(received * view.fresh("late") ** 6 * (1.15 - view.rank("punctual", 0.5)) * 0.9).astype(np.int64)
    cells = np.where(
        silent, 0, CELLS_DUE - np.floor(view.fresh("cells") ** 5 * 16 * (1.2 - view.rank("careful"))).astype(np.int64)
    )
    slips = view.fresh("slips")
    failed = (slips < 0.002) * 3 + (slips > 0.9985) * 2 + (view.fresh("failed") < 0.05) * 1
    checks = np.where(silent, 0, CHECKS)
    return view.common() | {
        "tables_due": due,
        "tables_received": received,
        "tables_in_time": received - late,
        "tables_returned": np.minimum((view.fresh("returned") < 0.07).astype(np.int64), received),
        "cells_due": np.full(view.size, CELLS_DUE),
        "cells_filled": cells,
        "checks_run": checks,
        "checks_passed": np.where(silent, 0, CHECKS - failed),
        "days_late": np.where(late > 0, 1 + np.floor(view.fresh("days late") * 12), np.where(silent, np.nan, 0)),
    }


def bureau_work(view: View) -> Columns:
    county, city = view.group == COUNTY, view.group == CITY
    entries = np.array([60, 180, 900])[view.group] + np.floor(40 * view.noise("entries")).astype(np.int64)
    services = np.array([26, 42, 88])[view.group] + np.floor(6 * view.noise("services")).astype(np.int64)
    before = np.array([7, 18, 64])[view.group] + np.floor(6 * view.noise("systems")).astype(np.int64)
    archives = np.array([9_000, 30_000, 220_000])[view.group] + np.floor(9_000 * view.noise("archives")).astype(
        np.int64
    )
    gone = np.floor(before * view.grown(0.14, 0.29) * (0.6 + 0.9 * view.rank("merged systems"))).astype(np.int64)
    return {
        "bureau": named(view),
        "level": chosen(view.group, LEVELS),
        "leading_group": view.adopted("leading group", 0.97, 1.0),
        "smart_county": county & view.adopted("smart county", 0.04, 0.064, pull=0.9),
        "space_model_region": (view.group < PROVINCE)
        & view.adopted("space region", np.where(city, 0.12, 0.07), np.where(city, 0.23, 0.102), pull=0.8),
        "inspection_innovation": county & view.adopted("inspection", 0.2, 0.28),
        "school_cloud": view.adopted("cloud", 0.5, 0.64),
        "catalogue_entries": entries,
        "catalogue_connected": view.part("catalogue", entries, 0.79, 0.91, pull=0.5),
        "services": services,
        "services_online": view.part("online", services, 0.9, 0.965, pull=0.4),
        "systems_before": before,
        "systems_now": np.maximum(before - gone, 1),
        "archives": archives,
        "archives_online": view.part("archives online", archives, 0.66, 0.82, pull=0.4),
        "equipment_standard": view.adopted("equipment standard", 0.55, 0.72),
        "bulletins": np.ones(view.size, dtype=np.int64),
    }
