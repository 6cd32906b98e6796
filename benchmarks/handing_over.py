"""Accepted reports to the province's number: one more beside 50,000, and 50,000 together, by the real worker in its own process.

The shipped quarterly form with its record table, the shipped indicators on it and as many more as a large table has. On a
database of its own.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from benchmarks.frame import Cell, Table, percentile
from benchmarks.journal import own_database

SCHOOLS, CITIES, COUNTIES = 50_000, 18, 9
"""So many counties in each city."""
ROUNDS, WARMING = 24, 2
BAR_ONE, BAR_ALL = 5.0, 10.0
TABLE, FORM, CODE = "connection_reports", "connections_quarter", "upkeep_by_somebody_ratio"
MORE_INDICATORS = 40
PATIENCE = 300.0
PROVINCE = "cn.41."
WORKER = "import django; django.setup(); from xuezheng.kernel.outbox.worker import run_worker; run_worker()"
UNITS = """
INSERT INTO units_unit (uuid, unit_path, name, short_name, code, kind, level, region_code, urban_rural, initials, opened_on,
                        synthetic, version, parent_id)
SELECT gen_random_uuid(), county.unit_path || 'u' || lpad(g::text, 5, '0') || '.', '第' || g || '小学', '',
       'S' || lpad(g::text, 9, '0'), 'primary', 'school', '', '', 'dyxx', date '2000-01-01', true, 1, county.id
  FROM generate_series(1, %s) g
  JOIN (SELECT id, unit_path, row_number() OVER (ORDER BY unit_path) AS place FROM units_unit WHERE level = 'county') AS county
    ON county.place = 1 + g %% (SELECT count(*) FROM units_unit WHERE level = 'county')
"""
VERSIONS = """
INSERT INTO units_version ({columns}, unit_id, parent_id, valid_from)
SELECT {columns}, id, parent_id, opened_on FROM units_unit WHERE level = 'school'
"""
ANSWERS = """
UPDATE forms_report SET submitted_at = %s, first_submitted_at = %s, desk_path = CASE WHEN id = ANY (%s) THEN '' ELSE %s END,
    answers = jsonb_build_object('rooms_out_of_use', (random() * 3)::int::text, 'longest_outage', (random() * 20)::int::text,
        'interrupted_days', (random() * 9)::int::text, 'helper', random() < 0.6, 'difficulty', 'funds',
        'words', repeat('情况', 20)),
    filled = jsonb_build_object('classrooms', jsonb_build_object('value', '24', 'as_of', '2026-06-30'),
        'multimedia_classrooms', jsonb_build_object('value', (10 + (random() * 14)::int)::text, 'as_of', '2026-06-30'))
"""


def run() -> list[Table]:
    home = Path(os.environ["XUEZHENG_HOME"]) / "benchmarks" / "home-handing-over"
    shutil.rmtree(home, ignore_errors=True)
    with own_database(home):
        collection, single = prepared(home)
        with worker(home):
            drained()
            together = all_together(collection)
            one = one_by_one(single)
    shutil.rmtree(home, ignore_errors=True)
    return [together, one]


def prepared(home: Path) -> tuple[Any, list[UUID]]:
    """A collection whose reports all lie on the province's desk, but for those that are accepted one by one."""
    from django.db import connection

    from xuezheng.engines.forms.actions import draft_form, publish_form
    from xuezheng.engines.forms.actions.collecting import open_collection
    from xuezheng.engines.forms.models import Report
    from xuezheng.engines.forms.shipped import shipped_forms
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.kernel.scope.statistics import take_statistics
    from xuezheng.modules.monitoring import facade as monitoring

    register_more(home)
    write_units()
    monitoring.load_catalogue(at=now())
    post, at = province(), now()
    with bound(post):
        draft = draft_form(post=post, text=shipped_forms()[FORM].text, at=at)
        form = publish_form(post=post, edition_id=draft.id, version=draft.version, at=at)
        collection = open_collection(
            post=post, edition_id=form.id, period="2026Q3", due_at=at + timedelta(days=9),
            closes_at=at + timedelta(days=19), at=at,
        )  # fmt: skip
    with bound(system_post("benchmark")):
        single = list(Report.objects.order_by("unit_id").values_list("id", flat=True)[: ROUNDS + WARMING])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(ANSWERS, [at, at, single, PROVINCE])
        take_statistics(Report)
    return collection, single


def register_more(home: Path) -> None:
    """Definitions as a table has that many indicators read; the worker finds them in the database."""
    import yaml

    from xuezheng.engines.indicators.facade import register_catalog

    columns = ("rooms_out_of_use", "interrupted_days", "longest_outage", "multimedia_rooms")
    found = [
        {
            "code": f"measured_{number}",
            "name": {"zh": f"指标{number}", "en": f"Indicator {number}"},
            "table": TABLE,
            "measure": f"sum({columns[number % 4]}) / count(*)",
            "where": f"interrupted_days > {number % 7}",
            "better": "lower",
            "periods": ["quarter"],
        }
        for number in range(MORE_INDICATORS)
    ]
    folder = home / "indicators-more"
    folder.mkdir(parents=True)
    (folder / "more.yaml").write_text(yaml.safe_dump(found, allow_unicode=True), encoding="utf-8")
    register_catalog(folder)


def write_units() -> None:
    from django.db import connection

    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.kernel.scope.statistics import take_statistics
    from xuezheng.kernel.units.kinds import UnitKind
    from xuezheng.kernel.units.models import Unit, UnitVersion

    with bound(system_post("benchmark")):
        root = administration("cn", None, UnitKind.MINISTRY, "ministry")
        department = administration("41", root, UnitKind.DEPARTMENT, "province")
        for city in range(1, CITIES + 1):
            above = administration(f"41{city:02d}", department, UnitKind.CITY_BUREAU, "city")
            for county in range(1, COUNTIES + 1):
                administration(f"41{city:02d}{county:02d}", above, UnitKind.COUNTY_BUREAU, "county")
        both = {str(field.column) for field in UnitVersion._meta.concrete_fields} & {  # noqa: SLF001 - Django's documented name
            str(field.column)
            for field in Unit._meta.concrete_fields  # noqa: SLF001 - Django's documented name
        }
        columns = ", ".join(f'"{name}"' for name in sorted(both - {"id", "parent_id"}))
        with connection.cursor() as cursor:
            cursor.execute(UNITS, [SCHOOLS])
            cursor.execute(VERSIONS.format(columns=columns))
        take_statistics(Unit, UnitVersion)


def administration(segment: str, parent: Any, kind: str, level: str) -> Any:
    from datetime import date

    from xuezheng.kernel.units.models import Unit, UnitVersion

    path, opened = f"{parent.unit_path if parent else ''}{segment}.", date(2000, 1, 1)
    told = {
        "name": f"单位{segment}",
        "code": segment,
        "kind": kind,
        "level": level,
        "parent": parent,
        "unit_path": path,
    }
    unit = Unit.objects.create(**told, initials="dw", opened_on=opened)
    UnitVersion.objects.create(unit=unit, **told, valid_from=opened)
    return unit


def province() -> Any:
    """A post of the department, who submitted none of the reports."""
    from xuezheng.kernel.scope.acting import ActingPost, system_post
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.kernel.units.models import Unit

    with bound(system_post("benchmark")):
        unit = Unit.objects.get(unit_path=PROVINCE)
    may = {"forms.read", "forms.design", "forms.review", "units.read", "lake.read", "monitoring.read"}
    return ActingPost(
        post_id=uuid4(), person_id=uuid4(), person_name="省厅", unit_id=unit.id, unit_name=unit.name, unit_path=PROVINCE,
        scope_path=PROVINCE, role="administrator", permissions=frozenset(may),
    )  # fmt: skip


@contextmanager
def worker(home: Path) -> Iterator[None]:
    with (home / "worker.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", WORKER], stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def drained() -> None:
    """Until the worker has done what opening the collection left to it."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waited_until(lambda: not ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exists())


def waited_until(reached: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > until:
            raise RuntimeError("the worker did not get there")
        time.sleep(0.01)


def counted() -> int:
    """How many schools the province's number stands on."""
    from xuezheng.engines.indicators.models import IndicatorValue
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    with bound(system_post("benchmark")):
        found = IndicatorValue.objects.filter(code=CODE, period="2026Q3", unit_path=PROVINCE, dims="")
        return found.values_list("records", flat=True).first() or 0


def stands_on(number: int) -> bool:
    return counted() == number


def all_together(collection: Any) -> Table:
    from xuezheng.engines.forms.actions.deciding import accept_reports
    from xuezheng.engines.lake.facade import current_snapshot
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.binding import bound

    lying, post = SCHOOLS - ROUNDS - WARMING, province()
    began = time.perf_counter()
    with bound(post):
        accept_reports(post=post, collection_id=collection.id, expected=lying, at=now())
    accepted = time.perf_counter() - began
    waited_until(lambda: current_snapshot(TABLE, "2026Q3") is not None)
    handed = time.perf_counter() - began
    waited_until(partial(stands_on, lying))
    stored = time.perf_counter() - began
    rows: list[tuple[Cell, ...]] = [
        ("accepted", accepted, "", ""),
        ("rows in the record table", handed, "", ""),
        ("the province's number stored", stored, f"≤ {BAR_ALL:.0f} s", "yes" if stored <= BAR_ALL else "NO"),
    ]
    return Table(
        title=f"{lying:,} reports accepted together", columns=("until", "seconds", "bar", "held"), rows=rows,
        note="From the press of the button; the worker is a process of its own.",
    )  # fmt: skip


def one_by_one(single: list[UUID]) -> Table:
    from django.db import connection

    from xuezheng.engines.forms.actions.deciding import accept_report
    from xuezheng.engines.forms.models import Report
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    with bound(system_post("benchmark")), connection.cursor() as cursor:
        cursor.execute("UPDATE forms_report SET desk_path = %s WHERE id = ANY (%s)", [PROVINCE, single])
    post, times = province(), []
    for report_id in single:
        wanted = counted() + 1
        with bound(post):
            version = Report.objects.get(id=report_id).version
        began = time.perf_counter()
        with bound(post):
            accept_report(post=post, report_id=report_id, version=version, at=now())
        waited_until(partial(stands_on, wanted))
        times.append(time.perf_counter() - began)
        drained()
    measured = times[WARMING:]
    p95 = percentile(measured, 0.95)
    rows: list[tuple[Cell, ...]] = [
        ("median", percentile(measured, 0.5), "", ""),
        ("p95", p95, f"≤ {BAR_ONE:.0f} s", "yes" if p95 <= BAR_ONE else "NO"),
        ("longest", max(measured), "", ""),
    ]
    return Table(
        title=f"one more report beside {SCHOOLS - len(single):,}, until the province's number is stored",
        columns=("of the rounds", "seconds", "bar", "held"),
        rows=rows,
        note=f"{len(measured)} rounds; overlays are gathered within them; {MORE_INDICATORS + 3} indicators on the table.",
    )
