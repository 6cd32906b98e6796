"""What stands before the environment: the two commands without a Python, lock files that agree, marks that are read right."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from xuezheng_bootstrap import environment
from xuezheng_bootstrap.checks import Beside, is_whole
from xuezheng_bootstrap.environment import ROOT, lock_file
from xuezheng_bootstrap.progress import Step, Stopped, watch

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("command", ["run", "test"])
def test_without_a_python_the_command_says_so(command: str, tmp_path: Path) -> None:
    for name in ("dirname", "basename"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    (tmp_path / "python3").write_text("#!/bin/sh\n[ $1 = --version ] && echo Python 3.9.2\n")
    (tmp_path / "python3").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", ROOT / command], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "Xuezheng needs Python 3.11 or newer; found: Python 3.9.2."


def pins(name: str) -> dict[str, str]:
    text = lock_file(name).read_text(encoding="utf-8")
    return dict(re.findall(r"^(\S+)==(\S+)", text, re.MULTILINE))


def test_the_tests_run_on_the_versions_that_run() -> None:
    tested = pins("test")
    assert {name: tested.get(name) for name in pins("runtime")} == pins("runtime")


@pytest.mark.parametrize("name", ["runtime", "test"])
def test_a_lock_names_no_index_and_every_version_has_hashes(name: str) -> None:
    text = lock_file(name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|--index|--find-links", text) == []
    blocks = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_an_interrupted_environment_is_not_taken_for_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "FOLDER", tmp_path)
    monkeypatch.setattr(environment, "MARK", tmp_path / "xuezheng.json")
    (tmp_path / "xuezheng.json").write_text("{}")
    assert environment._has("runtime") is False
    (tmp_path / "xuezheng.json").write_text('{"runtime": ')
    assert environment._has("runtime") is False


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "LOCK", tmp_path / "absent" / ".venv.lock")
    with pytest.raises(Stopped) as stopped, environment._alone():
        pass
    assert str(stopped.value).startswith(f"The environment belongs into {environment.FOLDER}, where ")


def test_a_program_is_watched_line_by_line() -> None:
    lines: list[str] = []
    code, last = watch(["/bin/sh", "-c", "echo one; echo two >&2; exit 3"], line=lines.append)
    assert (code, sorted(lines), sorted(last.splitlines())) == (3, ["one", "two"], ["one", "two"])
    assert watch(["/nowhere/nothing"])[0] == 127


def test_a_step_says_how_it_ended(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError), Step("Doing it"):
        raise RuntimeError
    assert capsys.readouterr().out == "Doing it …\nDoing it – failed (0 s)\n"


def test_the_environment_is_not_built_by_what_is_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    told = environment.variables()
    assert told["PYTHONPATH"] == str(ROOT / "src")
    assert not {"PYTHONHOME", "PYTHONDONTWRITEBYTECODE"} & set(told)
    assert os.environ["PYTHONPATH"] == "/elsewhere"


def test_what_is_checked_beside_the_tests_counts_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    said: dict[str, list[str | Path]] = {
        "Good": [sys.executable, "-c", "print('fine')"],
        "Bad": [sys.executable, "-c", "raise SystemExit('line 3 is wrong')"],
    }
    assert Beside(said, {}, titles=("Good",)).ended() == 0
    assert Beside(said, {}, titles=()).ended() == 0
    assert re.fullmatch(r"Good … passed \(\d+ s\)\n", capsys.readouterr().out)
    assert Beside(said, {}, titles=("Bad",)).ended() == 1
    shown = capsys.readouterr().out
    assert "line 3 is wrong" in shown
    assert shown.endswith("Bad FAILED: what it said stands between the dots above.\n")


@pytest.mark.parametrize(
    ("passed_on", "whole"), [([], True), (["--durations=9"], True), (["tests/api"], False), (["-k", "api"], False)]
)
def test_a_part_of_the_suite_waits_for_the_types(passed_on: list[str], whole: bool) -> None:
    assert is_whole(passed_on) == whole
