"""Figures about running, in Prometheus' format: requests by route and what the web server's processes take, connections, jobs.

With `PROMETHEUS_MULTIPROC_DIR` the processes of the web server count into files there, and any of them tells of all.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector

from xuezheng.kernel.outbox.facade import queue_state

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

SHARED = "PROMETHEUS_MULTIPROC_DIR"

registry = CollectorRegistry()

requests = Counter(
    "xuezheng_http_requests", "Requests answered.", labelnames=("method", "route", "status"), registry=registry
)
seconds = Histogram(
    "xuezheng_http_request_seconds", "Time to the answer's first byte.", labelnames=("route",), buckets=BUCKETS,
    registry=registry,
)  # fmt: skip
starts = Counter("xuezheng_web_starts", "Processes of the web server that were started.", registry=registry)


def observe(*, method: str, route: str, status: int, duration: float) -> None:
    """By the route's name, never the path: paths are without number and may name things."""
    requests.labels(method if method in METHODS else "OTHER", route, str(status)).inc()
    seconds.labels(route).observe(duration)


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def exposition(*, at: datetime) -> bytes:
    asked = CollectorRegistry()
    asked.register(_Processes())
    asked.register(_Database(at))
    return generate_latest(_counted()) + generate_latest(asked)


def _counted() -> CollectorRegistry:
    if SHARED not in os.environ:
        return registry
    of_all = CollectorRegistry()
    MultiProcessCollector(of_all)  # type: ignore[no-untyped-call] # the package leaves it untyped
    return of_all


class _Processes:
    """Of the web server, taken together: whichever of them is asked, the answer is the same."""

    def describe(self) -> list[GaugeMetricFamily]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        taken = [figures for number in _numbers() if (figures := _taken(number))]
        yield GaugeMetricFamily("xuezheng_web_processes", "Processes of the web server.", value=len(taken))
        memory = sum(figures["process_resident_memory_bytes"] for figures in taken)
        yield GaugeMetricFamily("xuezheng_web_memory_bytes", "Resident memory of these processes.", value=memory)
        spent = sum(figures["process_cpu_seconds_total"] for figures in taken)
        yield CounterMetricFamily("xuezheng_web_cpu_seconds", "Processor time of these processes.", value=spent)


def _numbers() -> set[int]:
    """Each process has files that end in its number; those of dead ones stay, for what they counted stays counted."""
    shared = os.environ.get(SHARED)
    written = Path(shared).glob("*.db") if shared else ()
    return {os.getpid()} | {int(path.stem.rpartition("_")[2]) for path in written}


def _taken(number: int) -> dict[str, float]:
    """Nothing of a process that is gone, or dead and not yet taken away."""
    collected = ProcessCollector(pid=lambda: number, registry=None).collect()
    figures = {sample.name: sample.value for family in collected for sample in family.samples}
    return figures if figures.get("process_resident_memory_bytes") else {}


class _Database:
    """Asked when the figures are, so that nothing runs between. A database that is away shows as such."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing is promised before the database is asked."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("xuezheng_database_up", "Whether the database answers.")
        try:
            figures = [*self._connections(), *self._jobs()]
        except DatabaseError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from figures

    def _connections(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily("xuezheng_database_connections", "By state.", labels=["state"])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " GROUP BY 1"
            )
            for state, number in cursor.fetchall():
                family.add_metric([state], number)
            cursor.execute("SELECT pg_database_size(current_database())")
            size = GaugeMetricFamily("xuezheng_database_bytes", "Size of the database.", value=cursor.fetchone()[0])
        yield family
        yield size

    def _jobs(self) -> Iterator[GaugeMetricFamily]:
        state = queue_state()
        family = GaugeMetricFamily("xuezheng_jobs", "In the queue, by state.", labels=["state"])
        for name, number in (("waiting", state.waiting), ("running", state.running), ("failed", state.failed)):
            family.add_metric([name], number)
        yield family
        silence = (self.at - state.heartbeat_at).total_seconds() if state.heartbeat_at else float("inf")
        yield GaugeMetricFamily("xuezheng_worker_silence_seconds", "Since a worker's last sign of life.", value=silence)
