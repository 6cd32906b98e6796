"""Starting: from nothing, and again; the memory of all processes when nobody asks anything."""

import os
import shutil
import time
from pathlib import Path

from benchmarks.frame import Table
from benchmarks.installations import Installation, installation

BARS = {"from nothing": 180.0, "again": 6.0, "idle memory": 1024.0}
SETTLING = 20.0
"""Seconds of idleness before memory is read."""


def run() -> list[Table]:
    home = Path(os.environ["XUEZHENG_HOME"]) / "benchmarks" / "home-start"
    shutil.rmtree(home, ignore_errors=True)
    with installation("small", home=home) as first:
        fresh = first.ready_after
    again = []
    for _round in range(3):
        with installation("small", home=home) as later:
            again.append(later.ready_after)
            if len(again) == 3:
                time.sleep(SETTLING)
                memory = memory_of(later)
    whole = sum(size for _name, size in memory)
    times = Table(
        title="from the command to ready",
        columns=("what", "seconds", "bar"),
        rows=[("from nothing, environment made", fresh, BARS["from nothing"]), ("again", min(again), BARS["again"])],
        note=f"All starts: {', '.join(f'{seconds:.1f} s' for seconds in again)}.",
    )
    sizes = Table(
        title="idle memory, shared pages divided among their users",
        columns=("process", "MiB"),
        rows=[*memory, ("all", whole)],
        note=f"Bar: {BARS['idle memory']:.0f} MiB for all.",
    )
    return [times, sizes]


def memory_of(found: Installation) -> list[tuple[str, float]]:
    """The starter and everything below it, the database's many processes added up."""
    sizes: dict[str, float] = {}
    for number in descendants(found.process.pid):
        name = name_of(number)
        sizes[name] = sizes.get(name, 0.0) + proportional_size(number)
    return sorted(sizes.items())


def descendants(number: int) -> list[int]:
    parents = {int(path.name): parent_of(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = [number]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found


def parent_of(path: Path) -> int:
    try:
        return int((path / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def name_of(number: int) -> str:
    words = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    for part, name in (("postgres", "database"), ("granian", "web server"), ("cli worker", "worker")):
        if part in words:
            return name
    return "web server" if "multiprocessing" in words else "starter"


def proportional_size(number: int) -> float:
    lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
