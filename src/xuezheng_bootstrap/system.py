"""The machine's own packages: installed where that is allowed without asking, named in a sentence where not."""

import os
import shutil
from collections.abc import Sequence

from xuezheng_bootstrap.progress import Step, watch


def apt_get() -> list[str] | None:
    """How to call apt-get here with the rights it needs; None where there are none."""
    program = shutil.which("apt-get")
    if program is None:
        return None
    if os.geteuid() == 0:
        return [program]
    sudo = shutil.which("sudo")
    if sudo and watch([sudo, "-n", "true"])[0] == 0:
        return [sudo, "-n", program]
    return None


def install(packages: Sequence[str], *, why: str) -> bool:
    """Whether they are installed afterwards. Refreshes the package lists only when the first try fails."""
    program = apt_get()
    if program is None:
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = [*program, "install", "-y", "-q", "--no-install-recommends", *packages]
    with Step(f"Installing {' '.join(packages)} ({why})") as step:
        if watch(words, env=env, line=step.says)[0] == 0:
            return True
        watch([*program, "update", "-q"], env=env, line=step.says)
        return watch(words, env=env, line=step.says)[0] == 0


def advice(packages: Sequence[str]) -> str:
    if shutil.which("apt-get"):
        return f"as root: apt-get install {' '.join(packages)}"
    return f"the system's packages that Debian calls {' and '.join(packages)}"
