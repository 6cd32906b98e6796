"""Children are started again when they die, and ended when their starter was killed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from xuezheng.site.operations.processes import Child, _wait_for_end, born, end_leftovers, note, stop_all

pytestmark = pytest.mark.unit
SLEEPER = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]


def test_a_child_that_dies_is_started_again() -> None:
    child = Child(name="sleeper", words=SLEEPER)
    child.start()
    assert child.process is not None
    first = child.process.pid
    assert child.keep() == ""
    os.kill(first, signal.SIGKILL)
    child.process.wait()
    assert child.keep() == "The sleeper ended by itself (exit -9); it is started again."
    assert child.keep() == ""
    assert child.process is not None
    assert child.process.pid != first
    stop_all([child])
    assert child.process.returncode == -signal.SIGTERM


def test_what_a_killed_starter_left_is_ended_with_everything_below_it(tmp_path: Path) -> None:
    parent = f"import subprocess; p = subprocess.Popen({SLEEPER!r}); print(p.pid, flush=True); p.wait()"
    process = subprocess.Popen([sys.executable, "-S", "-c", parent], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    below = int(process.stdout.readline())
    birth = born(below)
    note([Child(name="sleeper", words=[], process=process)], tmp_path / "processes.json")
    assert birth
    assert end_leftovers(tmp_path / "processes.json") == ["sleeper"]
    process.wait()
    _wait_for_end(below, birth)
    process.stdout.close()
    assert born(below) != birth
    assert not (tmp_path / "processes.json").exists()


def test_a_number_that_came_round_again_is_let_be(tmp_path: Path) -> None:
    with subprocess.Popen(SLEEPER, start_new_session=True) as process:
        (tmp_path / "processes.json").write_text(json.dumps({"web server": [process.pid, "another birth"]}))
        assert end_leftovers(tmp_path / "processes.json") == []
        assert process.poll() is None
        process.kill()
