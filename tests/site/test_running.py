"""The whole installation under ./run's starter: up, watched, killed in every way, and clean afterwards."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest

from xuezheng.site.configuration import CHECKOUT, embedded_url
from xuezheng.site.operations.processes import born

pytestmark = pytest.mark.integration
PATIENCE = 180.0


@dataclass(kw_only=True)
class Running:
    """One installation on a home of its own, begun empty."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    starters: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "XUEZHENG_HOME"}}
        return {**kept, "PYTHONPATH": str(CHECKOUT / "src"), "XUEZHENG_WEB_PROCESSES": "2"}

    def words(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "xuezheng.site.cli", "--home", str(self.home), *words]

    def start(self) -> None:
        with (self.home.parent / "out.txt").open("ab") as out:
            self.process = subprocess.Popen(
                self.words("--port", str(self.port), "--scale", "none"), env=self.environment, stdout=out, stderr=out
            )
        self.starters.append(self.process)
        until(self.is_ready, "ready", explain=self.said)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.words(*words), env=self.environment, capture_output=True, text=True, check=False)

    def is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.said()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return bool(json.loads(answer.read())["ready"])
        except urllib.error.HTTPError as refused:
            refused.close()
            return False
        except OSError:
            return False

    def stop(self, sign: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(sign)
        return self.process.wait(60)

    def said(self) -> str:
        return (self.home.parent / "out.txt").read_text()

    def ask(self, address: str) -> str:
        """Over a connection of its own, which either process of the web server may take."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=10) as answer:
            return str(answer.read().decode())

    def figure(self, name: str) -> float:
        """None is told by a process that dies while it is asked."""
        try:
            lines = [line.rpartition(" ") for line in self.ask("/metrics").splitlines()]
        except OSError:
            return float("nan")
        return sum(float(value) for told, _blank, value in lines if told == name)

    def parts(self) -> dict[str, int]:
        known = json.loads((self.home / "processes.json").read_text())
        database = int((self.home / "postgresql" / "postmaster.pid").read_text().split()[0])
        return {**{name: number for name, (number, _birth) in known.items()}, "database": database}

    def entries(self) -> set[int]:
        with psycopg.connect(embedded_url(self.home, owner=True)) as connection:
            rows = connection.execute("SELECT object_id FROM journal_entry WHERE act = 'test.write'").fetchall()
        return {int(number) for (number,) in rows}


def until(holds: Callable[[], bool], what: str, *, explain: Callable[[], str] = str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"not {what} within {PATIENCE} s\n{explain()}"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def installation() -> Iterator[Running]:
    folder = Path(mkdtemp(prefix="xuezheng running "))
    folder.chmod(0o755)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    made = Running(home=folder / "home", port=port)
    yield made
    for process in made.starters:
        if process.poll() is None:
            process.terminate()
            process.wait(60)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def running(installation: Running) -> Running:
    """Started by the first test that needs it, and again after one that ended it."""
    if installation.process is None or installation.process.poll() is not None:
        installation.start()
    return installation


def test_a_second_start_on_the_same_home_says_so_and_changes_nothing(running: Running) -> None:
    before = running.parts()
    done = running.command("--port", str(running.port))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == (
        f"Xuezheng already runs on the home {running.home}: http://127.0.0.1:{running.port}"
    )
    assert running.parts() == before


def test_doctor_finds_everything_in_order(running: Running) -> None:
    done = running.command("doctor", "--json")
    found: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode, found["sound"], found["database"]["pending_migrations"]) == (0, True, [])
    assert found["worker"]["works"] is True
    assert found["server"]["address"] == f"http://127.0.0.1:{running.port}"
    for name in ("owner_url", "application_url"):
        with psycopg.connect(found["database"][name]) as connection:
            assert connection.info.dbname == "xuezheng"


def test_no_log_quotes_what_people_send(running: Running) -> None:
    """By page, form, header, API and in a statement that the database refuses."""
    base, mark = f"http://127.0.0.1:{running.port}", "wangfang13800000000"
    for address, body, headers in (
        (f"/sign-in/?name={mark}", None, {}),
        (f"/people/{mark}/", None, {}),
        ("/sign-in/", f"username={mark}&password={mark}", {"Cookie": f"csrftoken={mark}"}),
        (f"/api/v1/persons?q={mark}", None, {"Authorization": f"Bearer {mark}"}),
        (f"/api/v1/{mark}", f'{{"name": "{mark}"', {"Content-Type": "application/json"}),
        ("/", None, {"Host": f"{mark}.example"}),
    ):
        asked = urllib.request.Request(base + address, data=body.encode() if body else None, headers=headers)
        with suppress(urllib.error.HTTPError), urllib.request.urlopen(asked, timeout=10) as answer:
            answer.read()
    with psycopg.connect(embedded_url(running.home, owner=True)) as connection, suppress(psycopg.Error):
        connection.execute(f"SELECT ('{mark}')::integer")
    logs = {path.name: path.read_text(encoding="utf-8") for path in (running.home / "logs").iterdir()}
    logs["out.txt"] = running.said()
    assert [name for name, text in logs.items() if mark in text] == []
    lines = [json.loads(line) for line in logs["web.jsonl"].splitlines()]
    assert {"sign-in", "none"} <= {line["route"] for line in lines if line["message"] == "answered"}


@pytest.mark.parametrize("part", ["worker", "web server"])
def test_a_part_that_dies_is_started_again(running: Running, part: str) -> None:
    before = running.parts()[part]
    os.kill(before, signal.SIGKILL)
    until(lambda: running.parts().get(part) not in {before, None} and running.is_ready(), "started again")


def test_stopping_ends_every_process_and_starting_again_finds_nothing_to_do(running: Running) -> None:
    births = {name: (number, born(number)) for name, number in running.parts().items()}
    assert running.stop() == 0
    assert [name for name, (number, birth) in births.items() if born(number) == birth] == []
    assert not (running.home / "processes.json").exists()
    told = len(running.said())
    running.start()
    assert "Preparing" not in running.said()[told:]


def test_what_was_acknowledged_survives_the_death_of_everything(running: Running) -> None:
    """The database's processes, the web server, the worker and their starter are killed in the midst of writing."""
    acknowledged = written_until_killed(running)
    running.start()
    assert len(acknowledged) >= 40
    assert set(acknowledged) - running.entries() == set()
    verified = running.command("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def written_until_killed(running: Running) -> list[int]:
    environment = {**running.environment, "XUEZHENG_HOME": str(running.home)}
    environment["DJANGO_SETTINGS_MODULE"] = "xuezheng.site.settings"
    writer = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("writer.py"))],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert writer.stdout is not None
    assert running.process is not None
    numbers = []
    with writer, writer.stdout as lines:
        for line in lines:
            numbers.append(int(line))
            if len(numbers) == 40:
                running.process.kill()
                for number in running.parts().values():
                    os.killpg(number, signal.SIGKILL)
                running.process.wait()
    return numbers


def test_the_processes_of_the_web_server_count_together(running: Running) -> None:
    """Also when one of them dies: it is started again, and what it had counted stays counted."""
    until(lambda: running.figure("xuezheng_web_processes") == 2, "two processes")
    starts = running.figure("xuezheng_web_starts_total")
    answered = 'xuezheng_http_requests_total{method="GET",route="sign-in",status="200"}'
    before = running.figure(answered)
    for _time in range(40):
        running.ask("/sign-in/")
    assert running.figure(answered) == before + 40
    numbers = [int(path.stem.rpartition("_")[2]) for path in (running.home / "counted").glob("counter_*.db")]
    os.kill(next(number for number in numbers if born(number)), signal.SIGKILL)
    until(lambda: running.figure("xuezheng_web_starts_total") == starts + 1, "started again")
    until(lambda: running.figure("xuezheng_web_processes") == 2, "two processes again")
    assert running.figure(answered) == before + 40


def test_a_backup_comes_back_whole_on_another_home(running: Running, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar"
    with psycopg.connect(embedded_url(running.home, owner=True)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT '学政'::text AS word")
    assert running.command("backup", str(archive)).returncode == 0
    assert archive.stat().st_mode & 0o777 == 0o600
    assert running.command("backup", str(archive)).returncode == 1
    refused = running.command("restore", str(archive))
    assert (refused.returncode, "is in use by a running server" in refused.stderr) == (1, True)
    other = Running(home=running.home.parent / "other", port=running.port)
    restored = other.command("restore", str(archive))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "Intact: " in restored.stdout
    assert (other.home / "secret-key").read_text() == (running.home / "secret-key").read_text()
    again = other.command("restore", str(archive))
    assert (again.returncode, "--force" in again.stderr) == (1, True)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_clean_by_either_signal(running: Running, sign: signal.Signals) -> None:
    assert running.stop(sign) == 0
    assert "Traceback" not in running.said()
