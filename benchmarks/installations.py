"""An installation to measure on: started by ./run on a home below the benchmarks' own, kept for the next measurement."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RUN = Path(__file__).parents[1] / "run"


@dataclass(frozen=True, kw_only=True)
class Installation:
    """A running one. `process` is the starter; all others are its children."""

    home: Path
    address: str
    process: subprocess.Popen[bytes]
    ready_after: float
    """Seconds from the command to the first ready answer."""


@contextmanager
def installation(scale: str, *, home: Path | None = None, patience: float = 900) -> Iterator[Installation]:
    """Start it, wait until it is ready, stop it. The demonstration of that scale is loaded the first time."""
    place = home or Path(os.environ["XUEZHENG_HOME"]) / "benchmarks" / f"home-{scale}"
    place.parent.mkdir(parents=True, exist_ok=True)
    port = free_port()
    began = time.monotonic()
    with (place.parent / f"{place.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [RUN, "--home", place, "--port", str(port), "--scale", scale], stdout=log, stderr=log, env=_variables()
        )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process, patience=patience)
        yield Installation(
            home=place, address=f"http://127.0.0.1:{port}", process=process, ready_after=time.monotonic() - began
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def connect_django(found: Installation) -> None:
    """Let this process use the installation's database through Django, once."""
    import django

    os.environ["XUEZHENG_HOME"] = str(found.home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.site.settings"
    django.setup()


def wait_until_ready(address: str, process: subprocess.Popen[bytes], *, patience: float) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the installation ended with {process.returncode} before it was ready")
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as answer:
                if json.loads(answer.read())["ready"]:
                    return
        except (OSError, ValueError, urllib.error.HTTPError):
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the installation was not ready within {patience} s")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _variables() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in {"XUEZHENG_HOME", "DATABASE_URL"}}


def processor_seconds_below(process: int) -> float:
    """What a process and all that it started have used so far; 0 where the system does not tell."""
    parents: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used[int(place.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        parents.setdefault(int(fields[1]), []).append(int(place.name))
    found, below = 0.0, [process]
    while below:
        one = below.pop()
        found += used.get(one, 0.0)
        below += parents.get(one, [])
    return found
