"""Telling what happens: one rewritten line on a terminal, few plain lines elsewhere."""

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

PLAIN_EVERY = 10.0


class Stopped(Exception):
    """A sentence for the user: what could not be done and what would help."""


class Step:
    """`with Step("Making the environment") as step: step.says("3 of 70")`"""

    def __init__(self, title: str) -> None:
        self.title = title
        self._detail = ""
        self._live = sys.stdout.isatty()
        self._over = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._began = time.monotonic()

    def __enter__(self) -> "Step":
        if not self._live:
            self._write(f"{self.title} …\n")
        self._ticker.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, _value: object, _trace: TracebackType | None) -> None:
        self._over.set()
        self._ticker.join()
        seconds = time.monotonic() - self._began
        ending = f"{self.title} – {'done' if kind is None else 'failed'} ({seconds:.0f} s)\n"
        self._write(f"\r\033[K{ending}" if self._live else ending)

    def says(self, detail: str) -> None:
        self._detail = detail

    def _tick(self) -> None:
        while not self._over.wait(0.2 if self._live else PLAIN_EVERY):
            line = f"{self.title} … {self._detail} ({time.monotonic() - self._began:.0f} s)"
            self._write(f"\r\033[K{line[:150]}" if self._live else f"{line}\n")

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def watch(
    words: Sequence[str | Path], *, env: Mapping[str, str] | None = None, line: Callable[[str], None] = lambda _: None
) -> tuple[int, str]:
    """Run a program, hand each line of its output on, and return its exit code with its last lines."""
    last: deque[str] = deque(maxlen=25)
    try:
        process = subprocess.Popen(
            [str(word) for word in words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=env,
        )
    except OSError as error:
        return 127, str(error)
    assert process.stdout is not None
    with process:
        for text in process.stdout:
            last.append(text.rstrip())
            line(text.strip())
    return process.returncode, "\n".join(last)
