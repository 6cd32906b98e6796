"""What is written down about running: JSON lines under the home for machines, short lines on the console for people.

Neither holds personal data: no names of users, no values of queries or forms, no messages of exceptions, which quote them.
"""

import fcntl
import json
import logging
import os
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is being answered in this thread."""

GIVEN = ("method", "route", "status", "milliseconds")


def id_of(record: logging.LogRecord) -> str:
    """Django writes of a refused request after it was answered, when only the record still knows the request."""
    return request_id.get() or getattr(record.__dict__.get("request"), "request_id", "")


class WithoutWatchers(logging.Filter):
    """Who asks for health and metrics has no request id and is told by the answer; a server still starting is no error."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "request" not in record.__dict__ or record.exc_info is not None or bool(id_of(record))


class JsonLines(logging.Formatter):
    """One object a line: when, how bad, from where, what, for which request."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": said(record),
        }
        if known := id_of(record):
            line["request_id"] = known
        line |= {name: record.__dict__[name] for name in GIVEN if name in record.__dict__}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["frames"] = frames(record)
        return json.dumps(line, ensure_ascii=False)


class ForPeople(logging.Formatter):
    """The console: time, level, sentence, and the last place of ours in a failure."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, tz=UTC).astimezone().strftime("%H:%M:%S")
        text = f"{when} {record.levelname.lower()}: {said(record)}"
        if record.exc_info and record.exc_info[0] is not None:
            text += f" – {record.exc_info[0].__name__} in {(frames(record) or ['?'])[-1]}"
        return f"{text} [request {known}]" if (known := id_of(record)) else text


def said(record: logging.LogRecord) -> str:
    """The queue's own lines quote the arguments of jobs: of those only what happened and to which job is kept."""
    if record.name.startswith("procrastinate"):
        job = record.__dict__.get("job")
        known = job if isinstance(job, dict) else {}
        named = " ".join(str(part) for part in (known.get("task_name"), known.get("id")) if part)
        return f"queue: {record.__dict__.get('action', 'notice')} {named}".strip()
    if record.name.startswith(("django.request", "django.security")) and "route" not in record.__dict__:
        return record.getMessage().partition(":")[0]  # what follows is the path, a host or a name that was sent
    return record.getMessage()


def frames(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


class SharedFile(RotatingFileHandler):
    """A file that several processes add lines to: one of them turns it over, the others go on in the new one."""

    def emit(self, record: logging.LogRecord) -> None:
        self._follow()
        super().emit(record)

    def doRollover(self) -> None:  # noqa: N802 - the standard library's name
        with Path(self.baseFilename).with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._follow():
                super().doRollover()

    def _follow(self) -> bool:
        """Go on in the new file where another process was quicker."""
        if self.stream is None or _is_named(self.stream.fileno(), Path(self.baseFilename)):
            return False
        self.stream.close()
        self.stream = self._open()
        return True


def _is_named(file: int, path: Path) -> bool:
    try:
        return path.stat().st_ino == os.fstat(file).st_ino
    except FileNotFoundError:
        return False


def logging_settings(*, home: Path, process: str) -> dict[str, Any]:
    """`process` names the file; without one (tests, tools) there is the console alone."""
    handlers: dict[str, Any] = {
        "console": {"class": "logging.StreamHandler", "formatter": "people", "level": "WARNING"},
    }
    if process:
        (home / "logs").mkdir(parents=True, exist_ok=True)
        handlers["file"] = {
            "class": "xuezheng.site.logs.SharedFile",
            "filename": str(home / "logs" / f"{process}.jsonl"),
            "maxBytes": 20_000_000,
            "backupCount": 5,
            "delay": True,
            "encoding": "utf-8",
            "formatter": "json",
            "level": "INFO",
        }
    quiet = {"handlers": [], "level": "WARNING", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}, "people": {"()": ForPeople}},
        "filters": {"without_watchers": {"()": WithoutWatchers}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"filters": ["without_watchers"]},
            "django.server": quiet,
            "procrastinate": quiet,
            "fontTools": quiet,
        },
    }
