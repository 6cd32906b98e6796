"""What is missing to a target: how far, which units are short, and the shortest list that would close it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xuezheng.engines.indicators.facade import DEEPEST, Closing, Gap, Opening, ValueIsAbsent, gap_to, pooled
from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.rounding import half_up
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.addresses import gap_address, indicator_address
from xuezheng.modules.monitoring.measuring.closing import places_of
from xuezheng.modules.monitoring.queries.below import opening_of, told_units
from xuezheng.modules.monitoring.queries.targets import aims_of, reaches
from xuezheng.modules.monitoring.queries.withholding import withheld_below
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
    form = GapForm(_asked(request, post, choice), is_part_of_whole=choice.definition.is_part_of_whole)
    whole = _opened(post, choice) if form.is_valid() and choice.reading is not None else None
    found = _gap(whole, form, choice) if whole is not None else None
    if found is not None and request.GET.get("format") in {"xlsx", "docx"}:
        document = _document(post, choice, found.closing, str(form.cleaned_data["target"]))
        return table_response(request, document, code=f"gap-{code}", form=request.GET["format"])
    context = {
        **head_of(choice),
        "form": form,
        "gap": _told(choice, found) if found is not None else None,
        "closing": _rows(post, choice, found.closing[:MOST]) if found is not None else [],
        "lines": len(found.closing) if found is not None else 0,
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


def _opened(post: ActingPost, choice: Choice) -> Opening | None:
    try:
        return opening_of(post, choice.place, choice.definition, period=choice.period)
    except ValueIsAbsent:
        return None


def _gap(whole: Opening, form: GapForm, choice: Choice) -> Gap:
    target = float(form.cleaned_data["target"]) / (100 if choice.definition.is_percent else 1)
    held = withheld_below(whole.run, choice.definition.code, below=choice.place.path)
    return gap_to(
        target,
        pooled(whole.units, held),
        value=whole.value.value,
        better=whole.definition.better,
        style=whole.definition.target_style,
        by=form.cleaned_data["by"],
    )


def _told(choice: Choice, found: Gap) -> dict[str, Any]:
    definition = choice.definition
    short = plain(shown(found.shortfall, definition), decimals=definition.decimals)
    return {
        "value": written(found.value, definition),
        "target": written(found.target, definition),
        "short": "—"
        if found.value is None
        else _now("%(number)s pp") % {"number": short}
        if definition.is_percent
        else written(found.shortfall, definition),
        "missing": amount(found.missing),
        "units": found.short_units,
        "list": found.closing_units,
        "is_reached": found.value is not None and reaches(found.value, found.target, definition),
        "unlisted": found.unlisted,
        "is_closable": found.closable,
        "effort": amount(found.effort) if found.effort is not None and definition.effort else "",
    }


def _rows(post: ActingPost, choice: Choice, closing: Sequence[Closing]) -> list[dict[str, Any]]:
    units = told_units(post, [each.unit_path for each in closing])
    parents = _parents(post, [each.unit_path for each in closing])
    return [
        {
            "name": _named(each, units),
            "within": parents.get(each.unit_path, ""),
            "address": indicator_address(choice.definition.code, unit_code=each.unit_code, period=choice.period)
            if each.unit_code
            else "",
            "lifts": amount(each.lifts),
            "effort": amount(each.effort),
        }
        for each in closing
    ]


def _named(each: Closing, units: Mapping[str, Unit]) -> str:
    """Units on few records of people are told together, by where they lie."""
    name = units[each.unit_path].name if each.unit_path in units else each.unit_code
    if each.unit_code:
        return name
    return ngettext(
        "%(place)s: %(number)s unit on few records", "%(place)s: %(number)s units on few records, together", each.units
    ) % {"place": name, "number": each.units}


def _parents(post: ActingPost, paths: Sequence[str]) -> dict[str, str]:
    above = {path: ancestors_of(path)[-2] for path in paths if path.count(".") > 1}
    names = {path: unit.name for path, unit in told_units(post, sorted(set(above.values()))).items()}
    return {path: names.get(parent, "") for path, parent in above.items()}


def _by_place(post: ActingPost, choice: Choice, found: Gap) -> list[dict[str, Any]]:
    """The list summed up by county: units, what they lift, what that is of the whole."""
    if choice.place.depth >= DEEPEST:
        return []
    places = places_of(found.closing, whole=found.missing, unit_path=choice.place.path)[:MOST_PLACES]
    units = told_units(post, [place["path"] for place in places])
    return [
        {
            "name": units[place["path"]].name if place["path"] in units else "—",
            "address": gap_address(
                choice.definition.code,
                unit_code=units[place["path"]].code,
                period=choice.period,
                target=str(shown(found.target, choice.definition)),
            )
            if place["path"] in units
            else "",
            "units": place["units"],
            "lifts": amount(place["missing"]),
            "share": f"{half_up(place['points'], 1)}%" if found.missing else "",
        }
        for place in places
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
