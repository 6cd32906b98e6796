"""Loading very many rows that a program holds as Arrow columns: each chunk is checked, placed and written as one part.

Apart from `load_table`, which reads files row by row numbered: here a chunk never becomes text, and no more than one is held.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import pyarrow as pa
from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.lake import store
from xuezheng.engines.lake.actions.load_table import CITY, replace_parts, tell
from xuezheng.engines.lake.declarations import LakeTable, get_table
from xuezheng.engines.lake.loading.placing import places_on
from xuezheng.engines.lake.loading.report import LoadReport
from xuezheng.engines.lake.loading.typed import columns_in_order, placed, problems_of
from xuezheng.engines.lake.period_names import period_of
from xuezheng.engines.lake.policies import can_load
from xuezheng.engines.lake.refusals import MayNotLoad
from xuezheng.kernel.pages.tables import CellProblem
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def load_columns(
    *,
    post: ActingPost,
    table: str,
    period: str,
    chunks: Iterable[pa.Table],
    name: str,
    at: datetime,
    places: Mapping[str, str] | None = None,
    announced: bool = True,
) -> LoadReport:
    """With any problem nothing is written. No unit's rows may be spread over two chunks; a large load comes city by city.

    `places` are those of `places_on` the period's last day, for who loads many tables. `announced` is False only where the
    caller itself sees to all that hangs on the rows.
    """
    if not can_load(post):
        raise MayNotLoad
    declared = get_table(table)
    named = period_of(declared, period)
    known = places_on(post, named.last_day) if places is None else places
    writing = _Writing(post, declared, known)
    for chunk in chunks:
        writing.add(columns_in_order(chunk, declared))
        if writing.problems:
            store.drop_parts(part.id for _place, part in writing.parts)
            return _report(declared, named.code, writing)
    snapshot = replace_parts(post, declared, named.code, writing.parts, rows=writing.rows, source=name, at=at)
    tell(post, declared, snapshot, at=at, announced=announced)
    return _report(declared, named.code, writing, snapshot=snapshot.number, fingerprint=snapshot.fingerprint)


class _Writing:
    """The parts written so far, and what was wrong."""

    def __init__(self, post: ActingPost, table: LakeTable, places: Mapping[str, str]) -> None:
        self.post, self.table, self.places = post, table, places
        self.parts: list[tuple[str, store.Written]] = []
        self.problems: list[CellProblem] = []
        self.rows = 0
        self._units: set[str] = set()

    def add(self, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        first, self.rows = self.rows + 1, self.rows + rows.num_rows
        self.problems += problems_of(rows, self.table, first=first)
        stored, stranger = placed(rows, self.table, self.places)
        if stranger is not None:
            self._tell(first, _("“%(code)s” is no unit of that day within what your post may load."), stranger)
        if self.problems:
            return
        paths, codes = (stored[added].chunk(0).dictionary.to_pylist() for added in ("unit_path", "unit_code"))
        if again := self._units.intersection(codes):
            self._tell(first, _("Rows of “%(code)s” came in an earlier chunk already."), min(again))
            return
        self._units.update(codes)
        self.parts.append((_shared(paths[0], paths[-1], self.post), store.write_part(stored)))

    def _tell(self, row: int, sentence: str, code: str) -> None:
        self.problems.append(CellProblem(row=row, key=self.table.unit, sentence=sentence % {"code": code}))


def _shared(first: str, last: str, post: ActingPost) -> str:
    """The deepest place at or above both ends, no deeper than a city and within the post's own scope."""
    segments: list[str] = []
    for one, other in zip(first.split("."), last.split("."), strict=False):
        if one != other or len(segments) == CITY:
            break
        segments.append(one)
    place = ".".join(part for part in segments if part) + "."
    return place if post.covers(place) else post.scope_path


def _report(
    table: LakeTable, period: str, writing: _Writing, *, snapshot: int | None = None, fingerprint: str = ""
) -> LoadReport:
    wrong = len({problem.row for problem in writing.problems})
    return LoadReport(
        table=table.code,
        period=period,
        read=writing.rows,
        accepted=writing.rows - wrong,
        refused=wrong,
        problems=writing.problems,
        workbook=None,
        snapshot=snapshot,
        fingerprint=fingerprint,
    )
