"""Forms over the acts on rounds of special supervision."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.supervision.catalogues import assessments, standards
from xuezheng.modules.supervision.models import Finding
from xuezheng.modules.supervision.web.forms import LINES, VersionForm, day_field

WHICH = [
    ("city_bureau", _("All cities")),
    ("county_bureau", _("All counties")),
    ("named", _("Those named below")),
]
SEPARATORS = re.compile(r"[、，,；;\s]+")


class OpenForm(forms.Form):
    name = forms.CharField(label=_("Name of the round"), max_length=200)
    grounds = forms.CharField(
        label=_("On the ground of"), max_length=300, required=False, help_text=_("The document that asks for it.")
    )
    begins_on = day_field(_("Begins on"))
    ends_on = day_field(_("Ends on"))
    assessments = forms.MultipleChoiceField(
        label=_("For the assessment of counties"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(item.code, item.text) for item in assessments().values()],
        help_text=_("Takes over all standards that are a part of it."),
    )
    codes = forms.MultipleChoiceField(
        label=_("Standards of the catalogue"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(item.code, item.text) for item in standards().values()],
    )
    entered = forms.CharField(
        label=_("Other standards"), widget=LINES, required=False, help_text=_("One on each line.")
    )
    which = forms.ChoiceField(label=_("Which units"), choices=WHICH, widget=forms.RadioSelect)
    units = forms.CharField(
        label=_("Codes of the units"), widget=LINES, required=False, help_text=_("Separated by commas or lines.")
    )

    def clean_entered(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["entered"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """`unit_ids` of the kind that was chosen, or of the codes."""
        values = super().clean() or {}
        which = values.pop("which", "")
        codes = [code for code in SEPARATORS.split(values.pop("units", "") or "") if code]
        post = acting_post()
        rows = units_visible_to(post).filter(
            unit_path__gt=post.scope_path, unit_path__lt=post.scope_path + "~", closed_on=None
        )
        if which in UnitKind.values:
            found = rows.filter(kind=which)
        else:
            found = rows.filter(code__in=codes)
            unknown = sorted(set(codes) - set(found.values_list("code", flat=True)))
            if unknown:
                self.add_error("units", _now("No unit below has the code “%(code)s”.") % {"code": unknown[0][:40]})
        values["unit_ids"] = list(found.values_list("id", flat=True))
        return values


class FindingForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Finding.Verdict.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(label=_("What was seen"), widget=LINES)
    demand = forms.CharField(
        label=_("Demanded rectification"),
        widget=LINES,
        required=False,
        help_text=_("Becomes the demand of a supervision order, when you issue one."),
    )
    found_on = day_field(_("Found on"))


class RectificationForm(forms.Form):
    demand = forms.CharField(label=_("Demanded action"), widget=LINES)
    due_on = day_field(_("Reply until"))


class CloseForm(VersionForm):
    conclusion = forms.CharField(label=_("Conclusion"), widget=forms.Textarea(attrs={"rows": 8}))
