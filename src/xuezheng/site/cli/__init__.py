"""The command line `xuezheng`: without a command it starts everything.

Django is loaded only by the commands that need it, so that starting and --help are quick and the starter stays small.
"""

import os
import sys

from xuezheng.kernel.refusals import Refusal
from xuezheng.site.cli import developers, operators, processes, reading, start
from xuezheng.site.console import fail
from xuezheng.site.embedded import EmbeddedServerFailed

app = start.app
reading.register(app)
operators.register(app)
processes.register(app)
developers.register(app)


def main() -> None:
    os.environ.setdefault("XUEZHENG_PROCESS", "command")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.site.settings")
    try:
        app(args=home_first(sys.argv[1:]), prog_name="./run")
    except (Refusal, EmbeddedServerFailed) as refusal:
        fail(str(refusal))
    except Exception as problem:
        from django.db.utils import Error  # slow, and of use only here

        if not isinstance(problem, Error):
            raise
        fail(f"The database refused this: {str(problem).strip()}\nIf this installation is new, start it once: ./run")


def home_first(arguments: list[str]) -> list[str]:
    """`--home DIR` means the same before and after the command."""
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--home" and place + 1 < len(arguments):
            return [word, arguments[place + 1], *arguments[:place], *arguments[place + 2 :]]
        if word.startswith("--home="):
            return [word, *arguments[:place], *arguments[place + 1 :]]
    return arguments
