"""Records of the full demonstration: how long the whole load takes, how many rows of what there are, and their room on disk."""

import os
import shutil
from pathlib import Path

from benchmarks.frame import Cell, Table
from benchmarks.installations import connect_django, installation

BARS = {"full": 240.0, "small": 20.0}
BAR_GIB = 3.0
PEOPLE = {"students": 27_000_000, "teachers": 1_700_000, "schools": 50_000}
"""What the full province should have about."""


def run() -> list[Table]:
    rows: list[tuple[Cell, ...]] = []
    for scale, bar in BARS.items():
        home = Path(os.environ["XUEZHENG_HOME"]) / "benchmarks" / f"home-records-{scale}"
        shutil.rmtree(home, ignore_errors=True)
        with installation(scale, home=home) as found:
            rows.append((f"{scale}, from nothing to ready", found.ready_after, bar))
            if scale == "full":
                connect_django(found)
                tables = loaded(home)
        shutil.rmtree(home, ignore_errors=True)
    times = Table(
        title="loading the demonstration",
        columns=("what", "seconds", "bar"),
        rows=rows,
        note="The environment and the database's start are in it; the bar is for the load alone.",
    )
    return [times, *tables]


def loaded(home: Path) -> list[Table]:
    """Asked as the platform, which may read what everybody loaded."""
    from xuezheng.engines.indicators.models import IndicatorValue
    from xuezheng.engines.lake.models import Snapshot
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    with bound(system_post("benchmark")):
        snapshots = list(Snapshot.objects.order_by("table", "period"))
        values = IndicatorValue.objects.count()
    names = sorted({snapshot.table for snapshot in snapshots})
    newest = {snapshot.table: snapshot for snapshot in snapshots}
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            sum(snapshot.table == name for snapshot in snapshots),
            newest[name].rows,
            PEOPLE.get(name, ""),
            newest[name].bytes / 2**20,
        )
        for name in names
    ]
    sizes: list[tuple[Cell, ...]] = [
        (part, sum(file.stat().st_size for file in (home / part).rglob("*") if file.is_file()) / 2**30, BAR_GIB)
        for part in ("lake", "indicators", "postgresql")
    ]
    return [
        Table(
            title="record tables",
            columns=("table", "periods", "rows of the newest", "wanted", "MiB"),
            rows=rows,
            note=f"{sum(snapshot.rows for snapshot in snapshots):,} rows in all; {values:,} values of indicators.",
        ),
        Table(title="room on disk", columns=("folder", "GiB", "bar"), rows=sizes, note="The bar is for all together."),
    ]
