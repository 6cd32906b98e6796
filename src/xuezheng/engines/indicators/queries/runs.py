"""Runs: the newest of a table's period holds the present components."""

from xuezheng.engines.indicators.models import Run


def current_run(table: str, period: str) -> Run | None:
    return Run.objects.filter(table=table, period=period).order_by("-ended_at", "-number").first()
