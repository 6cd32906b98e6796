"""The frame of every benchmark: what a table is, how it is shown and kept, and on which machine it was measured."""

import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table as Drawn

FOLDER = Path(__file__).parent
FRAME = {
    "__init__",
    "__main__",
    "browsing",
    "frame",
    "indicator_peers",
    "indicator_sample",
    "installations",
    "requests",
}
Cell = str | int | float


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of what was measured; a column called bar holds what is wanted, one called held whether it was reached."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    note: str = ""


def benchmarks() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in FRAME)


def run(name: str, *, home: Path) -> Path:
    """Measure, print, and keep under the home's benchmarks."""
    module = import_module(f"benchmarks.{name}")
    began = datetime.now(tz=UTC)
    tables: Sequence[Table] = module.run()
    show(name, tables)
    kept = home / "benchmarks" / f"{name}-{began:%Y%m%dT%H%M%SZ}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    measured = {"benchmark": name, "began_at": began.isoformat(), "machine": machine()}
    kept.write_text(
        json.dumps({**measured, "tables": [asdict(table) for table in tables]}, indent=1, ensure_ascii=False),
        encoding="utf-8",
    )
    return kept


def repeated(act: Callable[[], object], *, rounds: int, warming: int) -> list[float]:
    """Milliseconds of each round after the warming ones."""
    times = []
    for number in range(warming + rounds):
        began = time.perf_counter()
        act()
        if number >= warming:
            times.append((time.perf_counter() - began) * 1000)
    return times


def show(name: str, tables: Sequence[Table]) -> None:
    console = Console(highlight=False)
    for table in tables:
        console.print(f"\n[bold]{name}: {table.title}[/bold]")
        drawn = Drawn()
        for place, column in enumerate(table.columns):
            numbers = all(isinstance(row[place], int | float) for row in table.rows)
            drawn.add_column(column, justify="right" if numbers else "left")
        for row in table.rows:
            drawn.add_row(*(shown(cell) for cell in row))
        console.print(drawn)
        console.print(table.note, markup=False)
    console.print(f"On {machine()['name']}", markup=False)


def shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:,.3g}" if abs(cell) < 1 else f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def machine() -> dict[str, str | int]:
    """What a figure hangs on; the machine's network name is nobody's business."""
    cores, memory = os.cpu_count() or 1, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    model = _processor()
    return {
        "name": f"{model}, {cores} cores, {memory / 2**30:.0f} GiB, {platform.system()}, Python {platform.python_version()}",
        "processor": model,
        "cores": cores,
        "memory_bytes": memory,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def percentile(measured: Sequence[float], share: float) -> float:
    """The smallest measured value that `share` of all do not exceed."""
    ordered = sorted(measured)
    return ordered[max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1)]
