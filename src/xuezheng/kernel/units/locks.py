"""Locks that keep the tree whole while several people change it at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.units.models import Unit

_STRUCTURE = 0x756E697473
"""Key of the advisory lock: 'units' in ASCII."""
PATIENCE = "10s"


def hold_structure() -> None:
    """For acts at one place in the tree: many go on side by side, none while a subtree is on the move."""
    _take("pg_advisory_xact_lock_shared")


def hold_structure_alone() -> None:
    """For moving a subtree. A row lock is not enough: a unit opened below meanwhile would keep the old path."""
    _take("pg_advisory_xact_lock")


def locked_units(ids: list[int]) -> list[Unit]:
    """The units, locked until the end of the transaction, in the order of their ids so that two acts cannot deadlock."""
    with _patience():
        return list(Unit.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id"))


def _take(function: str) -> None:
    with _patience(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_STRUCTURE])


@contextmanager
def _patience() -> Iterator[None]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            yield
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Conflict(_("Somebody is rearranging the tree at this moment. Try again in a minute.")) from error
        raise
