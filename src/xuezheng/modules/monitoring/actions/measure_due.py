"""Measuring what is due: a job declared here and not in jobs.py, since noting a change queues it.

What is due is deleted in the transaction that computed it: a worker killed at any moment leaves it due, and its job is run again.
One computes at a time; what comes meanwhile is taken by the same job in a next round, so nobody waits and nothing is forgotten.
"""

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.indicators import facade as indicators
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ROOT, ActingPost
from xuezheng.modules.monitoring.measuring.places import places_to_measure
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.models import DueMeasurement


@job("monitoring.measure_due", queue="measuring", title=gettext_lazy("Computing of indicators"))
def measure_due(work: Work, *, table: str, period: str) -> None:
    while _round(work, table, period):
        work.stop_if_cancelled()


def _round(work: Work, table: str, period: str) -> bool:
    """Whether something was computed, and so whether to look again. Whoever fails to get the lock may leave: who has it looks
    again after the commit by which it lets it go."""
    with work.step() as post:
        due = _due(table, period)
        if not due or not _alone(table, period):
            return False
        whole = places_to_measure([row.unit_path for row in due]) == (ROOT,)
        run = indicators.begin_run(post=post, table=table, period=period, whole=whole, at=now())
    try:
        with work.step() as post:
            if not _alone(table, period):
                indicators.drop_run(run)
                return False
            _measure(post, table, period, run)
    except Exception as error:
        with work.step():
            indicators.fail_run(run, sentence=_sentence(error), at=now())
        raise
    return True


def _measure(post: ActingPost, table: str, period: str, run: indicators.Run) -> None:
    due = _due(table, period)
    places = places_to_measure([row.unit_path for row in due])
    if places == (ROOT,):
        indicators.recompute(post=post, table=table, period=period, reader=LakeReader(), at=run.began_at, run=run)
    else:
        indicators.recompute_units(
            post=post, table=table, period=period, below=places, reader=LakeReader(), at=run.began_at, run=run
        )
    DueMeasurement.objects.filter(id__in=[row.id for row in due]).delete()
    indicators.note_end(run, at=now())


def _due(table: str, period: str) -> Sequence[DueMeasurement]:
    return list(DueMeasurement.objects.filter(table=table, period=period))


def _alone(table: str, period: str) -> bool:
    """Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"monitoring {table} {period}"])
        return bool(cursor.fetchone()[0])


def _sentence(error: Exception) -> str:
    """Of a refusal its own; of a mistake of ours its kind, for operators find the rest on the page of jobs."""
    if isinstance(error, Refusal):
        return str(error)
    return _("It broke off (%(kind)s) and is tried again; operators see more on the page of jobs.") % {
        "kind": type(error).__name__
    }
