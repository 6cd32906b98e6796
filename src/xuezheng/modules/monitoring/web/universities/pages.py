"""Universities against each other by the dimensions of the standard, and one university with all its indicators."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.lake import facade as lake
from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable, Head, Value
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import NotFound
from xuezheng.modules.monitoring.addresses import indicator_address, opening_address
from xuezheng.modules.monitoring.queries.universities import (
    Measured,
    Standing,
    University,
    chosen,
    measured_universities,
)
from xuezheng.modules.monitoring.web.indicators.library import READ
from xuezheng.modules.monitoring.wording import shown, written

FORMS = ("xlsx", "docx")
LAST = 1_000_000


@post_required(READ)
def universities(request: PostRequest) -> HttpResponse:
    """In the order of the chosen column, the best first; those without a value at the end."""
    codes = chosen().columns
    measured = measured_universities(request.post, codes=codes, until=today(now()))
    definitions = sorted(measured.definitions, key=lambda each: codes.index(each.code))
    order = request.GET.get("order", "")
    order = order if order in {each.code for each in definitions} else codes[0]
    rows = sorted(measured.universities, key=lambda row: (_place(row, order), row.unit.unit_path))
    if request.GET.get("format") in FORMS:
        return table_response(
            request, _document(rows, definitions, measured), code="universities", form=request.GET["format"]
        )
    context = {
        "definitions": [(each, each.code == order) for each in definitions],
        "rows": [(row, [_cell(row.standings.get(each.code), each) for each in definitions]) for row in rows],
        "assessed": sum(1 for row in rows if row.result is not None),
        "periods": sorted({_period(measured.periods[each.code]) for each in definitions}),
    }
    return render(request, "monitoring/universities/universities.html", context)


@post_required(READ)
def university(request: PostRequest, code: str) -> HttpResponse:
    measured = measured_universities(request.post, until=today(now()))
    row = next((each for each in measured.universities if each.unit.code == code), None)
    if row is None:
        raise NotFound(_("There is no such university within what your post may see."))
    if request.GET.get("format") in FORMS:
        return table_response(request, _document_of(row, measured), code="university", form=request.GET["format"])
    return render(
        request,
        "monitoring/universities/university.html",
        {"row": row, "groups": _groups(row, measured), "count": len(row.standings)},
    )


def _place(row: University, code: str) -> int:
    standing = row.standings.get(code)
    return standing.place or LAST if standing else LAST


def _cell(standing: Standing | None, definition: Definition) -> dict[str, Any]:
    if standing is None:
        return {"title": definition.name, "value": "—"}
    return {
        "title": definition.name,
        "value": written(standing.value, definition),
        "place": standing.place,
        "filled": round(100 * standing.value, 1) if definition.is_percent else None,
    }


def _groups(row: University, measured: Measured) -> list[tuple[str, list[dict[str, Any]]]]:
    """By the records that the indicators are computed from."""
    by_table: dict[str, list[dict[str, Any]]] = {}
    for each in measured.definitions:
        standing = row.standings.get(each.code)
        if standing is not None:
            by_table.setdefault(lake.tables()[each.table].name, []).append(_line(row, each, standing, measured))
    return sorted(by_table.items())


def _line(row: University, definition: Definition, standing: Standing, measured: Measured) -> dict[str, Any]:
    period = measured.periods[definition.code]
    return {
        "name": definition.name,
        "address": indicator_address(definition.code, unit_code=row.unit.code),
        "value": written(standing.value, definition),
        "opening": opening_address(definition.code, unit_code=row.unit.code, period=period),
        "place": f"{standing.place}/{standing.among}" if standing.place else "—",
        "middle": written(standing.middle, definition) if standing.among > 1 else "—",
        "period": _period(period),
    }


def _period(code: str) -> str:
    return parse_period(code).title


def _document(rows: Sequence[University], definitions: Sequence[Definition], measured: Measured) -> DocumentTable:
    return DocumentTable(
        title=_("Quality of universities"),
        subtitle=" · ".join(sorted({_period(measured.periods[each.code]) for each in definitions})),
        heads=[
            Head(title=_("University"), width=30),
            *(Head(title=_titled(each), width=14, numeric=True) for each in definitions),
            Head(title=_("Assessed points"), width=12, numeric=True),
            Head(title=_("Rank of the assessment"), width=10, numeric=True),
        ],
        rows=[
            [
                row.unit.name,
                *(_number(row.standings.get(each.code), each) for each in definitions),
                row.result.points if row.result else None,
                row.result.rank if row.result else None,
            ]
            for row in rows
        ],
    )


def _document_of(row: University, measured: Measured) -> DocumentTable:
    lines: list[list[Value]] = [
        [
            each.name,
            _number(standing, each),
            each.unit,
            standing.place,
            standing.among,
            _period(measured.periods[each.code]),
            lake.tables()[each.table].name,
        ]
        for each in measured.definitions
        if (standing := row.standings.get(each.code)) is not None
    ]
    return DocumentTable(
        title=_("Quality of %(university)s") % {"university": row.unit.name},
        subtitle=row.unit.code,
        heads=[
            Head(title=_("Indicator"), width=40),
            Head(title=_("Value"), width=14, numeric=True),
            Head(title=_("Unit of measure"), width=10),
            Head(title=_("Rank"), width=8, numeric=True),
            Head(title=_("among universities"), width=10, numeric=True),
            Head(title=_("Period"), width=12),
            Head(title=_("Records"), width=24),
        ],
        rows=lines,
    )


def _titled(definition: Definition) -> str:
    return f"{definition.name} ({definition.unit})" if definition.unit else definition.name


def _number(standing: Standing | None, definition: Definition) -> Value:
    return shown(standing.value, definition) if standing else None
