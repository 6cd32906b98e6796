"""Sweeping the components' folder: files that neither a current run nor any value's run names."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from xuezheng.engines.indicators.models import IndicatorValue, Run
from xuezheng.engines.indicators.parts import folder
from xuezheng.engines.indicators.queries.runs import current_runs

GRACE = timedelta(hours=24)
"""Far longer than any computation: its files are written before its run names them."""


def sweep_files(*, at: datetime) -> int:
    """In a binding that sees the whole tree. Returns how many files went."""
    used = Run.objects.filter(Exists(IndicatorValue.objects.filter(run=OuterRef("id"))))
    current = current_runs()
    parts = [*used.values_list("parts", flat=True), *(run.parts for run in current)]
    named = {part["file"] for each in parts for part in each} | {run.counties for run in current}
    before = (at - GRACE).timestamp()
    stray = [
        path
        for path in folder().glob("*/*/*")
        if path.stat().st_mtime < before and str(path.relative_to(folder())) not in named
    ]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)
