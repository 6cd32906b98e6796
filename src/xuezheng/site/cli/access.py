"""How commands reach the database: the server that runs, one of their own for as long as they work, or an external one."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from psycopg import OperationalError, connect

from xuezheng.kernel.refusals import Refusal
from xuezheng.site.configuration import configuration
from xuezheng.site.console import Steps, err
from xuezheng.site.operations.homes import Home
from xuezheng.site.operations.supervisor import database


class DatabaseIsOutOfReach(Refusal):
    """What the driver said, and where to look."""


def django_ready() -> None:
    django.setup()


@contextmanager
def with_database(home: Home, *, doing: str) -> Iterator[None]:
    """`doing` is what somebody else is told who wants the home meanwhile."""
    if answers():
        yield
        return
    if configuration().database_url:
        raise DatabaseIsOutOfReach(
            "The database that DATABASE_URL names does not answer; check the address and the server."
        )
    home.make(embedded=True)
    with home.held(f"the command {doing}"), database(home, Steps(err)):
        yield


def answers() -> bool:
    """Whether a server answers, even if it lacks our database or our role."""
    try:
        connect(configuration().owner_url, connect_timeout=5).close()
    except OperationalError as error:
        return "does not exist" in str(error)
    return True
