"""The entry of ./run and ./test: `python src/xuezheng_bootstrap run|test …`."""

import os
import sys
from pathlib import Path
from typing import NoReturn

SOURCE = Path(__file__).resolve().parents[1]
sys.path[0] = str(SOURCE)

from xuezheng_bootstrap import checks, environment  # noqa: E402 - a folder run as a program names its source first
from xuezheng_bootstrap.progress import Stopped  # noqa: E402 - as above


def main() -> NoReturn:
    command, arguments = sys.argv[1], sys.argv[2:]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # text streams, as the interpreter opens them
    try:
        if command == "test":
            sys.exit(checks.run(arguments))
        python = environment.ready("runtime")
    except Stopped as stopped:
        sys.exit(f"{stopped}")
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next start goes on from here.")
    words = [str(python), "-m", "xuezheng.site.cli", *arguments]
    os.execve(python, words, environment.variables())  # noqa: S606 - the command takes this process over, with its signals


if __name__ == "__main__":
    main()
