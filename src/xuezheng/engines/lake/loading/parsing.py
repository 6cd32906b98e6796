"""What the text of a cell means in a column of its type. A pure rule on Arrow's columns: what fits nothing becomes nothing."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.engines.lake.declarations import LakeColumn

TRUE, FALSE = ["true", "1", "yes", "是"], ["false", "0", "no", "否"]
DIGITS = {"integer": 15, "decimal": 14}
"""Before the point: sums of very many rows still have room, and every program reads them exactly."""
FORMS = {
    "integer": rf"^-?\d{{1,{DIGITS['integer']}}}$",
    "decimal": rf"^-?\d{{1,{DIGITS['decimal']}}}(\.\d{{1,4}})?$",
    "date": r"^[1-9]\d{3}-\d{2}-\d{2}$",
}
UNREADABLE = r"\x00|^#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)$"
"""NUL, which PostgreSQL keeps in no text, and what a workbook shows in place of a formula's value."""


def trimmed(text: pa.ChunkedArray) -> pa.ChunkedArray:
    text = pc.utf8_trim_whitespace(text)
    return pc.if_else(pc.equal(text, ""), None, text)


def parsed(column: LakeColumn, text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Of trimmed texts; null where they are not of the column's type."""
    if column.type == "boolean":
        return _boolean(text)
    if column.type == "text":
        return pc.if_else(pc.match_substring_regex(text, UNREADABLE), None, text)
    if column.type == "date":
        text = pc.replace_substring_regex(text, r"[ T]00:00:00(\.0+)?$", "")
        text = pc.replace_substring_regex(text, r"^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$", r"\1-0\2-0\3")
        text = pc.replace_substring_regex(text, r"-0(\d\d)", r"-\1")
    else:
        # Arrow reads no plus.
        text = pc.replace_substring_regex(text, r"^\+(\d)", r"\1")
        text = pc.replace_substring_regex(text, r"\.0+$", "")
    fitting = pc.if_else(pc.match_substring_regex(text, FORMS[column.type]), text, None)
    return _days(fitting) if column.type == "date" else fitting.cast(column.arrow)


def is_too_large(column: LakeColumn, text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Of texts of a column of numbers: numbers with more digits than are kept."""
    return pc.match_substring_regex(text, rf"^[+-]?0*[1-9]\d{{{DIGITS[column.type]},}}(\.\d+)?$")


def without_exponents(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Arrow writes floats from 10,000,000,000 on as 1e+10: what was meant is a plain number."""
    odd = pc.fill_null(pc.match_substring(text, "e"), fill_value=False)
    if not pc.any(odd, min_count=0).as_py():
        return text
    whole, places = text.combine_chunks(), np.flatnonzero(odd.to_numpy())
    plain = [format(Decimal(value), "f") for value in whole.take(places).to_pylist()]
    return pa.chunked_array([pc.replace_with_mask(whole, odd.combine_chunks(), pa.array(plain, pa.string()))])


def _boolean(text: pa.ChunkedArray) -> pa.ChunkedArray:
    low = pc.utf8_lower(text)
    yes, no = pc.is_in(low, value_set=pa.array(TRUE)), pc.is_in(low, value_set=pa.array(FALSE))
    return pc.if_else(pc.or_(yes, no), yes, pa.scalar(None, pa.bool_()))


def _days(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """strptime takes 31 February; what it read must write the same day again."""
    read = pc.strptime(text, format="%Y-%m-%d", unit="s", error_is_null=True)
    same = pc.equal(pc.strftime(read, format="%Y-%m-%d"), text)
    return pc.if_else(same, read, None).cast(pa.date32())
