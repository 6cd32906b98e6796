"""Endpoints that read: tables, their snapshots, rows page by page, counts and sums of groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field

from xuezheng.engines.lake.declarations import LakeColumn, LakeTable, get_table, tables
from xuezheng.engines.lake.models import Snapshot
from xuezheng.engines.lake.option_titles import option_titles
from xuezheng.engines.lake.policies import snapshots_visible_to
from xuezheng.engines.lake.queries.aggregates import Figure, aggregate
from xuezheng.engines.lake.queries.paging import rows_page
from xuezheng.engines.lake.queries.snapshots import loaded_periods
from xuezheng.engines.lake.rest import router
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.rest.serving import ApiRequest

READ = "lake.read"
Period = Annotated[str, Query(max_length=12, description="As the table's periods are written: 2018, 2018Q3, 2018-09.")]
Number = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


class LakeColumnOut(Output):
    name: str
    title: str
    type: Literal["integer", "decimal", "text", "date", "boolean"]
    required: bool
    options: list[str]
    option_titles: list[str]
    personal: Literal["none", "basic", "sensitive"]

    @staticmethod
    def resolve_option_titles(column: LakeColumn) -> list[str]:
        return option_titles(column)


class LakeTableOut(Output):
    """`level` is person where rows are records of people: these are given out as counts and sums only."""

    code: str
    name: str
    about: str
    period_kind: str
    level: Literal["unit", "person"]
    key: list[str]
    columns: list[LakeColumnOut]
    periods: list[str]

    @staticmethod
    def resolve_period_kind(table: LakeTable) -> str:
        return table.periods

    @staticmethod
    def resolve_periods(table: LakeTable) -> list[str]:
        return loaded_periods(table.code)


class LakeSnapshotOut(Output):
    id: UUID
    period: str
    number: int
    rows: int
    bytes: int
    fingerprint: str
    source: str
    loader_title: str
    loaded_at: datetime
    is_kept: bool


class LakeRowsOut(Output):
    """Values by column. `next` is the cursor of the following page, null on the last."""

    items: list[dict[str, Any]]
    next: str | None


class FigureIn(Input):
    kind: Literal["sum", "mean"]
    column: Annotated[str, Field(max_length=63)]


class ConditionIn(Input):
    column: Annotated[str, Field(max_length=63)]
    equals: str | int | bool


class AggregateIn(Input):
    """Groups by columns; `figures` by the name that each is to have in the answer."""

    periods: Annotated[list[Annotated[str, Field(max_length=12)]], Field(min_length=1, max_length=24)]
    by: Annotated[list[Annotated[str, Field(max_length=63)]], Field(max_length=4)]
    figures: Annotated[list[FigureIn], Field(max_length=20)] = []
    where: Annotated[list[ConditionIn], Field(max_length=4)] = []


class LakeGroupsOut(Output):
    """A line for each group, with `people` (rows counted) and the figures as sum_column or mean_column."""

    items: list[dict[str, Any]]


@router.reads("/tables", returns=list[LakeTableOut], permission=READ)
def list_lake_tables(request: ApiRequest) -> Sequence[LakeTable]:  # noqa: ARG001 - every endpoint is given its request
    """The record tables with their columns and the periods that are loaded."""
    return [table for _code, table in sorted(tables().items())]


@router.reads("/tables/{table}", returns=LakeTableOut, permission=READ)
def read_lake_table(request: ApiRequest, table: str) -> LakeTable:  # noqa: ARG001 - every endpoint is given its request
    """One record table."""
    return get_table(table)


@router.lists("/tables/{table}/snapshots", item=LakeSnapshotOut, permission=READ, order="-loaded_at")
def list_lake_snapshots(request: ApiRequest, table: str) -> QuerySet[Snapshot]:
    """Loads of the table within what the caller sees, the newest first."""
    return snapshots_visible_to(request.post).filter(table=get_table(table).code)


@router.reads("/tables/{table}/rows", returns=LakeRowsOut, permission=READ)
def list_lake_rows(
    request: ApiRequest,
    table: str,
    *,
    period: Period,
    snapshot: Number = None,
    cursor: Annotated[str, Query(max_length=2_000)] = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1_000,
) -> dict[str, Any]:
    """Rows of the caller's units in the order of places and keys. Records of people are refused."""
    page = rows_page(request.post, table=table, period=period, snapshot=snapshot, after=cursor, size=limit)
    return {"items": page.rows.to_pylist(), "next": page.following or None}


@router.acts("/tables/{table}/aggregate", returns=LakeGroupsOut, permission=READ, repeatable=False)
def aggregate_lake_table(request: ApiRequest, table: str, asked: AggregateIn) -> dict[str, Any]:
    """Counts and sums of groups. Of records of people, small groups and those that would tell them are held back, and several
    periods are told apart only: then `period` is among the columns of `by`."""
    found = aggregate(
        post=request.post,
        table=table,
        periods=asked.periods,
        by=asked.by,
        figures={f"{each.kind}_{each.column}": Figure(kind=each.kind, column=each.column) for each in asked.figures},
        where={each.column: each.equals for each in asked.where},
    )
    return {"items": found.to_pylist()}
