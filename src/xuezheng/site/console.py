"""What commands say: Rich on a terminal, plain lines elsewhere; progress for every step that takes time."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
PLAIN_EVERY = 5.0


class Steps:
    """Steps of one command, told as they go."""

    def __init__(self, console: Console = out) -> None:
        self.console = console

    def say(self, sentence: str) -> None:
        self.console.print(sentence, markup=False)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        began = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(title):
                yield
        else:
            self.say(f"{title} …")
            yield
        self.say(f"{title} – done ({time.monotonic() - began:.1f} s)")

    @contextmanager
    def counted(self, title: str) -> Iterator[Callable[[str, int, int], None]]:
        """Yields what takes (what, done, whole): a bar for each `what` on a terminal, a line now and then elsewhere."""
        began = time.monotonic()
        self.say(f"{title} …")
        if self.console.is_terminal:
            with _bars(self.console) as bars:
                yield bars
        else:
            yield _Lines(self)
        self.say(f"{title} – done ({time.monotonic() - began:.1f} s)")


@contextmanager
def _bars(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        tasks = {}

        def tell(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=whole)
            progress.update(tasks[what], completed=done, total=whole)

        yield tell


class _Lines:
    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self.told = time.monotonic()

    def __call__(self, what: str, done: int, whole: int) -> None:
        if time.monotonic() - self.told > PLAIN_EVERY:
            self.told = time.monotonic()
            self.steps.say(f"  {what}: {done:,} of {whole:,}")


def fail(sentence: str, *, code: int = 1) -> None:
    """Ends the command with a sentence, without a trace of our insides."""
    err.print(sentence, style="red", markup=False)
    sys.exit(code)
