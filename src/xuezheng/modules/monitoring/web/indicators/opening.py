"""An opened number: what it is made of, the units that brought it, the wording it was computed by, the run and its data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.engines.forms.facade import ReportCells
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEEPEST, Definition, OpenedComponent, Run
from xuezheng.engines.lake import facade as lake
from xuezheng.engines.lake.facade import SnapshotRead
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.addresses import opening_address
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.queries.below import LineBelow, lines_below, opening_of
from xuezheng.modules.monitoring.queries.reported import reports_behind
from xuezheng.modules.monitoring.web.indicators.choosing import Choice, asked, choice_of
from xuezheng.modules.monitoring.web.indicators.indicator import head_of, page_of
from xuezheng.modules.monitoring.web.indicators.library import READ
from xuezheng.modules.monitoring.wording import amount, component_title, in_words, written


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What is shown alike of a place with rows and of a single unit."""

    definition: Definition
    version: int
    components: Sequence[OpenedComponent]
    run: Run
    inputs: Mapping[str, str]


@post_required(READ)
def opening(request: PostRequest, code: str) -> HttpResponse:
    post = request.post
    choice = choice_of(request, post, code)
    if choice.reading is None:
        raise NotFound(_("There is no value of this indicator for the unit in that period."))
    found = _opened(post, choice)
    below = lines_below(post, choice.place, choice.definition, period=choice.period, before="", dims=choice.dims)
    table = lake.tables().get(choice.definition.table)
    part, following = page_of(below, asked(request, "after"))
    reports = _reports(post, choice, part)
    context = {
        **head_of(choice),
        "opened": found,
        "measured": in_words(found.definition.measure, table),
        "among": in_words(found.definition.where, table),
        "components": [
            {"title": component_title(each.component, table), "text": each.text, "value": amount(each.value)}
            for each in found.components
        ],
        "below": [_row(line, found, choice, reports) for line in part],
        "heads": [component_title(each.component, table) for each in found.components],
        "next": following,
        "first": not asked(request, "after"),
        "count": len(below),
        "inputs": _inputs(found, choice),
        "records_url": _rows_url(choice, choice.period),
        "report": reports.get(choice.place.unit.code) if choice.place.is_single else None,
        "with_reports": bool(reports) and not choice.place.is_single,
        "is_lowest": choice.place.depth > DEEPEST or not below,
    }
    return render(request, "monitoring/indicators/opening.html", context)


def _opened(post: ActingPost, choice: Choice) -> Opened:
    if choice.place.is_single:
        single = indicators.opened_single(
            post,
            code=choice.definition.code,
            unit_path=choice.place.path,
            period=choice.period,
            fields=LakeReader().fields(choice.definition.table),
        )
        return Opened(
            definition=single.definition,
            version=single.version,
            components=single.components,
            run=single.run,
            inputs=single.inputs,
        )
    whole = opening_of(post, choice.place, choice.definition, period=choice.period, dims=choice.dims, with_units=False)
    return Opened(
        definition=whole.definition,
        version=whole.value.version,
        components=whole.components,
        run=whole.run,
        inputs=whole.inputs,
    )


def _reports(post: ActingPost, choice: Choice, below: Sequence[LineBelow]) -> Mapping[str, ReportCells]:
    """Of the unit itself, or of the schools of a county; what lies higher is made of many."""
    if choice.place.is_single:
        codes = [choice.place.unit.code]
    elif choice.place.depth == DEEPEST:
        codes = [line.code for line in below if line.code and not line.is_withheld]
    else:
        return {}
    return reports_behind(post, choice.definition, period=choice.period, unit_codes=codes)


def _row(line: LineBelow, found: Opened, choice: Choice, reports: Mapping[str, ReportCells]) -> dict[str, Any]:
    address = opening_address(choice.definition.code, unit_code=line.code, period=choice.period, dims=choice.dims)
    return {
        "name": line.name or line.code or line.path,
        "address": address if line.code else "",
        "value": written(line.value, choice.definition),
        "components": [amount(line.components.get(each.name)) for each in found.components],
        "records": amount(line.records),
        "is_withheld": line.is_withheld,
        "report": reports.get(line.code),
    }


def _inputs(found: Opened, choice: Choice) -> list[dict[str, Any]]:
    """Every period's data that was read: the snapshot, with its rows as long as they are kept."""
    known = lake.snapshots_read(found.run.table, found.inputs)
    return [
        _input(choice, period, fingerprint, known.get(period)) for period, fingerprint in sorted(found.inputs.items())
    ]


def _input(choice: Choice, period: str, fingerprint: str, known: SnapshotRead | None) -> dict[str, Any]:
    rows = _rows_url(choice, period) if known and known.is_kept else ""
    return {
        "period": parse_period(period).title,
        "code": period,
        "fingerprint": fingerprint[:16],
        "snapshot": known.number if known else None,
        "address": f"{rows}&snapshot={known.number}" if known and rows else "",
        "is_current": known is not None and known.is_newest,
    }


def _rows_url(choice: Choice, period: str) -> str:
    """Records of people have no page of rows."""
    table = lake.tables().get(choice.definition.table)
    if table is None or table.is_of_people:
        return ""
    return f"{reverse('lake-rows', args=[table.code])}?period={period}&unit={choice.place.unit.code}"
