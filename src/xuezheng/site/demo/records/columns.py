"""Numpy's columns as Arrow's, of the types a table declares."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xuezheng.engines.lake.facade import LakeColumn, LakeTable

Columns = Mapping[str, npt.NDArray[np.generic] | pa.Array]
UNIT_OF_DECIMALS = 10_000


def arrow_table(table: LakeTable, columns: Columns) -> pa.Table:
    """Exactly the declared columns; whatever was not drawn is empty."""
    size = len(next(iter(columns.values())))
    arrays = [
        _arrow(columns[column.name], column) if column.name in columns else pa.nulls(size, column.arrow)
        for column in table.columns
    ]
    if strange := set(columns) - {column.name for column in table.columns}:
        raise KeyError(f"{table.code} has no {sorted(strange)}")
    return pa.table(arrays, names=[column.name for column in table.columns])


def chosen(places: npt.NDArray[np.integer], options: Sequence[str]) -> pa.Array:
    """Few texts in many rows; a place below 0 is none."""
    indices = pa.array(places.astype(np.int32), mask=places < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(options, pa.string()))


def flags(values: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_]) -> pa.Array:
    """Yes and no where it is known."""
    return pa.array(values, mask=~known)


def days(values: npt.NDArray[np.integer]) -> pa.Array:
    """From days since 1970."""
    return pa.array(values.astype(np.int32)).cast(pa.date32())


def numbered(prefix: str, values: npt.NDArray[np.integer]) -> pa.Array:
    """Texts such as S0012 from numbers, without a loop: the leading 1 of 10012 gives way to the prefix."""
    width = 10 ** len(str(int(values.max(initial=0))))
    text = pa.compute.cast(pa.array(values.astype(np.int64) + width), pa.string())
    return pa.compute.binary_replace_slice(pa.compute.cast(text, pa.binary()), 0, 1, prefix.encode()).cast(pa.string())


def _arrow(values: npt.NDArray[np.generic] | pa.Array, column: LakeColumn) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    if column.type == "decimal":
        return _decimals(values.astype(np.float64), column.arrow)
    if column.type == "integer" and values.dtype.kind == "f":
        return pa.array(np.nan_to_num(values).astype(np.int64), mask=np.isnan(values))
    return pa.array(values, column.arrow)


def _decimals(values: npt.NDArray[np.float64], kind: pa.DataType) -> pa.Array:
    """Written as the 128-bit whole numbers they are; NaN is none."""
    known = ~np.isnan(values)
    scaled = np.rint(np.nan_to_num(values) * UNIT_OF_DECIMALS).astype("<i8")
    words = np.empty((len(values), 2), dtype="<i8")
    words[:, 0], words[:, 1] = scaled, scaled >> 63
    bits = pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
    return pa.Array.from_buffers(kind, len(values), [bits, pa.py_buffer(words.tobytes())], int((~known).sum()))
