"""How commands reach the database: the server that runs, one of their own for as long as they work, or an external one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

from xuezheng.kernel.refusals import Refusal
from xuezheng.site.configuration import configuration
from xuezheng.site.console import Steps, err
from xuezheng.site.operations.homes import Home, HomeIsInUse
from xuezheng.site.operations.supervisor import database


class DatabaseIsOutOfReach(Refusal):
    """What the driver said, and where to look."""


def django_ready() -> None:
    django.setup()


@contextmanager
def with_database(home: Home, *, doing: str, alone: bool = False) -> Iterator[None]:
    """`doing` is what somebody else is told who wants the home meanwhile; `alone` refuses beside a running server."""
    embedded = not os.environ.get("DATABASE_URL")  # the configuration makes the home's key, which comes later
    home.make(embedded=embedded)
    try:
        with home.held(f"the command {doing}"):
            if not embedded:
                refuse_silence()
                yield
            else:
                with database(home, Steps(err)):
                    yield
    except HomeIsInUse:
        if alone or not answers():
            raise
    else:
        return
    yield


def refuse_silence() -> None:
    if not answers():
        raise DatabaseIsOutOfReach(
            "The database that DATABASE_URL names does not answer; check the address and the server."
        )


def answers() -> bool:
    """Whether a server answers, even if it lacks our database or our role."""
    from psycopg import OperationalError, connect  # slow, and the starter has no need of it

    try:
        connect(configuration().owner_url, connect_timeout=5).close()
    except OperationalError as error:
        return "does not exist" in str(error)
    return True


def running_server(home: Home) -> dict[str, Any]:
    """Process and address of the server that holds the home; empty when none does."""
    holder = home.holder()
    return holder if holder.get("address") else {}
