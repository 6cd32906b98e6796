"""./test: formatting and lint, types, import contracts, then pytest, whose summary is the last line."""

import os
import subprocess
import sys
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
    sound = _lint(python, env) if lint else True
    return _pytest(python, env, passed_on, fast=fast, skipped=skipped, sound=sound)


def _lint(python: Path, env: Mapping[str, str]) -> bool:
    """All of them are run, so that one start names everything there is to mend."""
    programs = python.parent
    checks: dict[str, list[str | Path]] = {
        "Lint": [programs / "ruff", "check", "."],
        "Format": [programs / "ruff", "format", "--check", "."],
        "Types": [programs / "mypy"],
        "Import contracts": [programs / "lint-imports"],
    }
    results = [_check(title, words, env) for title, words in checks.items()]
    return all(results)


def _check(title: str, words: list[str | Path], env: Mapping[str, str]) -> bool:
    sys.stdout.write(f"{title} … ")
    sys.stdout.flush()
    began = time.monotonic()
    done = subprocess.run(
        words, cwd=environment.ROOT, env=env, capture_output=True, text=True, errors="replace", check=False
    )
    passed = done.returncode == 0
    sys.stdout.write(f"{'passed' if passed else 'FAILED'} ({time.monotonic() - began:.0f} s)\n")
    if not passed:
        sys.stdout.write(f"{done.stdout}{done.stderr}\n")
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
