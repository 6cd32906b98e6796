"""A run from its beginning to its end: seen while it computes, journaled and announced with its values, told why it failed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from xuezheng.engines.indicators.events import IndicatorsComputed
from xuezheng.engines.indicators.models import IndicatorVersion, Run
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def begin_run(*, post: ActingPost, table: str, period: str, whole: bool, at: datetime) -> Run:
    """Commit it before computing, and everybody sees that something is going on."""
    _number_alone(table, period)
    last = Run.objects.filter(unit_path=post.scope_path, table=table, period=period).order_by("-number").first()
    return Run.objects.create(
        unit_path=post.scope_path,
        table=table,
        period=period,
        number=last.number + 1 if last else 1,
        state=Run.State.RUNNING,
        whole=whole,
        began_at=at,
    )


def finish_run(
    run: Run, *, post: ActingPost, place: str, versions: Mapping[str, IndicatorVersion], at: datetime, **found: Any
) -> None:
    """In the transaction of its values. A run of the same period still called running was killed: only one computes at a time."""
    run.versions = {code: version.number for code, version in versions.items()}
    for name, value in found.items():
        setattr(run, name, value)
    run.state, run.ended_at = Run.State.DONE, at
    run.save(update_fields=["versions", *found, "state", "ended_at"])
    Run.objects.filter(table=run.table, period=run.period, state=Run.State.RUNNING, number__lt=run.number).update(
        state=Run.State.FAILED, message=_("It was broken off. A later one computed the same."), ended_at=at
    )
    record(
        post=post,
        at=at,
        act="indicators.compute",
        object_kind="indicators.run",
        object_id=run.id,
        object_name=str(run),
        unit_path=run.unit_path,
        after={"table": run.table, "period": run.period, "whole": run.whole, "units": run.units, "inputs": run.inputs},
    )
    announce(IndicatorsComputed(unit_path=place, table=run.table, period=run.period, run=str(run.id)), at=at)


def fail_run(run: Run, *, sentence: str, at: datetime) -> None:
    Run.objects.filter(id=run.id).update(state=Run.State.FAILED, message=sentence[:1000], ended_at=at)


def note_end(run: Run, *, at: datetime) -> None:
    """When it really ended, for who holds a clock."""
    Run.objects.filter(id=run.id).update(ended_at=at)


def drop_run(run: Run) -> None:
    """Another computes what it was begun for."""
    Run.objects.filter(id=run.id, state=Run.State.RUNNING).delete()


def _number_alone(table: str, period: str) -> None:
    """Held only while a number is taken, unlike the lock of computing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"indicators run {table} {period}"])
