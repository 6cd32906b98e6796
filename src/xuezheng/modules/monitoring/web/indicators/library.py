"""The list of indicators with the newest values of one unit, by the records they are computed from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.lake import facade as lake
from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable, Head, Value
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.monitoring.addresses import indicator_address, opening_address
from xuezheng.modules.monitoring.policies.packages import can_exchange_packages
from xuezheng.modules.monitoring.queries.places import Place, place_of
from xuezheng.modules.monitoring.queries.readings import SheetLine, sheet_of
from xuezheng.modules.monitoring.web.indicators.choosing import asked
from xuezheng.modules.monitoring.wording import change_written, shown, written

READ = "monitoring.read"


class SearchForm(forms.Form):
    """What narrows the list. The table's choices are those that have an indicator."""

    unit = UnitField(label=_("Unit"), required=False)
    q = forms.CharField(label=_("Indicator"), required=False, max_length=60)
    table = forms.ChoiceField(label=_("Records"), required=False)

    def offer(self, tables: set[str]) -> None:
        titles = [("", _now("All records")), *((code, _title(code)) for code in sorted(tables, key=_title))]
        self.fields["table"].widget = forms.Select(choices=titles)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the list in words."""

    name: str
    code: str
    address: str
    value: str
    opening: str
    change: str
    is_better: bool | None
    period: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Indicators computed from one table of records."""

    code: str
    title: str
    lines: Sequence[Line]


@post_required(READ)
def library(request: PostRequest) -> HttpResponse:
    place = place_of(request.post, asked(request, "unit")[:20])
    sheet = sheet_of(request.post, place, until=today(now()))
    chosen = _chosen(sheet, text=asked(request, "q"), table=asked(request, "table"))
    if request.GET.get("format") in {"xlsx", "docx"}:
        return table_response(request, _document(chosen, place), code="indicators", form=request.GET["format"])
    tables = {line.definition.table for line in sheet}
    form = SearchForm(initial={"unit": place.unit.code, "q": asked(request, "q"), "table": asked(request, "table")})
    form.offer(tables)
    context = {
        "place": place,
        "form": form,
        "groups": _groups(chosen, place),
        "count": len(chosen),
        "measured": sum(1 for line in sheet if line.reading is not None and line.reading.value is not None),
        "all": len(sheet),
        "may_define": can_exchange_packages(request.post),
    }
    return render(request, "monitoring/indicators/library.html", context)


def _chosen(sheet: Sequence[SheetLine], *, text: str, table: str) -> list[SheetLine]:
    wanted = text.casefold()
    return [
        line
        for line in sheet
        if (not table or line.definition.table == table)
        and wanted in f"{line.definition.name_zh} {line.definition.name_en} {line.definition.code}".casefold()
    ]


def _groups(lines: Sequence[SheetLine], place: Place) -> list[Group]:
    by_table: dict[str, list[Line]] = {}
    for line in lines:
        by_table.setdefault(line.definition.table, []).append(_line(line, place))
    return [Group(code=code, title=_title(code), lines=by_table[code]) for code in sorted(by_table, key=_title)]


def _line(line: SheetLine, place: Place) -> Line:
    definition, reading = line.definition, line.reading
    period = reading.period if reading else ""
    change = change_written(reading.value, reading.before, definition) if reading else ""
    return Line(
        name=definition.name,
        code=definition.code,
        address=indicator_address(definition.code, unit_code=place.unit.code),
        value=written(reading.value, definition) if reading else "—",
        opening=opening_address(definition.code, unit_code=place.unit.code, period=period)
        if reading and reading.value is not None
        else "",
        change=change,
        is_better=is_better(change, better=definition.better),
        period=parse_period(period).title if period else "",
    )


def is_better(change: str, *, better: str) -> bool | None:
    """None where nothing changed."""
    if not change or change.startswith("±"):
        return None
    return change.startswith("+") == (better == "higher")


def _title(table: str) -> str:
    found = lake.tables().get(table)
    return found.name if found else table


def _document(lines: Sequence[SheetLine], place: Place) -> DocumentTable:
    rows: list[list[Value]] = []
    for line in lines:
        reading = line.reading
        value = shown(reading.value, line.definition) if reading and reading.value is not None else None
        rows.append(
            [
                line.definition.name,
                line.definition.code,
                value,
                line.definition.unit,
                reading.period if reading else "",
                change_written(reading.value, reading.before, line.definition) if reading else "",
                _title(line.definition.table),
            ]
        )
    return DocumentTable(
        title=_now("Indicators"),
        subtitle=place.unit.name,
        heads=[
            Head(title=_now("Indicator"), width=40),
            Head(title=_now("Indicator code"), width=28),
            Head(title=_now("Value"), width=14, numeric=True),
            Head(title=_now("Unit of measure"), width=10),
            Head(title=_now("Period"), width=12),
            Head(title=_now("Change since the period before"), width=10),
            Head(title=_now("Records"), width=24),
        ],
        rows=rows,
    )
