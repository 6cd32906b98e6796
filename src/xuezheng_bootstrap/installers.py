"""Ways to a virtual environment with pinned packages: uv, venv with pip, venv with the system's pip, or after apt-get."""

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from xuezheng_bootstrap.progress import Step, Stopped, watch
from xuezheng_bootstrap.system import advice, install

NETWORK = "If this machine reaches no package index, set PIP_INDEX_URL (or UV_INDEX_URL) to a mirror; any will do."


def make_environment(folder: Path) -> None:
    """An interpreter in `folder` that packages can be installed for by one of the ways below."""
    if _uv_makes(folder) or _venv_makes(folder):
        return
    packages = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]
    for names in (packages, ["python3-venv"]):
        if install(names, why="Python's own venv and pip are not here") and _venv_makes(folder, fresh=True):
            return
    raise Stopped(
        f"{sys.executable} lacks its modules venv and ensurepip, and there is neither pip nor uv.\n"
        f"Please install {advice(['python3-venv'])}; then start again."
    )


def _uv_makes(folder: Path) -> bool:
    uv = shutil.which("uv")
    return bool(uv) and watch([uv or "", "venv", "-q", "--allow-existing", "--python", sys.executable, folder])[0] == 0


def _venv_makes(folder: Path, *, fresh: bool = False) -> bool:
    """In a process of its own, since what apt-get has just installed is not seen by this one."""
    if watch([sys.executable, "-m", "venv", folder])[0] == 0:
        return True
    if fresh or not _system_pip():
        return False
    return watch([sys.executable, "-m", "venv", "--without-pip", folder])[0] == 0


def _system_pip() -> bool:
    return find_spec("pip") is not None


def install_locked(lock: Path, *, python: Path) -> None:
    """Every package at its pinned version, each file checked against its hashes."""
    number = len(re.findall(r"^\S+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    with Step(f"Installing the {number} packages of requirements/{lock.name}") as step:
        said = _install(lock, python=python, step=step, number=number)
    if said:
        raise Stopped(f"{said}\n\nThe packages of {lock} could not be installed (see above). {NETWORK}")


def _install(lock: Path, *, python: Path, step: Step, number: int) -> str:
    """Empty when done, else what the last way said."""
    said = ""
    for words in _ways(lock, python=python):
        seen: set[str] = set()

        def tell(line: str, seen: set[str] = seen) -> None:
            word = re.match(r"(?:Collecting|Downloading|Using cached) ([A-Za-z0-9_.]+)", line)
            if word:
                seen.add(word[1].split("-")[0].lower())
                step.says(f"{min(len(seen), number)} of {number}: {word[1][:40]}")
            elif line.startswith("Installing collected"):
                step.says("unpacking")

        code, said = watch(words, line=tell)
        if code == 0:
            return ""
    return said


def _ways(lock: Path, *, python: Path) -> list[list[str | Path]]:
    options: list[str | Path] = ["--require-hashes", "--no-deps", "-r", lock]
    ways: list[list[str | Path]] = []
    if uv := shutil.which("uv"):
        ways.append([uv, "pip", "install", "--python", python, *options])
    pip: list[str | Path] = ["install", "--progress-bar", "off", "--disable-pip-version-check", "--no-input", *options]
    if watch([python, "-m", "pip", "--version"])[0] == 0:
        ways.append([python, "-m", "pip", *pip])
    elif _system_pip():
        ways.append([sys.executable, "-m", "pip", "--python", python, *pip])
    elif watch([python, "-m", "ensurepip"])[0] == 0:
        ways.append([python, "-m", "pip", *pip])
    return ways
