"""Units at 50,000: importing as many again, and what the picker, the search and the tree answer meanwhile to a county."""

import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.browsing import Reader
from benchmarks.frame import Cell, Table, percentile
from benchmarks.installations import connect_django, installation

ROWS = 50_000
BAR_IMPORT, BAR_P95 = 30.0, 300.0
ROUNDS, WARMING = 60, 5
POSTS = {"county": "gushi-administrator", "province": "henan-administrator"}
ASKED = {
    "picker: top": "/units/picker/?under=",
    "picker: a county's schools": "/units/picker/?under=411525",
    "picker: by Chinese": "/units/picker/?q=%E5%B0%8F%E5%AD%A6",
    "picker: by initials": "/units/picker/?q=xx",
    "picker: no match": "/units/picker/?q=%E6%97%A0%E6%AD%A4%E5%90%8D",
    "search": "/search/?q=%E5%9B%BA%E5%A7%8B",
    "list by text": "/units/?q=%E5%B0%8F%E5%AD%A6",
    "tree of today": "/units/tree/level/?under=411525",
    "tree as of 2020": "/units/tree/level/?under=411525&day=2020-01-01",
}


def run() -> list[Table]:
    with installation("full") as found:
        connect_django(found)
        from xuezheng.site.demo import PASSWORD

        rows: list[tuple[Cell, ...]] = []
        for post, username in POSTS.items():
            reader = Reader(address=found.address)
            reader.sign_in(username, PASSWORD)
            for what, address in ASKED.items():
                rows.append((what, post, *answered(reader, address)))
        answers = Table(
            title="milliseconds of an answer", columns=("what", "post", "median", "p95", "bar", "held"), rows=rows
        )
        return [imported(), answers]


def answered(reader: Reader, address: str) -> tuple[float, float, float, str]:
    times: list[float] = []
    for number in range(WARMING + ROUNDS):
        seconds, status, _body = reader.get(address)
        if status != 200:
            raise RuntimeError(f"{address} answers {status}")
        if number >= WARMING:
            times.append(seconds * 1000)
    p95 = percentile(times, 0.95)
    return percentile(times, 0.5), p95, BAR_P95, "yes" if p95 <= BAR_P95 else "no"


def imported() -> Table:
    """Import a file as the platform, with its journal, up to the commit, which is then not made."""
    from django.db import connection, transaction

    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.kernel.units.actions import import_units
    from xuezheng.kernel.units.models import Unit

    post = system_post("benchmark", permissions=frozenset({"units.read", "units.change", "units.import"}))
    with bound(post):
        counties = list(Unit.objects.filter(kind="county_bureau", closed_on=None).values_list("code", flat=True))
        data = file_of(counties)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            before = processor_seconds(cursor.fetchone()[0])
        began, worked = time.perf_counter(), time.process_time()
        report = import_units(post=post, data=data, filename="benchmark.csv", at=datetime.now(tz=UTC))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            seconds, own = time.perf_counter() - began, time.process_time() - worked
            cursor.execute("SELECT pg_backend_pid()")
            database = processor_seconds(cursor.fetchone()[0]) - before
        transaction.set_rollback(True)
    if report.opened != ROWS:
        raise RuntimeError(report.sentence)
    return Table(
        title="import from CSV, checked, written and journaled",
        columns=("units", "seconds", "processor, Python", "processor, database", "bar", "held"),
        rows=[(ROWS, seconds, own, database, BAR_IMPORT, "yes" if seconds <= BAR_IMPORT else "no")],
        note="Beside as many units that are there already. Processor seconds do not grow when others use the machine.",
    )


def processor_seconds(process: int) -> float:
    """What the database's process has used so far; 0 where it runs on another machine."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def file_of(counties: Sequence[str]) -> bytes:
    rows = ["单位名称,单位类型,单位代码,上级单位代码,城乡类型"]
    for number in range(ROWS):
        county = counties[number % len(counties)]
        rows.append(f"{county}测量第{number}小学,小学,2141{300_000 + number:06d},{county},镇区")
    return "\n".join(rows).encode()
