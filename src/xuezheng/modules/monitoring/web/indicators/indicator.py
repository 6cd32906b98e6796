"""One indicator of one unit: its value, its course, the units below on a map and in a table, divisions, targets, wording."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.lake import facade as lake
from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.calendar.facade import Period, parse_period
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.rounding import half_up
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.addresses import gap_address, indicator_address, opening_address
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.policies.packages import can_exchange_packages
from xuezheng.modules.monitoring.queries.below import LineBelow, lines_below
from xuezheng.modules.monitoring.queries.ranking import Rank, peers_of, rank_of
from xuezheng.modules.monitoring.queries.targets import Aim, aims_of
from xuezheng.modules.monitoring.web.indicators.choosing import Choice, asked, choice_of
from xuezheng.modules.monitoring.web.indicators.figures import course, map_below
from xuezheng.modules.monitoring.web.indicators.library import READ, is_better
from xuezheng.modules.monitoring.wording import amount, change_written, division, in_words, shown, written

PAGE = 50
ORDERS = ("worst", "best", "name")


@post_required(READ)
def indicator(request: PostRequest, code: str) -> HttpResponse:
    post = request.post
    choice = choice_of(request, post, code)
    below = _ordered(_below(post, choice), asked(request, "order"), choice)
    if request.GET.get("format") in {"xlsx", "docx"}:
        return table_response(request, _document(choice, below), code=code, form=request.GET["format"])
    aims = [] if choice.dims else aims_of(post, choice.place, choice.definition, choice.history)
    shown_page, following = page_of(below, asked(request, "after"))
    context = {
        **head_of(choice),
        "absent": _absent_in_year(choice),
        "course": course(choice.history, choice.definition, aim=aims[0] if aims else None),
        "map": map_below(choice.place, below, choice.definition, period=choice.period),
        "below": [_row(line, choice) for line in shown_page],
        "next": following,
        "first": not asked(request, "after"),
        "order": asked(request, "order") or ORDERS[0],
        "spread": _spread(below, choice),
        "cuts": _cuts(post, choice),
        "beside": _beside(post, choice),
        "aims": [_aim(aim, choice) for aim in aims],
        "gap": gap_address(code, unit_code=choice.place.unit.code, period=choice.period),
        "may_reword": can_exchange_packages(post),
    }
    return render(request, "monitoring/indicators/indicator.html", context)


def head_of(choice: Choice) -> dict[str, Any]:
    """What stands at the top of every page about one value."""
    reading, definition = choice.reading, choice.definition
    change = change_written(reading.value, reading.before, definition) if reading else ""
    table = lake.tables().get(definition.table)
    return {
        "choice": choice,
        "definition": definition,
        "place": choice.place,
        "value": written(reading.value, definition) if reading else "—",
        "change": change,
        "is_better": is_better(change, better=definition.better),
        "records": amount(reading.records) if reading and reading.records is not None else "",
        "division": division(choice.dims) if choice.dims else "",
        "table": table,
        "measured": in_words(definition.measure, table),
        "among": in_words(definition.where, table),
        "opening": opening_address(
            definition.code, unit_code=choice.place.unit.code, period=choice.period, dims=choice.dims
        )
        if choice.period
        else "",
        "home": indicator_address(definition.code, unit_code=choice.place.unit.code, period=choice.period),
        "crumbs": [
            (unit.name, indicator_address(definition.code, unit_code=unit.code, period=choice.period))
            for unit in choice.place.trail
        ],
    }


def _absent_in_year(choice: Choice) -> str:
    """Periods of the year so far without a value, in words: what they added is not in the count."""
    if not choice.period or not choice.definition.begins_anew_each_year:
        return ""
    last, told = parse_period(choice.period), {each.period for each in choice.history if each.value is not None}
    so_far = [Period(last.kind, last.year, number) for number in range(1, last.number)]
    return _(", ").join(period.title for period in so_far if period.code not in told)


def _below(post: ActingPost, choice: Choice) -> list[LineBelow]:
    if not choice.period:
        return []
    return lines_below(
        post, choice.place, choice.definition, period=choice.period, before=choice.before, dims=choice.dims
    )


def _ordered(lines: Sequence[LineBelow], order: str, choice: Choice) -> list[LineBelow]:
    """The worst first unless asked otherwise; those without a value at the end."""
    if order == "name":
        return sorted(lines, key=lambda line: line.path)
    sign = 1 if (choice.definition.better == "higher") != (order == "best") else -1
    return sorted(
        lines, key=lambda line: (line.value is None, sign * (line.value if line.value is not None else 0.0), line.path)
    )


def page_of(lines: Sequence[LineBelow], after: str) -> tuple[Sequence[LineBelow], str]:
    """From behind the unit of that code; the code to go on after, empty at the end."""
    start = next((place + 1 for place, line in enumerate(lines) if after and line.code == after), 0)
    part = lines[start : start + PAGE]
    return part, part[-1].code if start + PAGE < len(lines) and part else ""


def _row(line: LineBelow, choice: Choice) -> dict[str, Any]:
    definition = choice.definition
    change = change_written(line.value, line.before, definition)
    return {
        "name": line.name or line.code or line.path,
        "address": indicator_address(definition.code, unit_code=line.code, period=choice.period) if line.code else "",
        "value": written(line.value, definition),
        "change": change,
        "is_better": is_better(change, better=definition.better),
        "records": amount(line.records),
        "filled": round(100 * line.value, 1) if definition.is_percent and line.value is not None else None,
        "is_withheld": line.is_withheld,
    }


def _spread(lines: Sequence[LineBelow], choice: Choice) -> dict[str, str]:
    """How unevenly the units below have it: the lowest, the highest, the Gini coefficient."""
    told = [line for line in lines if line.value is not None]
    if len(told) < 2:
        return {}
    values = [line.value or 0.0 for line in told]
    weights = _weights(told, choice.definition)
    uneven = indicators.gini(list(zip(values, weights, strict=True)))
    return {
        "lowest": written(min(values), choice.definition),
        "highest": written(max(values), choice.definition),
        "gini": "" if uneven is None else str(half_up(uneven, 3)),
    }


def _weights(lines: Sequence[LineBelow], definition: Definition) -> list[float]:
    """A ratio weighs as much as it is a ratio of; of a number every unit has one."""
    ratio = indicators.compiled(definition, fields=LakeReader().fields(definition.table)).value.ratio
    if ratio is None or definition.target_style == "count":
        return [1.0] * len(lines)
    return [
        ratio[1].value({name: part for name, part in line.components.items() if part is not None}) or 0.0
        for line in lines
    ]


def _cuts(post: ActingPost, choice: Choice) -> list[dict[str, Any]]:
    """The same number divided; of a division the others, and the whole to go back to."""
    if not choice.period or choice.place.is_single:
        return []
    rows = indicators.cuts_of_value(
        post, code=choice.definition.code, unit_path=choice.place.path, period=choice.period
    )
    return [
        {
            "title": division(row.dims),
            "value": written(row.value, choice.definition),
            "records": amount(row.records),
            "filled": round(100 * row.value, 1) if choice.definition.is_percent and row.value is not None else None,
            "dims": row.dims,
            "is_chosen": row.dims == choice.dims,
        }
        for row in rows
    ]


def _beside(post: ActingPost, choice: Choice) -> Rank | None:
    if not choice.reading or choice.reading.value is None or choice.place.is_single:
        return None
    rows = indicators.siblings(
        post, code=choice.definition.code, unit_path=choice.place.path, period=choice.period, dims=choice.dims
    )
    values = {row.unit_path: row.value for row in rows}
    return rank_of(choice.place.path, values, choice.definition, peers=peers_of(post, choice.place.unit))


def _aim(aim: Aim, choice: Choice) -> dict[str, Any]:
    definition = choice.definition
    outlook = aim.forecast.reaches(aim.asked, better=definition.better) if aim.forecast else None
    return {
        "phrase": aim.target.phrase,
        "plan": aim.target.plan_title,
        "url": aim.target.url,
        "asked": written(aim.asked, definition),
        "deadline": aim.target.asked.deadline,
        "is_reached": aim.is_reached,
        "outlook": outlook,
        "expected": written(aim.forecast.expected, definition) if aim.forecast else "",
        "low": written(aim.forecast.low, definition) if aim.forecast else "",
        "high": written(aim.forecast.high, definition) if aim.forecast else "",
        "unforeseen": _unforeseen(aim, definition),
        "reached_by": f"{aim.reached_by:%Y-%m}" if aim.reached_by else "",
        "is_due": aim.reached_by is not None and aim.reached_by < today(now()).replace(day=1),
        "gap": gap_address(
            definition.code,
            unit_code=choice.place.unit.code,
            period=choice.period,
            target=str(shown(aim.asked, definition)),
        ),
    }


def _unforeseen(aim: Aim, definition: Definition) -> str:
    """Why there is no forecast, in words."""
    if aim.is_over:
        if aim.target.asked.deadline < today(now()):
            return _("The deadline has passed: there is nothing left to forecast.")
        return _("The newest value is of the period of the deadline: there is nothing left to forecast.")
    if aim.known >= indicators.LEAST_POINTS:
        return ""
    if definition.begins_anew_each_year:
        return _(
            "Too little history for a forecast: the count begins anew each year, and of four periods it must be known what"
            " they added. It is known of %(number)s."
        ) % {"number": aim.known}
    return _("Too little history for a forecast: four periods are needed.")


def _document(choice: Choice, lines: Sequence[LineBelow]) -> DocumentTable:
    return DocumentTable(
        title=choice.definition.name,
        subtitle=f"{choice.place.unit.name} · {choice.period_title}",
        heads=[
            Head(title=_("Unit"), width=36),
            Head(title=_("Code of the unit"), width=16),
            Head(title=_("Value"), width=14, numeric=True),
            Head(title=_("Unit of measure"), width=10),
            Head(title=_("Change since the period before"), width=12),
            Head(title=_("Records it stands on"), width=14, numeric=True),
        ],
        rows=[
            [
                line.name or line.path,
                line.code,
                None if line.value is None else shown(line.value, choice.definition),
                choice.definition.unit,
                change_written(line.value, line.before, choice.definition),
                line.records,
            ]
            for line in lines
        ],
    )
