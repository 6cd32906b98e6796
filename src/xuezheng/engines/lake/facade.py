"""The lake's door for every other package."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xuezheng.engines.lake.actions.load_columns import load_columns
from xuezheng.engines.lake.actions.load_table import load_table as load
from xuezheng.engines.lake.actions.replace_units import replace_units
from xuezheng.engines.lake.declarations import LakeColumn, LakeTable, get_table, register_catalog, tables
from xuezheng.engines.lake.engine import is_duckdb, run_statement, to_arrow
from xuezheng.engines.lake.events import TableLoaded
from xuezheng.engines.lake.loading.checking import of_kind
from xuezheng.engines.lake.loading.placing import places_on
from xuezheng.engines.lake.loading.report import Changes, LoadReport, template
from xuezheng.engines.lake.loading.sources import FileSource, RowsSource, Source
from xuezheng.engines.lake.loading.typed import problem_of, sound_rows
from xuezheng.engines.lake.option_titles import option_title, register_option_titles
from xuezheng.engines.lake.policies import snapshots_visible_to
from xuezheng.engines.lake.queries.aggregates import Figure, aggregate
from xuezheng.engines.lake.queries.origins import reports_of
from xuezheng.engines.lake.queries.reading import read, read_whole
from xuezheng.engines.lake.queries.snapshots import (
    SnapshotRead,
    current_snapshot,
    fingerprint_of,
    keeper_of,
    loaded_periods,
    snapshots_read,
)
from xuezheng.engines.lake.suppression import least_count
from xuezheng.kernel.scope.acting import ActingPost

__all__ = [
    "Changes",
    "Figure",
    "FileSource",
    "LakeColumn",
    "LakeTable",
    "LoadReport",
    "RowsSource",
    "SnapshotNow",
    "SnapshotRead",
    "Source",
    "TableLoaded",
    "aggregate",
    "current_snapshot",
    "fingerprint_of",
    "get_table",
    "is_duckdb",
    "keeper_of",
    "least_count",
    "load",
    "load_columns",
    "loaded_periods",
    "of_kind",
    "option_title",
    "places_on",
    "problem_of",
    "read",
    "read_whole",
    "register_catalog",
    "register_option_titles",
    "replace_units",
    "reports_of",
    "run_statement",
    "snapshots_of",
    "snapshots_read",
    "sound_rows",
    "tables",
    "template",
    "to_arrow",
]


@dataclass(frozen=True, kw_only=True)
class SnapshotNow:
    """Who loaded what when."""

    period: str
    number: int
    rows: int
    bytes: int
    fingerprint: str
    source: str
    loader_title: str
    loaded_at: datetime
    is_kept: bool


def snapshots_of(post: ActingPost, table: str) -> Sequence[SnapshotNow]:
    """Loads that the post may see, the newest first."""
    found = snapshots_visible_to(post).filter(table=table).order_by("-loaded_at", "-number")
    return [
        SnapshotNow(
            period=row.period,
            number=row.number,
            rows=row.rows,
            bytes=row.bytes,
            fingerprint=row.fingerprint,
            source=row.source,
            loader_title=row.loader,
            loaded_at=row.loaded_at,
            is_kept=row.is_kept,
        )
        for row in found
    ]
