"""Child processes: started in a group of their own, noted for the next starter, stopped with everything below them."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

RESTART_PAUSES = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY = 60.0
"""Seconds after which a child counts as running well and its next death is restarted at once."""


@dataclass(kw_only=True)
class Child:
    """One process that is kept running."""

    name: str
    words: list[str]
    variables: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own arguments
            self.words, env={**os.environ, **self.variables}, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.started = time.monotonic()

    def keep(self) -> str:
        """Start it again when it has died and its pause is over. Returns a sentence when it has just died."""
        if self.process is None:
            if time.monotonic() >= self.due:
                self.start()
            return ""
        code = self.process.poll()
        if code is None:
            return ""
        end_group(self.process.pid)
        self.process = None
        self.deaths = 1 if time.monotonic() - self.started > STEADY else self.deaths + 1
        pause = RESTART_PAUSES[min(self.deaths, len(RESTART_PAUSES)) - 1]
        self.due = time.monotonic() + pause
        return f"The {self.name} ended by itself (exit {code}); it is started again{f' in {pause:.0f} s' if pause else ''}."


def stop_all(children: list[Child], *, patience: float = 12.0) -> None:
    """All are asked at once; who does not listen in time is ended with everything below it."""
    running = [child.process for child in children if child.process is not None and child.process.poll() is None]
    for process in running:
        process.terminate()
    until = time.monotonic() + patience
    for process in running:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            end_group(process.pid)
            process.wait(5)
        end_group(process.pid)


def end_group(number: int) -> None:
    try:
        os.killpg(number, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def note(children: list[Child], path: Path) -> None:
    known = {child.name: [child.process.pid, born(child.process.pid)] for child in children if child.process}
    fresh = path.with_suffix(".part")
    fresh.write_text(json.dumps(known), encoding="utf-8")
    fresh.replace(path)


def end_leftovers(path: Path) -> list[str]:
    """End what a killed starter left running. A number that came round again has another birth and is let be."""
    try:
        known = dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return []
    ended = []
    for name, (number, birth) in known.items():
        if birth and born(number) == birth:
            end_group(number)
            ended.append(str(name))
            _wait_for_end(number, birth)
    path.unlink(missing_ok=True)
    return ended


def _wait_for_end(number: int, birth: str) -> None:
    for _attempt in range(100):
        if born(number) != birth:
            return
        time.sleep(0.05)


def born(number: int) -> str:
    """When a process began, in the kernel's clock ticks with the boot it belongs to; empty when it is gone or dead."""
    try:
        after_name = (
            Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
    return "" if after_name[0] == "Z" else f"{boot} {after_name[19]}"


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", *words]
