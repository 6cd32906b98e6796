"""Reports of a collection as rows of the record table they feed: read in one query and kept by columns, so that fifty thousand
take seconds.

A computed value is worked out as the report's page does it, in decimals: a number that is opened is the one of the cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from xuezheng.engines.forms.answers import Kept, plain, value_of
from xuezheng.engines.forms.checking import sums_of
from xuezheng.engines.forms.declared import Answer, Feed, Field, Form, Into, Table
from xuezheng.engines.forms.models import Report
from xuezheng.engines.formulas.facade import Value
from xuezheng.engines.lake.facade import LakeColumn, tables

NUMBERS = {"integer": r"^-?\d{1,18}$", "decimal": r"^-?\d{1,14}(\.\d{1,4})?$", "date": r"^\d{4}-\d\d-\d\d$"}


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Rows as the table declares them, and for each the report it came from."""

    rows: pa.Table
    reports: pa.Array


def handed(reports: QuerySet[Report], form: Form, feed: Feed, *, codes: Mapping[int, str]) -> Handed:
    """`codes` are those of the units on the day that counts, by the unit's number; reports of others have no row."""
    into, target = feed.into, tables()[feed.into.table]
    lines = _of_rows(reports, feed.table, into, codes) if feed.table else _of_fields(reports, form, into, codes)
    taken = list(lines)
    columns: dict[str, pa.Array] = {}
    for column in target.columns:
        if column.name == target.unit:
            columns[column.name] = pa.array([code for _report, code, _values in taken], pa.string())
        elif column.name in into.columns:
            columns[column.name] = _cast([values[column.name] for _report, _code, values in taken], column)
        else:
            columns[column.name] = pa.nulls(len(taken), column.arrow)
    return Handed(rows=pa.table(columns), reports=pa.array([report for report, _code, _values in taken], pa.string()))


Line = tuple[str, str, Mapping[str, Kept]]
"""The report's id, the unit's code, and what stands in the columns."""


def _of_fields(reports: QuerySet[Report], form: Form, into: Into, codes: Mapping[int, str]) -> Iterator[Line]:
    computed, needed = _needed(form, into)
    plainly = [one for one in needed if one.computed is None]
    summed = [table for table in form.tables() if _is_summed(table, computed)]
    asked: dict[str, KeyTransform] = {f"answer_{number}": _stored(one) for number, one in enumerate(plainly)}
    asked |= {f"rows_{number}": KeyTransform(table.code, "rows") for number, table in enumerate(summed)}
    found = reports.annotate(**asked).values_list("id", "unit_id", *asked)
    for report_id, unit_id, *given in found.iterator(chunk_size=5_000):
        if unit_id not in codes:
            continue
        kept: dict[str, Kept] = {
            one.code: _kept(one, text) for one, text in zip(plainly, given[: len(plainly)], strict=True)
        }
        if computed:
            _compute(kept, computed, plainly, zip(summed, given[len(plainly) :], strict=True))
        yield str(report_id), codes[unit_id], {column: kept[code] for column, code in into.columns.items()}


def _needed(form: Form, into: Into) -> tuple[list[Field], list[Field]]:
    """What has to be computed, in order, and all fields that are read for it or handed over themselves."""
    names = set(into.columns.values())
    for one in reversed(form.computed_in_order):
        if one.code in names and one.computed is not None:
            names |= one.computed.fields
    return [one for one in form.computed_in_order if one.code in names], [
        one for one in form.fields() if one.code in names
    ]


def _is_summed(table: Table, computed: Sequence[Field]) -> bool:
    seen = {name for one in computed if one.computed is not None for name in one.computed.fields}
    return bool(seen & {table.name_of_rows, *table.names_of_sums})


def _stored(one: Field) -> KeyTextTransform:
    """Where the report keeps the answer, as text."""
    if one.source is not None:
        return KeyTextTransform("value", KeyTransform(one.code, "filled"))
    return KeyTextTransform(one.code, "answers")


def _kept(one: Field, text: str | None) -> Kept:
    """As it was kept: PostgreSQL gave its text."""
    return text == "true" if one.answer is Answer.BOOLEAN and text is not None else text


def _compute(
    kept: dict[str, Kept],
    computed: Sequence[Field],
    plainly: Sequence[Field],
    summed: Iterable[tuple[Table, Sequence[Mapping[str, Any]] | None]],
) -> None:
    values: dict[str, Value] = {one.code: value_of(one, kept[one.code]) for one in plainly}
    for table, rows in summed:
        values |= sums_of(table, rows or ())
    for one in computed:
        assert one.computed is not None
        kept[one.code] = plain(one, one.computed.evaluate(values))
        values[one.code] = value_of(one, kept[one.code])


def _of_rows(reports: QuerySet[Report], table: Table, into: Into, codes: Mapping[int, str]) -> Iterator[Line]:
    fields = {one.code: one for one in table.columns}
    computed = [one for one in table.columns if one.computed is not None]
    found = reports.annotate(lines=KeyTransform(table.code, F("rows"))).values_list("id", "unit_id", "lines")
    for report_id, unit_id, lines in found.iterator(chunk_size=5_000):
        for line in (lines or ()) if unit_id in codes else ():
            kept: dict[str, Kept] = {code: line.get(code) for code in fields}
            values = {code: value_of(fields[code], kept[code]) for code in fields}
            for one in computed:
                assert one.computed is not None
                kept[one.code] = plain(one, one.computed.evaluate(values))
            yield str(report_id), codes[unit_id], {column: kept[code] for column, code in into.columns.items()}


def _cast(values: Sequence[Kept], column: LakeColumn) -> pa.Array:
    """What cannot stand in the column is empty; whether it may be is for the rules of the column."""
    if column.type == "boolean":
        return pa.array([value if isinstance(value, bool) else None for value in values], pa.bool_())
    texts = pa.array([value if isinstance(value, str) else None for value in values], pa.string())
    if column.type == "text":
        return texts
    fits = pc.match_substring_regex(texts, NUMBERS[column.type])
    return pc.if_else(fits, texts, pa.scalar(None, pa.string())).cast(column.arrow)
