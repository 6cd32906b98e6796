"""Reports of a collection as rows of the record table they feed: read in one query and kept by columns, so that fifty thousand
take seconds.

A computed value is worked out as the report's page does it, in decimals: a number that is opened is the one of the cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import F, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from xuezheng.engines.forms.answers import Kept, plain, value_of
from xuezheng.engines.forms.checking import row_of, sums_of
from xuezheng.engines.forms.declared import Answer, Feed, Field, Form, Into, Table
from xuezheng.engines.forms.models import Report
from xuezheng.engines.formulas.facade import Value
from xuezheng.engines.lake.facade import LakeColumn, tables

MOST_NAMED = 2_000
NUMBERS = {"integer": r"^-?\d{1,18}$", "decimal": r"^-?\d{1,14}(\.\d{1,4})?$", "date": r"^\d{4}-\d\d-\d\d$"}


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Rows as the table declares them, and for each the report it came from."""

    rows: pa.Table
    reports: pa.Array


def handed(reports: QuerySet[Report], form: Form, feed: Feed, *, codes: Mapping[int, str]) -> Handed:
    """`codes` are those of the units on the day that counts, by the unit's number; reports of others have no row."""
    into, target = feed.into, tables()[feed.into.table]
    there = reports.filter(unit_id__in=codes) if len(codes) <= MOST_NAMED else reports
    given = _of_rows(there, feed.table) if feed.table else _of_fields(there, form, into)
    columns: dict[str, pa.Array] = {}
    for column in target.columns:
        if column.name == target.unit:
            columns[column.name] = pa.array([codes.get(unit_id) for unit_id in given.units], pa.string())
        elif column.name in into.columns:
            columns[column.name] = _cast(given.answers[into.columns[column.name]], column)
        else:
            columns[column.name] = pa.nulls(len(given.units), column.arrow)
    rows, from_reports = pa.table(columns), pa.array(given.reports, pa.string())
    known = pc.is_valid(rows[target.unit])
    return Handed(rows=rows.filter(known), reports=from_reports.filter(known.combine_chunks()))


@dataclass(frozen=True, kw_only=True)
class _Given:
    """Column by column: of which report and unit, and the answers by the code of the field."""

    reports: Sequence[str]
    units: Sequence[int]
    answers: Mapping[str, Sequence[Kept]]


def _of_fields(reports: QuerySet[Report], form: Form, into: Into) -> _Given:
    computed, needed = _needed(form, into)
    plainly = [one for one in needed if one.computed is None]
    summed = [table for table in form.tables() if _is_summed(table, computed)]
    asked: dict[str, KeyTransform] = {f"answer_{number}": _stored(one) for number, one in enumerate(plainly)}
    asked |= {f"rows_{number}": KeyTransform(table.code, "rows") for number, table in enumerate(summed)}
    found = list(reports.annotate(**asked, report=Cast("id", TextField())).values_list("report", "unit_id", *asked))
    ids, units, *given = zip(*found, strict=True) if found else ((), (), *(() for _each in asked))
    answers: dict[str, Sequence[Kept]] = {
        one.code: _kept(one, texts) for one, texts in zip(plainly, given[: len(plainly)], strict=True)
    }
    if computed:
        answers |= _computed(
            computed, plainly, answers, list(zip(summed, given[len(plainly) :], strict=True)), len(ids)
        )
    return _Given(reports=ids, units=units, answers=answers)


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


def _kept(one: Field, texts: Sequence[str | None]) -> Sequence[Kept]:
    """As they were kept: PostgreSQL gave their texts."""
    return [None if text is None else text == "true" for text in texts] if one.answer is Answer.BOOLEAN else texts


def _computed(
    computed: Sequence[Field],
    plainly: Sequence[Field],
    answers: Mapping[str, Sequence[Kept]],
    summed: Sequence[tuple[Table, Sequence[Sequence[Mapping[str, Any]] | None]]],
    number: int,
) -> dict[str, Sequence[Kept]]:
    found: dict[str, list[Kept]] = {one.code: [] for one in computed}
    for place in range(number):
        values: dict[str, Value] = {one.code: value_of(one, answers[one.code][place]) for one in plainly}
        for table, rows in summed:
            values |= sums_of(table, rows[place] or ())
        for one in computed:
            assert one.computed is not None
            kept = plain(one, one.computed.evaluate(values))
            found[one.code].append(kept)
            values[one.code] = value_of(one, kept)
    return dict(found)


def _of_rows(reports: QuerySet[Report], table: Table) -> _Given:
    """A line for each row of each report."""
    ids: list[str] = []
    units: list[int] = []
    answers: dict[str, list[Kept]] = {column.code: [] for column in table.columns}
    found = reports.annotate(lines=KeyTransform(table.code, F("rows"))).values_list("id", "unit_id", "lines")
    for report_id, unit_id, lines in found.iterator(chunk_size=5_000):
        for line in lines or ():
            ids.append(str(report_id))
            units.append(unit_id)
            for code, kept in row_of(table, line).items():
                answers[code].append(kept)
    return _Given(reports=ids, units=units, answers=answers)


def _cast(values: Sequence[Kept], column: LakeColumn) -> pa.Array:
    """What cannot stand in the column is empty; whether it may be is for the rules of the column."""
    if column.type == "boolean":
        return pa.array([value if isinstance(value, bool) else None for value in values], pa.bool_())
    texts = pa.array([value if isinstance(value, str) else None for value in values], pa.string())
    if column.type == "text":
        return texts
    fits = pc.match_substring_regex(texts, NUMBERS[column.type])
    return pc.if_else(fits, texts, pa.scalar(None, pa.string())).cast(column.arrow)
