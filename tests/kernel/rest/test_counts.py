"""Counts of a minute: exact over threads and processes, forgotten with the minute, bounded in space."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from xuezheng.kernel.rest import counts
from xuezheng.kernel.rest.counts import MinuteCounts

pytestmark = pytest.mark.unit
WITH_SOURCES = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_each_key_is_counted_by_itself_and_anew_each_minute() -> None:
    kept = MinuteCounts()
    assert [kept.add(key, minute=7) for key in ("a", "b", "a", "a")] == [1, 1, 2, 3]
    assert [kept.add("a", minute=8), kept.add("a", minute=8), kept.add("b", minute=8)] == [1, 2, 1]
    kept.forget()
    assert kept.add("a", minute=8) == 1


def test_processes_and_threads_count_together(tmp_path: Path) -> None:
    """None of their requests gets lost, as it would if two read the same number and each wrote one more."""
    path = tmp_path / "counts"
    counting = (
        "import sys, pathlib\n"
        "from xuezheng.kernel.rest.counts import MinuteCounts\n"
        "kept = MinuteCounts(pathlib.Path(sys.argv[1]))\n"
        "for _ in range(3_000): kept.add('post:1', minute=5)\n"
    )
    others = [subprocess.Popen([sys.executable, "-c", counting, path], env=WITH_SOURCES) for _process in range(2)]
    here = MinuteCounts(path)
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _time: here.add("post:1", minute=5), range(3_000)))
    assert [process.wait(60) for process in others] == [0, 0]
    assert len(set(told)) == 3_000
    assert here.add("post:1", minute=5) == 9_001


def test_what_finds_no_room_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "SLOTS", 8)
    monkeypatch.setattr(counts, "TRIED", 8)
    kept = MinuteCounts()
    assert {kept.add(f"key {number}", minute=5) for number in range(8)} == {1}
    assert [kept.add("one more", minute=5), kept.add("one more", minute=5)] == [1, 1]
    assert [kept.add("one more", minute=6), kept.add("one more", minute=6)] == [1, 2]
