"""What a load would change of the rows that are there: told before anything is written, and nothing is written for nothing."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.engines.lake.declarations import LakeTable
from xuezheng.engines.lake.engine import to_arrow
from xuezheng.engines.lake.loading.report import Changes
from xuezheng.engines.lake.queries.reading import scoped_rows
from xuezheng.kernel.scope.acting import ActingPost

NAMED = 20
"""Units named that would be left without rows; all are counted."""
MOST_COMPARED = 1_000_000
"""Rows that are held in memory beside those of the file: of more, such as all students of a province, nothing is told."""


def changes_of(post: ActingPost, table: LakeTable, *, period: str, rows: pa.Table) -> Changes | None:
    """Rows shared by grant are not the post's to replace, hence no part of it. None where there are too many to compare."""
    expression = scoped_rows(post, table, [period]).drop("period")
    expression = expression.filter(expression.unit_path.startswith(post.scope_path))
    if to_arrow(expression.count().name("rows").as_table())["rows"][0].as_py() > MOST_COMPARED:
        return None
    return _compared(rows, to_arrow(expression), table)


def _compared(rows: pa.Table, present: pa.Table, table: LakeTable) -> Changes:
    """A row whose unit stands elsewhere now is another one."""
    new, old = _joined(rows, table.key), _joined(present, table.key)
    names = ["unit_path", *(column.name for column in table.columns)]
    kept = _number(pc.is_in(new, value_set=old))
    same = _number(pc.is_in(_joined(rows, names), value_set=_joined(present, names)))
    left = present.filter(pc.invert(pc.is_in(present["unit_code"], value_set=rows["unit_code"].combine_chunks())))
    codes = pc.unique(left["unit_code"]).to_pylist()
    return Changes(
        same=same,
        changed=kept - same,
        added=rows.num_rows - kept,
        removed=present.num_rows - kept,
        emptied=len(codes),
        codes=codes[:NAMED],
    )


def _number(met: pa.BooleanArray) -> int:
    return int(pc.sum(met).as_py() or 0)


def _joined(rows: pa.Table, names: Sequence[str]) -> pa.Array:
    """One text for each row; nothing in a cell is told from an empty text."""
    parts = [pc.fill_null(pc.cast(rows[name], pa.string()), "\x00") for name in names]
    return pc.binary_join_element_wise(*parts, "\x1f").combine_chunks()
