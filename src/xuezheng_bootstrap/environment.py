"""The environment `.venv`, made from the locked requirements and made again only when they or Python change."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xuezheng_bootstrap.installers import install_locked, make_environment
from xuezheng_bootstrap.progress import Step, Stopped

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
MARK = FOLDER / "xuezheng.json"
LOCK = ROOT / ".venv.lock"


def lock_file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


LEFT_OUT = {"PYTHONHOME", "PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE"}
"""The last would have each process compile thousands of files again, which takes longer than all else at a start."""


def variables() -> dict[str, str]:
    """The package is not installed: it is found in the checkout, and nothing else is found by accident."""
    kept = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONNOUSERSITE": "1", "VIRTUAL_ENV": str(FOLDER)}


def ready(*names: str) -> Path:
    """The environment's python, with everything that the named lock files pin."""
    if FOLDER.is_symlink() or _has(*names):
        return PYTHON
    with _alone():
        if not _has(*names):
            _complete(*names)
    return PYTHON


def _has(*names: str) -> bool:
    mark = _mark()
    if any(mark.get(name) != _digest(name) for name in {"runtime", *names}) or mark.get("place") != str(FOLDER):
        return False
    return mark.get("python") == _version()


def _mark() -> dict[str, str]:
    try:
        return dict(json.loads(MARK.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _digest(name: str) -> str:
    return hashlib.sha256(lock_file(name).read_bytes()).hexdigest()


def _version() -> str:
    """Of the environment's own python; empty when its base is gone."""
    try:
        return subprocess.run(
            [PYTHON, "-I", "-S", "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started together make one environment between them."""
    try:
        handle = LOCK.open("w")
    except OSError as error:
        raise Stopped(
            f"The environment belongs into {FOLDER}, where {_user()} may not write ({error.strerror}).\n"
            "Give that user the folder, or clone into one of its own."
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with Step("Waiting for another command that is making the environment"):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _user() -> str:
    return os.environ.get("USER") or f"user {os.geteuid()}"


def _complete(*names: str) -> None:
    """Add what is missing to a sound environment; begin anew over a half-made or outdated one."""
    mark = _mark() if _has("runtime") else _adopted(*names)
    if not mark:
        _clear()
        with Step(f"Making the environment with Python {sys.version.split()[0]}"):
            make_environment(FOLDER)
    for name in dict.fromkeys(["runtime", *names]):
        if mark.get(name) != _digest(name):
            MARK.write_text("{}", encoding="utf-8")
            install_locked(lock_file(name), python=PYTHON)
            mark[name] = _digest(name)
    mark |= {"python": _version(), "place": str(FOLDER)}
    fresh = MARK.with_suffix(".part")
    fresh.write_text(json.dumps(mark, indent=1), encoding="utf-8")
    fresh.replace(MARK)


def _adopted(*names: str) -> dict[str, str]:
    """A developer's own environment serves where it holds just what is pinned; empty where it does not."""
    if MARK.exists() or not PYTHON.exists():
        return {}
    asks = (
        "from importlib.metadata import distributions as d; print(*(f'{p.name}=={p.version}' for p in d()), sep='\\n')"
    )
    found = subprocess.run([PYTHON, "-I", "-c", asks], capture_output=True, text=True, check=False).stdout
    there = {_normal(*line.split("==")) for line in found.splitlines()}
    if not _pinned("runtime") <= there:
        return {}
    return {name: _digest(name) for name in ("runtime", *names) if _pinned(name) <= there}


def _normal(name: str, version: str) -> str:
    return f"{re.sub('[-_.]+', '-', name).lower()}=={version}"


def _pinned(name: str) -> set[str]:
    """Without those that are for other systems or other versions of Python."""
    lines = lock_file(name).read_text(encoding="utf-8").splitlines()
    return {line.removesuffix("\\").strip().lower() for line in lines if re.match(r"\S+==[^;]+$", line)}


def _clear() -> None:
    """One that carries our mark is ours to remove; any other is set aside."""
    if MARK.exists():
        shutil.rmtree(FOLDER)
    elif FOLDER.exists():
        aside = next(p for n in range(1, 1000) if not (p := FOLDER.with_name(f".venv.{n}")).exists())
        sys.stdout.write(f"{FOLDER} was not made by this command; it is kept as {aside.name}.\n")
        FOLDER.rename(aside)
    FOLDER.mkdir()
    MARK.write_text("{}", encoding="utf-8")
