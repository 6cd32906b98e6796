"""What is written down names requests and places in the code, and quotes nothing that came from a person."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest

from xuezheng.site.logs import ForPeople, JsonLines, WithoutWatchers, request_id

pytestmark = pytest.mark.unit
WITH_SOURCES = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def record(message: str, *, logger: str = "xuezheng.request", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(logger, logging.WARNING, "x.py", 1, message, (), None)
    made.__dict__.update(extra)
    return made


def test_a_line_says_what_was_answered_and_for_which_request() -> None:
    token = request_id.set("abc")
    line = json.loads(JsonLines().format(record("answered", method="GET", route="home", status=200, milliseconds=1.5)))
    request_id.reset(token)
    del line["at"]
    assert line == {
        "level": "warning",
        "logger": "xuezheng.request",
        "message": "answered",
        "request_id": "abc",
        "method": "GET",
        "route": "home",
        "status": 200,
        "milliseconds": 1.5,
    }


def test_an_exception_is_named_with_its_places_and_without_its_message() -> None:
    made = record("failed")
    try:
        int("Wang Fang, 13800000000")
    except ValueError:
        made.exc_info = sys.exc_info()
    line = json.loads(JsonLines().format(made))
    assert line["exception"] == "ValueError"
    assert [frame.rpartition(" ")[2] for frame in line["frames"]] == [
        "test_an_exception_is_named_with_its_places_and_without_its_message"
    ]
    assert "Wang" not in json.dumps(line) + ForPeople().format(made)


def test_jobs_are_named_without_their_arguments() -> None:
    job = {"task_name": "units.import_units", "id": 7, "task_kwargs": {"name": "Wang Fang"}}
    made = record(
        "Starting job units.import_units[7](name='Wang Fang')",
        logger="procrastinate.worker",
        action="start_job",
        job=job,
    )
    assert json.loads(JsonLines().format(made))["message"] == "queue: start_job units.import_units 7"


def test_a_host_that_is_not_served_is_not_quoted() -> None:
    made = record("Invalid HTTP_HOST header: 'wang-fang.example'.", logger="django.security.DisallowedHost")
    assert json.loads(JsonLines().format(made))["message"] == "Invalid HTTP_HOST header"


def test_djangos_own_lines_lose_the_path() -> None:
    for message, args in (("Not Found: /people/wang-fang/", ()), ("%s: %s", ("Not Found", "/people/wang-fang/"))):
        made = record(message, logger="django.request")
        made.args = args
        assert json.loads(JsonLines().format(made))["message"] == "Not Found"


def test_a_refused_request_is_found_by_its_id_after_it_was_answered() -> None:
    asked = HttpRequest()
    asked.request_id = "abc"  # type: ignore[attr-defined] # as the first middleware sets it
    made = record("Conflict", logger="django.request", request=asked)
    assert WithoutWatchers().filter(made)
    assert json.loads(JsonLines().format(made))["request_id"] == "abc"
    assert ForPeople().format(made).endswith("warning: Conflict [request abc]")


def test_a_server_that_is_not_ready_yet_writes_no_errors_but_its_failures_are_kept() -> None:
    made = record("Service Unavailable", logger="django.request", request=HttpRequest())
    assert not WithoutWatchers().filter(made)
    made.exc_info = (ValueError, ValueError("x"), None)
    assert WithoutWatchers().filter(made)


def test_several_processes_turn_one_file_over_without_losing_a_line(tmp_path: Path) -> None:
    """Each starts with its own opened file and writes past the limit many times."""
    writing = (
        "import logging, sys\n"
        "from xuezheng.site.logs import SharedFile\n"
        "kept = SharedFile(sys.argv[1], maxBytes=2_000, backupCount=200, delay=True, encoding='utf-8')\n"
        "for number in range(400):\n"
        "    kept.emit(logging.makeLogRecord({'msg': f'{sys.argv[2]} {number}'}))\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", writing, tmp_path / "web.jsonl", name], env=WITH_SOURCES)
        for name in ("one", "two")
    ]
    assert [process.wait(60) for process in started] == [0, 0]
    files = sorted(tmp_path.glob("web.jsonl*"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert sorted(lines) == sorted(f"{name} {number}" for name in ("one", "two") for number in range(400))
    assert len(files) > 3
    assert max(file.stat().st_size for file in files) < 2_200
