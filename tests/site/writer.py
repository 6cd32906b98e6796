"""A program that writes journal entries one by one and names each on its output once the database has acknowledged it."""

import sys

import django

django.setup()

from xuezheng.kernel.clock import now  # noqa: E402 - models need Django set up
from xuezheng.kernel.journal import facade as journal  # noqa: E402 - as above
from xuezheng.kernel.scope.acting import ROOT, system_post  # noqa: E402 - as above
from xuezheng.kernel.scope.binding import bound  # noqa: E402 - as above


def main() -> None:
    post = system_post("writer")
    for number in range(1_000_000):
        with bound(post):
            journal.record(
                post=post,
                at=now(),
                act="test.write",
                object_kind="test.Row",
                object_id=str(number),
                object_name="row",
                unit_path=ROOT,
                after={"number": number},
            )
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


main()
