"""Which figures of a collection are worth a second look: computed by columns, so that 50,000 reports take seconds.

Says only what is remarkable by catalog/suspicions.yaml. Scopes nothing: whoever calls has chosen the figures.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
from django.conf import settings

from xuezheng.kernel.catalogues.entries import read_file

CATALOG = Path(__file__).parent / "catalog" / "suspicions.yaml"

FIGURES = pa.schema(
    [
        ("report", pa.string()),
        ("peers", pa.string()),
        ("neighbourhood", pa.string()),
        ("field", pa.string()),
        ("value", pa.float64()),
        ("last", pa.float64()),
    ]
)
"""One row a report and field; `peers` are units of one kind, `neighbourhood` is the county, `last` the period before."""


class Suspicion(StrEnum):
    OUTLIER = "outlier"
    JUMP = "jump"
    COPY = "copy"
    TWIN = "twin"


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """A field is empty where the whole report is meant; `beside` is what the figure was compared with."""

    suspicion: Suspicion
    report: str
    field: str
    value: float | None
    beside: float | None


def suspects_among(figures: pa.Table) -> list[Suspect]:
    """Sorted by kind, report and field, so that the same figures give the same list."""
    with duckdb.connect(config=_bounds()) as connection:
        connection.register("figures", figures.cast(FIGURES))
        found = connection.execute(STATEMENT, _thresholds()).fetchall()
    return [
        Suspect(suspicion=Suspicion(kind), report=report, field=field, value=value, beside=beside)
        for kind, report, field, value, beside in found
    ]


def _bounds() -> dict[str, str | bool | int | float | list[str]]:
    return {"threads": settings.LAKE_THREADS, "memory_limit": f"{settings.LAKE_MEMORY_MB}MB"}


@cache
def _thresholds() -> dict[str, int]:
    names = ("outlier_deviations", "least_peers", "jump_percent", "jump_least", "least_figures", "copy_percent")
    entry = read_file(CATALOG).only("source", "date", *names)
    return {name: entry.whole(name, 0) for name in names}


STATEMENT = """
WITH usual AS (
    SELECT peers, field, median(value) AS middle, 1.4826 * mad(value) AS spread
    FROM figures WHERE value IS NOT NULL
    GROUP BY peers, field HAVING count(*) >= $least_peers
), whole AS (
    SELECT report, neighbourhood, count(*) AS figures,
        string_agg(field || '=' || value, ';' ORDER BY field) AS answers,
        count(*) FILTER (WHERE last IS NOT NULL) AS compared,
        count(*) FILTER (WHERE value = last) AS equal,
        max(value) AS largest
    FROM figures WHERE value IS NOT NULL
    GROUP BY report, neighbourhood
)
SELECT 'outlier' AS kind, report, field, value, middle AS beside
FROM figures JOIN usual USING (peers, field)
WHERE spread > 0 AND abs(value - middle) > $outlier_deviations * spread
UNION ALL
SELECT 'jump', report, field, value, last
FROM figures WHERE last <> 0 AND abs(value - last) * 100 > $jump_percent * abs(last) AND abs(value - last) >= $jump_least
UNION ALL
SELECT 'copy', report, '', equal, compared
FROM whole WHERE compared >= $least_figures AND equal * 100 >= $copy_percent * compared
UNION ALL
SELECT 'twin', report, '', figures, alike FROM (
    SELECT report, figures, count(*) OVER (PARTITION BY neighbourhood, answers) AS alike
    FROM whole WHERE figures >= $least_figures AND largest > 0
) WHERE alike > 1
ORDER BY 1, 2, 3
"""
