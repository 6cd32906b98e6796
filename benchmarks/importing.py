"""A province hands in a record table of 50,000 schools: read, every cell and key checked, compared with what is there, kept as a
snapshot, journaled. A fact is a filled cell. On a database of its own.

Peers, on the same CSV: pyarrow alone reads it and writes Parquet, without a check or a journal, the least there is to do; and
what many platforms do: each row through a model of Pydantic, and a row for each fact copied into PostgreSQL.
"""

import csv
import io
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import xlsxwriter

from benchmarks.frame import Cell, Table
from benchmarks.handing_over import SCHOOLS, province, write_units
from benchmarks.journal import own_database, seconds

TABLE = "devices"
OF_CSV, OF_EXCEL, OF_PARQUET = "2026Q3", "2026Q2", "2026Q1"
"""A period for each, so that none is compared with another's rows."""
DEVICES = ("student_computer", "teacher_computer", "tablet", "server")
STAGES, PLACES = ("primary", "junior", "senior"), ("urban", "town", "rural")
BAR = 20_000.0


def run() -> list[Table]:
    home = Path(os.environ["XUEZHENG_HOME"]) / "benchmarks" / "home-importing"
    shutil.rmtree(home, ignore_errors=True)
    with own_database(home):
        write_units()
        found = [_measured(home)]
    shutil.rmtree(home, ignore_errors=True)
    return found


def _measured(home: Path) -> Table:
    rows = _records()
    facts = rows.num_rows * rows.num_columns
    text, excel, parquet, changed = _csv(rows), _excel(rows), _parquet(rows), _csv(_changed(rows))
    ways: list[tuple[str, Callable[[], object], float | None]] = [
        ("ours, CSV", lambda: _handed_in(text, "devices.csv", OF_CSV), BAR),
        ("ours, Excel", lambda: _handed_in(excel, "devices.xlsx", OF_EXCEL), BAR),
        ("ours, Parquet", lambda: _handed_in(parquet, "devices.parquet", OF_PARQUET), BAR),
        (
            "ours, CSV, a tenth changed against what is there",
            lambda: _handed_in(changed, "devices.csv", OF_CSV),
            BAR,
        ),
        ("pyarrow, no check, no journal", lambda: _by_pyarrow(text, home), None),
        ("Pydantic, a row in PostgreSQL for each fact", lambda: _by_rows(text), None),
    ]
    return Table(
        title=f"{rows.num_rows:,} rows of {SCHOOLS:,} schools, {facts:,} facts",
        columns=("way", "seconds", "facts a second", "bar", "held"),
        rows=[_row(way, seconds(act), facts, bar) for way, act, bar in ways],
        note="Ours handed in as on the page: the dry run, then the load with its own check.",
    )


def _row(way: str, took: float, facts: int, bar: float | None) -> tuple[Cell, ...]:
    speed = facts / took
    return (way, round(took, 2), round(speed), bar or "", "yes" if bar is None or speed >= bar else "NO")


def _records() -> pa.Table:
    chance = np.random.default_rng(2026)
    rows = SCHOOLS * len(DEVICES)
    codes = [f"S{number:09d}" for number in range(1, SCHOOLS + 1)]
    owned = chance.integers(1, 400, rows)
    return pa.table({
        "school": np.repeat(codes, len(DEVICES)),
        "stage": np.repeat(chance.choice(STAGES, SCHOOLS), len(DEVICES)),
        "urban_rural": np.repeat(chance.choice(PLACES, SCHOOLS), len(DEVICES)),
        "device": list(DEVICES) * SCHOOLS,
        "owned": owned,
        "in_order": owned * 9 // 10,
        "in_use": owned * 8 // 10,
        "overaged": owned // 5,
        "renewed": owned // 20,
        "hours_used": chance.integers(0, 400, rows) / 10,
        "repair_days": chance.integers(0, 90, rows) / 10,
    })  # fmt: skip


def _changed(rows: pa.Table) -> pa.Table:
    renewed = rows["renewed"].to_numpy().copy()
    renewed[::10] += 1
    return rows.set_column(rows.schema.get_field_index("renewed"), "renewed", pa.array(renewed))


def _csv(rows: pa.Table) -> bytes:
    target = io.BytesIO()
    pacsv.write_csv(rows, target)
    return target.getvalue()


def _parquet(rows: pa.Table) -> bytes:
    target = io.BytesIO()
    pq.write_table(rows, target)
    return target.getvalue()


def _excel(rows: pa.Table) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "constant_memory": True}) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, rows.column_names)
        for number, row in enumerate(zip(*(column.to_pylist() for column in rows.columns), strict=True), start=1):
            page.write_row(number, 0, row)
    return target.getvalue()


def _handed_in(data: bytes, filename: str, period: str) -> None:
    """The acts of the page and of its jobs, without waiting for a worker."""
    from django.db import transaction

    from xuezheng.engines.lake import uploads
    from xuezheng.engines.lake.actions import hand_in_file as lake
    from xuezheng.engines.lake.models import Upload
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.binding import bound

    post = replace(province(), permissions=frozenset({"units.read", "lake.read", "lake.load"}))
    with bound(post), transaction.atomic():
        upload = lake.hand_in_file(post=post, table=TABLE, period=period, data=data, filename=filename, at=now())
        if upload.state == Upload.State.CHECKING:
            upload = lake.check_upload(post=post, upload_id=upload.id, at=now())
        assert not upload.wrong, uploads.cells_of(upload.id)[:3]
        loaded = lake.load_upload(post=post, upload_id=upload.id, at=now())
        assert loaded.state == Upload.State.LOADED


def _by_pyarrow(text: bytes, home: Path) -> None:
    pq.write_table(pacsv.read_csv(io.BytesIO(text)), home / "plain.parquet", compression="zstd")


def _by_rows(text: bytes) -> None:
    from django.db import connection, transaction
    from pydantic import create_model

    kinds: dict[str, Any] = dict.fromkeys(("school", "stage", "urban_rural", "device"), (str, ...))
    kinds |= dict.fromkeys(("owned", "in_order", "in_use", "overaged", "renewed"), (int, ...))
    model = create_model("Device", **kinds, hours_used=(float, ...), repair_days=(float, ...))
    checked = [model(**row) for row in csv.DictReader(io.StringIO(text.decode()))]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE facts (school text, device text, name text, value text) ON COMMIT DROP")
        with cursor.copy("COPY facts FROM STDIN") as copy:
            for record in checked:
                values = record.model_dump()
                for name, value in values.items():
                    copy.write_row((values["school"], values["device"], name, str(value)))
