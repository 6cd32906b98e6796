"""What is missing to a target: how far, which units are short, and the shortest list that would close it."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.indicators.facade import DEEPEST, Closing, Definition, Gap, Opening, ValueIsAbsent, gap_to
from xuezheng.engines.lake import facade as lake
from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.rounding import percentage
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.addresses import gap_address, indicator_address
from xuezheng.modules.monitoring.queries.below import opening_of, told_units
from xuezheng.modules.monitoring.queries.targets import aims_of
from xuezheng.modules.monitoring.web.indicators.choosing import Choice, asked, choice_of
from xuezheng.modules.monitoring.web.indicators.indicator import head_of
from xuezheng.modules.monitoring.web.indicators.library import READ
from xuezheng.modules.monitoring.wording import amount, plain, shown, written

MOST = 100
MOST_PLACES = 20


class GapForm(forms.Form):
    """The target as a person writes it: 90 for 90 %."""

    target = forms.DecimalField(label=_("Target"), max_digits=18, decimal_places=4)
    by = forms.ChoiceField(
        label=_("Shortest list"), choices=[("count", _("by the number of units")), ("effort", _("by effort"))]
    )

    def __init__(self, *given: Any, is_part_of_whole: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        self.is_part_of_whole = is_part_of_whole

    def clean_target(self) -> Decimal:
        target: Decimal = self.cleaned_data["target"]
        if self.is_part_of_whole and not 0 <= target <= 100:
            raise forms.ValidationError(
                _now("“%(target)s” cannot be reached: a part of a whole lies between 0 and 100 %%.")
                % {"target": f"{target.normalize():f}"}
            )
        return target


@post_required(READ)
def gap(request: PostRequest, code: str) -> HttpResponse:
    post = request.post
    choice = choice_of(request, post, code)
    form = GapForm(_asked(request, post, choice), is_part_of_whole=_is_part_of_whole(choice.definition))
    whole = _opened(post, choice) if form.is_valid() and choice.reading is not None else None
    found = _gap(whole, form, choice) if whole is not None else None
    named = _to_be_named(found, whole, choice) if found is not None and whole is not None else []
    if found is not None and request.GET.get("format") in {"xlsx", "docx"}:
        document = _document(post, choice, named, str(form.cleaned_data["target"]))
        return table_response(request, document, code=f"gap-{code}", form=request.GET["format"])
    context = {
        **head_of(choice),
        "form": form,
        "gap": _told(choice, found) if found is not None else None,
        "closing": _rows(post, choice, named[:MOST]),
        "unnamed": len(found.closing) - len(named) if found is not None else 0,
        "most": MOST,
        "places": _by_place(post, choice, found) if found is not None else [],
        "has_effort": bool(choice.definition.effort),
        "by_effort": form.data["by"] == "effort",
    }
    return render(request, "monitoring/indicators/gap.html", context)


def _asked(request: PostRequest, post: ActingPost, choice: Choice) -> dict[str, str]:
    """What the address says; without a target that of the plan in force."""
    by = "effort" if asked(request, "by") == "effort" else "count"
    target = asked(request, "target")
    if not target:
        aims = aims_of(post, choice.place, choice.definition, choice.history)
        target = str(shown(aims[0].asked, choice.definition)) if aims else ""
    return {"target": target, "by": by}


def _is_part_of_whole(definition: Definition) -> bool:
    """A growth is a percentage as well, but has no bounds."""
    return definition.is_percent and definition.target_style == "share" and "period_offset" not in definition.measure


def _opened(post: ActingPost, choice: Choice) -> Opening | None:
    try:
        return opening_of(post, choice.place, choice.definition, period=choice.period)
    except ValueIsAbsent:
        return None


def _gap(whole: Opening, form: GapForm, choice: Choice) -> Gap:
    target = float(form.cleaned_data["target"]) / (100 if choice.definition.is_percent else 1)
    return gap_to(
        target,
        whole.units,
        better=whole.definition.better,
        style=whole.definition.target_style,
        by=form.cleaned_data["by"],
    )


def _to_be_named(found: Gap, whole: Opening, choice: Choice) -> list[Closing]:
    """Units on few records of people are counted and not named."""
    if not lake.tables()[choice.definition.table].is_of_people:
        return list(found.closing)
    least = lake.least_count()
    small = {unit.unit_path for unit in whole.units if unit.records < least}
    return [each for each in found.closing if each.unit_path not in small]


def _told(choice: Choice, found: Gap) -> dict[str, Any]:
    definition = choice.definition
    short = plain(shown(found.shortfall, definition), decimals=definition.decimals)
    return {
        "value": written(found.value, definition),
        "target": written(found.target, definition),
        "short": _now("%(number)s pp") % {"number": short}
        if definition.is_percent
        else written(found.shortfall, definition),
        "missing": amount(found.missing),
        "units": len(found.short),
        "list": len(found.closing),
        "is_reached": found.missing <= 0,
        "is_closable": found.closable,
        "effort": amount(found.effort) if found.effort is not None and definition.effort else "",
    }


def _rows(post: ActingPost, choice: Choice, closing: Sequence[Closing]) -> list[dict[str, Any]]:
    units = told_units(post, [each.unit_path for each in closing])
    parents = _parents(post, [each.unit_path for each in closing])
    return [
        {
            "name": units[each.unit_path].name if each.unit_path in units else each.unit_code,
            "within": parents.get(each.unit_path, ""),
            "address": indicator_address(choice.definition.code, unit_code=each.unit_code, period=choice.period),
            "lifts": amount(each.lifts),
            "effort": amount(each.effort),
        }
        for each in closing
    ]


def _parents(post: ActingPost, paths: Sequence[str]) -> dict[str, str]:
    above = {path: ancestors_of(path)[-2] for path in paths if path.count(".") > 1}
    names = {path: unit.name for path, unit in told_units(post, sorted(set(above.values()))).items()}
    return {path: names.get(parent, "") for path, parent in above.items()}


def _by_place(post: ActingPost, choice: Choice, found: Gap) -> list[dict[str, Any]]:
    """The list summed up by county: units, what they lift, what that is of the whole."""
    if choice.place.depth >= DEEPEST:
        return []
    lifted: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for each in found.closing:
        county = ".".join(each.unit_path.split(".")[:DEEPEST]) + "."
        lifted[county] += each.lifts
        count[county] += 1
    first = sorted(lifted, key=lambda path: -lifted[path])[:MOST_PLACES]
    units: dict[str, Unit] = told_units(post, first)
    return [
        {
            "name": units[path].name if path in units else path,
            "address": gap_address(
                choice.definition.code,
                unit_code=units[path].code,
                period=choice.period,
                target=str(shown(found.target, choice.definition)),
            )
            if path in units
            else "",
            "units": count[path],
            "lifts": amount(lifted[path]),
            "share": f"{percentage(lifted[path] / found.missing, 1)}%" if found.missing else "",
        }
        for path in first
    ]


def _document(post: ActingPost, choice: Choice, named: Sequence[Closing], target: str) -> DocumentTable:
    return DocumentTable(
        title=_now("Shortest list: %(name)s") % {"name": choice.definition.name},
        subtitle=f"{choice.place.unit.name} · {choice.period_title} · {_now('Target')} {target}",
        heads=[
            Head(title=_now("Unit"), width=36),
            Head(title=_now("Within"), width=24),
            Head(title=_now("Adds"), width=14, numeric=True),
            Head(title=_now("Effort (10,000 yuan)"), width=14, numeric=True),
        ],
        rows=[[row["name"], row["within"], row["lifts"], row["effort"]] for row in _rows(post, choice, named)],
    )
