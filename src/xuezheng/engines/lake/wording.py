"""Rows as people read them: options by their titles, yes and no in words, numbers without needless zeros.

A Parquet file and the REST interface keep what is stored. What is written so can be handed in again.
"""

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from xuezheng.engines.lake.declarations import LakeColumn, LakeTable
from xuezheng.engines.lake.option_titles import option_title


def worded(rows: pa.Table, table: LakeTable) -> pa.Table:
    for column in table.columns:
        if column.name in rows.column_names:
            place = rows.column_names.index(column.name)
            rows = rows.set_column(place, column.name, _worded(rows[column.name], column))
    return rows


def _worded(values: pa.ChunkedArray, column: LakeColumn) -> pa.ChunkedArray:
    if column.options:
        encoded = values.combine_chunks().dictionary_encode()
        titles = [option_title(column.name, option) for option in encoded.dictionary.to_pylist()]
        return pa.chunked_array([pc.take(pa.array(titles, pa.string()), encoded.indices)])
    if column.type == "boolean":
        return pc.if_else(values, _("yes"), _("no"))
    return values


def without_zeros(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Decimals as texts: 300.0000 is 300, 2.7000 is 2.7."""
    return pc.replace_substring_regex(pc.cast(values, pa.string()), r"\.?0+$", "")
