"""A worker in a process of its own, for tests that kill it: `python -m tests.kernel.outbox.worker_process DATABASE`."""

import importlib
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django
from django.db import connections


def main(database: str) -> None:
    django.setup()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = database
    importlib.import_module("tests.kernel.outbox.sample")
    from xuezheng.kernel.outbox.worker import run_worker

    run_worker(concurrency=2, silent_for=2.0, grace=1.0)


if __name__ == "__main__":
    main(sys.argv[1])
