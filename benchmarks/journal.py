"""The journal: entries written one by one and in bulk, sealed, verified, proven, and listed at a million entries.

On a database of its own beside no server and no worker, so that nothing else seals or writes meanwhile.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.frame import Cell, Table, percentile

ENTRIES = 1_000_000
SINGLE, BULK = 2_000, 20_000
ROUNDS = 30
BAR_VERIFY = 30.0
AT = datetime(2026, 9, 1, tzinfo=UTC)

FILL = """
INSERT INTO journal_entry (uuid, at, person_id, person_name, post_id, post_title, act, object_kind, object_id, object_name,
    before, after, origin, request_id, unit_path)
SELECT gen_random_uuid(), timestamptz '2026-09-01 00:00+00' + g * interval '20 seconds', md5((g %% 60000)::text)::uuid,
    '人员' || g %% 60000, md5((g %% 60000)::text)::uuid, '某县教育局 · administrator',
    (ARRAY['units.rename_unit', 'units.close_unit', 'people.change_person', 'people.grant_post'])[1 + g %% 4],
    'units.unit', (g %% 50000)::text, '第' || g %% 50000 || '小学', jsonb_build_object('name', '旧名' || g),
    jsonb_build_object('name', '新名' || g, 'version', g %% 9), '10.1.2.' || g %% 250, substr(md5(g::text), 1, 16),
    format('cn.41.41%%s.41%%s%%s.u%%s.', lpad((g %% 18)::text, 2, '0'), lpad((g %% 18)::text, 2, '0'),
           lpad((g / 18 %% 9)::text, 2, '0'), lpad((g %% 50000)::text, 5, '0'))
  FROM generate_series(1, %s) g
"""
SCOPES = {"whole tree": "cn.", "province": "cn.41.", "city": "cn.41.4105.", "county": "cn.41.4105.410503."}


def run() -> list[Table]:
    home = Path(os.environ["XUEZHENG_HOME"]) / "benchmarks" / "home-journal"
    shutil.rmtree(home, ignore_errors=True)
    with own_database(home):
        written = writing()
        sealed = sealing(home)
        listed = listing()
    return [written, sealed, listed]


@contextmanager
def own_database(home: Path) -> Iterator[None]:
    os.environ["XUEZHENG_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.site.settings"
    from xuezheng.site.operations.homes import Home

    place = Home(path=home)
    place.make(embedded=True)
    server = place.server()
    server.start()
    try:
        import django

        django.setup()
        from django.core.management import call_command

        from xuezheng.site.databases import prepare_database

        prepare_database()
        call_command("migrate", database="owner", verbosity=0)
        yield
    finally:
        server.stop()


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def writing() -> Table:
    from xuezheng.kernel.journal.facade import Record, record, record_many
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    post = system_post("benchmark")
    noted = [
        Record(
            act="units.rename_unit",
            object_kind="units.unit",
            object_id=number,
            object_name=f"第{number}小学",
            unit_path="cn.41.4105.410503.u00001.",
            before={"name": "旧名"},
            after={"name": "新名"},
        )
        for number in range(BULK)
    ]

    def one_by_one() -> None:
        for one in noted[:SINGLE]:
            with bound(post):
                record(post=post, at=AT, **vars(one))

    def in_one_transaction() -> None:
        with bound(post):
            for one in noted[:SINGLE]:
                record(post=post, at=AT, **vars(one))

    def in_bulk() -> None:
        with bound(post):
            record_many(noted, post=post, at=AT)

    rows: list[tuple[Cell, ...]] = [
        ("record, a transaction each", SINGLE / seconds(one_by_one)),
        ("record, in one transaction", SINGLE / seconds(in_one_transaction)),
        ("record_many", BULK / seconds(in_bulk)),
    ]
    return Table(title="writing, one writer", columns=("way", "entries/s"), rows=rows)


def sealing(home: Path) -> Table:
    from django.db import connections

    from xuezheng.kernel.journal.facade import Verdict, verify
    from xuezheng.kernel.journal.models import Leaf
    from xuezheng.kernel.journal.proofs import find_proof
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    with connections["owner"].cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(FILL, [ENTRIES])
        cursor.execute("ANALYZE journal_entry")
    sealed_in = seconds(lambda: seal_all(AT))
    idle = seconds(lambda: seal_all(AT + timedelta(minutes=2)))
    verdicts: list[Verdict] = []
    verified_in = seconds(lambda: verdicts.append(verify(heads=home / "no-heads.log")))
    (verdict,) = verdicts
    if not verdict.is_intact:
        raise RuntimeError(f"the journal was found harmed: {verdict.finding}")
    with bound(system_post("benchmark")):
        entries = [Leaf.objects.get(position=verdict.sealed * share // 100).entry_id for share in range(1, 100, 7)]
        proofs = [seconds(partial(find_proof, entry_id)) for entry_id in entries]
    rows = [
        ("seal", sealed_in, verdict.sealed / sealed_in, ""),
        ("seal, nothing new", idle, 0, ""),
        ("verify", verified_in, verdict.sealed / verified_in, f"≤ {BAR_VERIFY:.0f} s"),
        ("proof of one entry, p95", percentile(proofs, 0.95), 0, ""),
    ]
    return Table(
        title=f"sealing and verifying {verdict.sealed:,} entries",
        columns=("what", "seconds", "entries/s", "bar"),
        rows=[(what, taken, round(speed) or "", bar) for what, taken, speed, bar in rows],
    )


def seal_all(at: datetime) -> None:
    from xuezheng.kernel.journal.facade import seal_chunk
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    reach = None
    while True:
        with bound(system_post("benchmark")):
            sealed = seal_chunk(at=at, reach=reach)
        reach = sealed.reach if sealed else None
        if reach is None:
            return


def read(page: Any) -> list[object]:
    """Each time anew: a queryset keeps what it has read."""
    return list(page.all())


def listing() -> Table:
    """The list's own queries under each scope, without the page around them."""
    from django.db.models import QuerySet

    from xuezheng.kernel.journal import queries
    from xuezheng.kernel.journal.models import Entry
    from xuezheng.kernel.journal.places import with_unit_names
    from xuezheng.kernel.journal.policies import entries_visible_to
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    narrowed: dict[str, Callable[[QuerySet[Entry]], QuerySet[Entry]]] = {
        "newest": lambda rows: rows,
        "one person": lambda rows: queries.by_person(rows, "人员77"),
        "one object": lambda rows: queries.about_object(rows, "units.unit:777"),
        "one act": lambda rows: rows.filter(act="units.close_unit"),
        "one day": lambda rows: queries.until(queries.since(rows, "2026-10-05"), "2026-10-05"),
        "text in few rows": lambda rows: rows.filter(object_name__contains="第777小"),
        "text in no row": lambda rows: rows.filter(object_name__contains="没有的字"),
    }
    rows: list[tuple[Cell, ...]] = []
    for what, narrow in narrowed.items():
        measured = []
        for path in SCOPES.values():
            post = replace(system_post("benchmark", permissions=frozenset({"journal.read"})), scope_path=path)
            with bound(post):
                page = with_unit_names(narrow(entries_visible_to(post))).order_by("-at", "-pk")[:51]
                times = [seconds(partial(read, page)) for _round in range(ROUNDS)]
            measured.append(percentile(times, 0.95) * 1000)
        rows.append((what, *measured))
    return Table(
        title=f"one page of the list at {ENTRIES:,} entries, p95 in ms", columns=("narrowed to", *SCOPES), rows=rows
    )
