"""Counts and sums of groups, the only way that what is known of people leaves the lake; small groups are held back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from xuezheng.engines.lake.declarations import LakeTable, get_table
from xuezheng.engines.lake.engine import to_arrow
from xuezheng.engines.lake.loading.checking import as_options, of_kind, one_of
from xuezheng.engines.lake.loading.parsing import parsed, trimmed
from xuezheng.engines.lake.period_names import period_of
from xuezheng.engines.lake.queries.reading import named_periods, scoped_rows
from xuezheng.engines.lake.refusals import ColumnIsUnknown, ColumnNamesPersons, ConditionDoesNotFit, PeriodsStayApart
from xuezheng.engines.lake.suppression import held_back, least_count
from xuezheng.kernel.scope.acting import ActingPost

PLACE = "unit_path"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Of a column of numbers. Not the least nor the most: they are one person's."""

    kind: Literal["sum", "mean"]
    column: str


def aggregate(
    *,
    post: ActingPost,
    table: str,
    periods: Sequence[str],
    by: Sequence[str],
    figures: Mapping[str, Figure] | None = None,
    where: Mapping[str, object] | None = None,
    snapshot: int | None = None,
) -> pa.Table:
    """One row for each group: its columns, `people` (how many rows), the figures, and `suppressed` where these are held back.
    Of records of people a group of several columns that is held back is left out: that it is there at all describes somebody.

    A condition is a column's value, held back as if the table were divided by it as well: asking with and without it tells no
    more than the finer table does. Records of people are never added over periods: they are the same people, and the sum of
    two periods less the one that is told is the one that is held back.
    """
    declared, wanted = get_table(table), figures or {}
    dimensions = list(dict.fromkeys([*by, *(where or {})]))
    _check_columns(declared, dimensions, wanted)
    conditions = {name: _meant(declared, name, value) for name, value in (where or {}).items()}
    if declared.is_of_people and (single := next((name for name in dimensions if _names_persons(declared, name)), "")):
        raise ColumnNamesPersons(single)
    if declared.is_of_people and "period" not in dimensions and len(named_periods(declared, periods)) > 1:
        raise PeriodsStayApart(declared.name)
    rows = scoped_rows(post, declared, periods, snapshot=snapshot)
    measures = {name: getattr(rows[figure.column], figure.kind)() for name, figure in wanted.items()}
    groups = rows.aggregate(by=dimensions, people=rows.count(), **measures, **{PLACE: rows.unit_path.min()})
    found = to_arrow(groups.order_by(dimensions) if dimensions else groups)
    if declared.is_of_people:
        found = _veiled(found, dimensions, told=["people", *wanted], unit=declared.unit)
        if len(set(dimensions) - {"unit_code", "period", declared.unit}) > 1:
            found = found.filter(pc.invert(found["suppressed"]))
    found = found.drop_columns([PLACE])
    for column, value in conditions.items():
        found = found.filter(pc.equal(found[column], value))
    return found


def _names_persons(table: LakeTable, name: str) -> bool:
    """The key of a record of a person tells people apart; what it may hold of the unit does not."""
    return name in table.key and name not in {table.unit, "unit_code", "period"}


def _meant(table: LakeTable, name: str, given: object) -> pa.Scalar:
    """What a condition asks for, as the column holds it: read as a cell of a file is."""
    if name == "period":
        return pa.scalar(period_of(table, str(given)).code)
    column = next((column for column in table.columns if column.name == name), None)
    if column is None:
        return pa.scalar(str(given))
    value = parsed(column, trimmed(pa.chunked_array([[str(given)]], pa.string())))
    if not value[0].is_valid:
        raise ConditionDoesNotFit(name, str(given), of_kind(column))
    if column.options:
        value = as_options(column, value)
        if value[0].as_py() not in column.options:
            raise ConditionDoesNotFit(name, str(given), one_of(column))
    return value[0]


def _check_columns(table: LakeTable, dimensions: Sequence[str], figures: Mapping[str, Figure]) -> None:
    numbers = {column.name for column in table.columns if column.type in {"integer", "decimal"}}
    groups = {"period", "unit_code", *(column.name for column in table.columns)}
    unknown = [name for name in dimensions if name not in groups]
    unknown += [figure.column for figure in figures.values() if figure.column not in numbers]
    if unknown:
        raise ColumnIsUnknown(unknown[0])


def _veiled(found: pa.Table, dimensions: Sequence[str], *, told: Sequence[str], unit: str) -> pa.Table:
    keys = list(zip(*(found[name].to_pylist() for name in dimensions), strict=True)) or [()] * found.num_rows
    held = held_back(
        keys,
        found["people"].to_pylist(),
        least=least_count(),
        unit_at=next((place for place, name in enumerate(dimensions) if name in {"unit_code", unit}), None),
        paths=found[PLACE].to_pylist(),
    )
    veil = pa.chunked_array([pa.array([place in held for place in range(found.num_rows)], pa.bool_())])
    for name in told:
        place = found.schema.get_field_index(name)
        found = found.set_column(place, name, pc.if_else(veil, None, found[name]))
    return found.append_column("suppressed", veil)
