"""Figures about running, in Prometheus' format: requests by route, connections, jobs."""

from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from xuezheng.kernel.outbox.facade import queue_state

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

registry = CollectorRegistry()
ProcessCollector(registry=registry)
PlatformCollector(registry=registry)
GCCollector(registry=registry)

requests = Counter(
    "xuezheng_http_requests", "Requests answered.", labelnames=("method", "route", "status"), registry=registry
)
seconds = Histogram(
    "xuezheng_http_request_seconds", "Time to the answer's first byte.", labelnames=("route",), buckets=BUCKETS,
    registry=registry,
)  # fmt: skip


def observe(*, method: str, route: str, status: int, duration: float) -> None:
    """By the route's name, never the path: paths are without number and may name things."""
    requests.labels(method if method in METHODS else "OTHER", route, str(status)).inc()
    seconds.labels(route).observe(duration)


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def exposition(*, at: datetime) -> bytes:
    asked = CollectorRegistry()
    asked.register(_Database(at))
    return generate_latest(registry) + generate_latest(asked)


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
