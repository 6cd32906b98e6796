"""Forms over the acts on rounds."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.models import Expert
from xuezheng.modules.assessment.standards import standards
from xuezheng.modules.assessment.web.forms import LINES, VersionForm, codes_in, day_field


class DraftForm(forms.Form):
    standard = forms.ChoiceField(
        label=_("Standard"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.code, f"{one.title}：{one.about}") for one in standards().values()],
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    period = forms.CharField(
        label=_("Period"), max_length=12, help_text=_("A year as 2026, a quarter as 2026Q3, a term as 2026-2027-1.")
    )
    self_due_on = day_field(
        _("Self-evaluation until"),
        required=False,
        help_text=_("Where the standard has a form in which units report first."),
    )
    review_due_on = day_field(_("Reviews until"))
    units = forms.CharField(
        label=_("Codes of the units"),
        widget=LINES,
        required=False,
        help_text=_("Separated by commas or lines; empty for all below that the standard is for."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        codes = codes_in(values.pop("units", ""))
        found = dict(units_visible_to(acting_post()).filter(code__in=codes).values_list("code", "id"))
        unknown = sorted(set(codes) - set(found))
        if unknown:
            self.add_error("units", _now("No unit below has the code “%(code)s”.") % {"code": unknown[0][:40]})
        values["unit_ids"] = sorted(found.values())
        return values


class ItemForm(forms.Form):
    title_zh = forms.CharField(label=_("Chinese title"), max_length=160)
    title_en = forms.CharField(label=_("English title"), max_length=240, required=False)
    full = forms.DecimalField(label=_("Full points"), max_digits=6, decimal_places=2)


class NewItemForm(ItemForm):
    section_zh = forms.CharField(label=_("Section in Chinese"), max_length=80, required=False)
    section_en = forms.CharField(label=_("Section in English"), max_length=120, required=False)


class ConcludeForm(VersionForm):
    conclusion = forms.CharField(label=_("Conclusion"), widget=forms.Textarea(attrs={"rows": 8}), max_length=2000)


class ExpertsForm(forms.Form):
    """`offered` are pairs of an expert and a sentence of what speaks against, or how much is on hand."""

    def __init__(self, data: Any, offered: list[tuple[Expert, str]]) -> None:
        super().__init__(data)
        self.fields["expert_ids"] = forms.TypedMultipleChoiceField(
            label=_("Experts"),
            widget=forms.CheckboxSelectMultiple,
            coerce=UUID,
            choices=[(str(expert.id), label) for expert, label in offered],
        )


class RectificationForm(forms.Form):
    demand = forms.CharField(label=_("Demanded action"), widget=LINES)
    due_on = day_field(_("Reply until"))
