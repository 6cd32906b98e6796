"""The check of columns that come typed already, as a program makes them: the same rules as for files, and nothing parsed.

Texts may come as dictionaries (few different ones in many rows): then only the different ones are looked at.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from xuezheng.engines.lake.declarations import ADDED, LakeColumn, LakeTable
from xuezheng.engines.lake.loading.checking import at_least, at_most, bound, one_of
from xuezheng.engines.lake.refusals import ColumnIsUnknown, ColumnsAreMissing
from xuezheng.kernel.pages.tables import CellProblem


def columns_in_order(rows: pa.Table, table: LakeTable) -> pa.Table:
    """Refused where a column is missing, of another type or not declared."""
    declared = {column.name: column for column in table.columns}
    if unknown := [name for name in rows.column_names if name not in declared]:
        raise ColumnIsUnknown(unknown[0])
    wrong = [
        column.title
        for name, column in declared.items()
        if name not in rows.column_names or not _fits(rows.schema.field(name).type, column)
    ]
    if wrong:
        raise ColumnsAreMissing(wrong)
    return rows.select(list(declared)).combine_chunks()


def problems_of(rows: pa.Table, table: LakeTable, *, first: int) -> list[CellProblem]:
    """The first problem of each column and rule; `first` is the number of the first row."""
    found = []
    for column in table.columns:
        for wrong, sentence in _rules(rows[column.name], column):
            place = pc.index(pc.fill_null(wrong, fill_value=False), value=True).as_py()
            if place >= 0:
                found.append(CellProblem(row=first + place, key=column.name, sentence=sentence))
    repeated = _repeated(rows, table)
    if repeated is not None:
        found.append(
            CellProblem(row=first + repeated, key=table.key[-1], sentence=_("An earlier row has the same key."))
        )
    return found


def problem_of(value: pa.Array, column: LakeColumn) -> str:
    """The first rule of the column that a single value breaks, as a sentence; empty where it breaks none."""
    broken = (sentence for wrong, sentence in _rules(pa.chunked_array([value]), column) if pc.any(wrong).as_py())
    return next(broken, "")


def sound_rows(rows: pa.Table, table: LakeTable) -> pa.Array:
    """Which rows break no rule of a column, for who leaves the others out instead of loading nothing."""
    broken = np.zeros(rows.num_rows, dtype=bool)
    for column in table.columns:
        for wrong, _sentence in _rules(rows[column.name], column):
            broken |= pc.fill_null(wrong, fill_value=False).to_numpy(zero_copy_only=False)
    return pa.array(~broken)


def placed(rows: pa.Table, table: LakeTable, places: Mapping[str, str]) -> tuple[pa.Table, str | None]:
    """The rows as they are stored, in the order of their places, and the first code that has none."""
    codes = _encoded(rows[table.unit])
    given = codes.indices.to_numpy()
    used = np.unique(given)
    known = pc.take(codes.dictionary, pa.array(used)).to_pylist()
    if stranger := next((code for code in known if code not in places), None):
        return rows, stranger
    # Dictionaries in the order of paths make the order of rows a comparison of small numbers.
    order = sorted(range(len(known)), key=lambda place: places[known[place]])
    rank = np.empty(len(codes.dictionary), dtype=np.int32)
    rank[used[order]] = np.arange(len(order), dtype=np.int32)
    indices = rank[given]
    added = {
        "unit_code": pa.DictionaryArray.from_arrays(indices, pa.array([known[place] for place in order], pa.string())),
        "unit_path": pa.DictionaryArray.from_arrays(
            indices, pa.array([places[known[place]] for place in order], pa.string())
        ),
    }
    stored = pa.table([*added.values(), *rows.columns], names=[*ADDED, *rows.column_names])
    if np.any(indices[1:] < indices[:-1]):
        stored = stored.take(pa.array(np.argsort(indices, kind="stable")))
    return stored, None


def _fits(given: pa.DataType, column: LakeColumn) -> bool:
    return bool((given.value_type if pa.types.is_dictionary(given) else given) == column.arrow)


def _rules(values: pa.ChunkedArray, column: LakeColumn) -> Iterator[tuple[pa.ChunkedArray, str]]:
    if column.required and values.null_count:
        yield pc.is_null(values), _("This is missing.")
    if column.options:
        encoded = _encoded(values)
        known = pc.is_in(encoded.dictionary, value_set=pa.array(column.options))
        if not pc.all(known, min_count=0).as_py():
            yield pc.invert(pc.take(known, encoded.indices)), one_of(column)
    if column.least is not None or column.most is not None:
        extremes = pc.min_max(values)
        if column.least is not None and (limit := bound(column, column.least)).as_py() > (
            extremes["min"].as_py() if extremes["min"].is_valid else limit.as_py()
        ):
            yield pc.less(values, limit), at_least(column)
        if column.most is not None and (limit := bound(column, column.most)).as_py() < (
            extremes["max"].as_py() if extremes["max"].is_valid else limit.as_py()
        ):
            yield pc.greater(values, limit), at_most(column)


def _encoded(values: pa.ChunkedArray) -> pa.DictionaryArray:
    whole = values.combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    return whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()


def _repeated(rows: pa.Table, table: LakeTable) -> int | None:
    """Place of a row whose key an earlier one has. Keys of several columns become one number."""
    if not rows.num_rows:
        return None
    combined = np.zeros(rows.num_rows, dtype=np.int64)
    for name in table.key:
        encoded = _encoded(rows[name])
        indices = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy().astype(np.int64)
        combined = combined * (len(encoded.dictionary) + 1) + indices
    if pc.count_distinct(pa.array(combined)).as_py() == len(combined):
        return None
    _unique, firsts = np.unique(combined, return_index=True)
    again = np.ones(len(combined), dtype=bool)
    again[firsts] = False
    return int(np.flatnonzero(again)[0])
