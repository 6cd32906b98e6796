"""./test: formatting and lint, types, import contracts, then pytest, whose summary is the last line where all is well.

Types take most of a minute on one core: where the whole suite runs, they are checked beside it.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from xuezheng_bootstrap import browser, environment

USAGE = """usage: ./test [--fast] [PYTEST OPTIONS AND PATHS]

Makes the test environment, then checks lint, types and import contracts and runs the tests.
  --fast      leave the browser tests out
  --no-lint   pytest only
Anything else goes to pytest: ./test tests/kernel -k path
DATABASE_URL names an external PostgreSQL 15+ to test against; without it the embedded server is used.
"""


def run(arguments: list[str]) -> int:
    if {"-h", "--help"} & set(arguments):
        sys.stdout.write(USAGE)
        return 0
    fast, lint = "--fast" in arguments, "--no-lint" not in arguments
    passed_on = [argument for argument in arguments if argument not in {"--fast", "--no-lint"}]
    python = environment.ready("runtime", "test")
    env = {**environment.variables(), "PYTHONPATH": f"{environment.ROOT / 'src'}{os.pathsep}{environment.ROOT}"}
    env.pop("XUEZHENG_HOME", None)
    skipped: list[str] = []
    if fast:
        skipped.append("the browser tests (--fast)")
    elif program := browser.chromium(python):
        env[browser.VARIABLE] = program
        if not browser.chinese_font():
            skipped.append("nothing, but screenshots lack Chinese characters: no font for them could be installed")
    else:
        skipped.append(browser.missing_browser())
        fast = True
    checks = _checks(python) if lint else {}
    beside = Beside(checks, env, titles=("Types",) if is_whole(passed_on) else ())
    results = [_check(title, words, env) for title, words in checks.items() if title not in beside.titles]
    code = _pytest(python, env, passed_on, fast=fast, skipped=skipped, sound=all(results))
    return beside.ended() or code


def _checks(python: Path) -> dict[str, list[str | Path]]:
    """All of them are run, so that one start names everything there is to mend."""
    programs = python.parent
    return {
        "Lint": [programs / "ruff", "check", "."],
        "Format": [programs / "ruff", "format", "--check", "."],
        "Types": [programs / "mypy"],
        "Import contracts": [programs / "lint-imports"],
    }


def is_whole(passed_on: list[str]) -> bool:
    return all(word.startswith("--") for word in passed_on)


class Beside:
    """Checks that run while the tests do; what they say stands between the tests' dots."""

    def __init__(
        self, checks: Mapping[str, list[str | Path]], env: Mapping[str, str], *, titles: tuple[str, ...]
    ) -> None:
        self.titles = tuple(title for title in titles if title in checks)
        self.failed: list[str] = []
        self._threads = [threading.Thread(target=self._run, args=(title, checks[title], env)) for title in self.titles]
        for thread in self._threads:
            thread.start()

    def _run(self, title: str, words: list[str | Path], env: Mapping[str, str]) -> None:
        if not _check(title, words, env):
            self.failed.append(title)

    def ended(self) -> int:
        """What the command ends with because of them."""
        for thread in self._threads:
            thread.join()
        for title in self.failed:
            sys.stdout.write(f"{title} FAILED: what it said stands between the dots above.\n")
        return int(bool(self.failed))


def _check(title: str, words: list[str | Path], env: Mapping[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        words, cwd=environment.ROOT, env=env, capture_output=True, text=True, errors="replace", check=False
    )
    passed = done.returncode == 0
    sys.stdout.write(f"{title} … {'passed' if passed else 'FAILED'} ({time.monotonic() - began:.0f} s)\n")
    if not passed:
        sys.stdout.write(f"{done.stdout}{done.stderr}\n")
    sys.stdout.flush()
    return passed


def _pytest(
    python: Path, env: Mapping[str, str], passed_on: list[str], *, fast: bool, skipped: list[str], sound: bool
) -> int:
    words: list[str | Path] = [python, "-m", "pytest", "-q"]
    if not any(word == "-n" or word.startswith(("-n", "--numprocesses")) for word in passed_on):
        words += ["-n", "2", "--dist", "worksteal"]
    if fast:
        words += ["-m", "not e2e"]
    for what in skipped:
        sys.stdout.write(f"Left out: {what}\n")
    if not sound:
        sys.stdout.write("Some checks above FAILED; the tests run all the same, and this command ends with an error.\n")
    sys.stdout.flush()
    code = subprocess.run([*words, *passed_on], cwd=environment.ROOT, env=env, check=False).returncode
    return code or int(not sound)
