"""Forms over the acts on surveys."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.organisation.web.fields import VersionForm, day_field, words_field

NAMES = forms.Select(attrs={"data-data": True})


class SurveyForm(forms.Form):
    question = forms.CharField(label=_("Question"), max_length=200)
    purpose = words_field(pgettext_lazy("survey", "Purpose"), required=False)
    conductor = forms.CharField(label=_("Conducted by"), max_length=200, required=False)
    begins_on = day_field(_("Begins on"))
    ends_on = day_field(_("Ends on"))


class ChangeSurveyForm(SurveyForm, VersionForm):
    """With the version that was read."""


class PartForm(forms.Form):
    unit = UnitField(label=_("Unit"), required=False)
    contact = forms.CharField(
        label=_("Who looks into it"), max_length=120, required=False, help_text=_("At the unit named above.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Or all units below of these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that take part already stay as they are."),
    )

    def __init__(self, kinds: list[tuple[str, str]], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["kinds"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = kinds

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and bool(values.get("unit")) == bool(values.get("kinds")):
            self.add_error("unit", _now("Name one unit, or tick the kinds of which all take part."))
        return values


class FindingsForm(VersionForm):
    findings = words_field(
        pgettext_lazy("survey", "Findings"), rows=8, help_text=_("Files that show it can be added afterwards.")
    )
    contact = forms.CharField(label=_("Who looked into it"), max_length=120, required=False)


class ConcludeForm(VersionForm):
    results = words_field(_("Results"), rows=8, help_text=_("The report itself is attached as a file."))


class UseForm(forms.Form):
    words = forms.CharField(label=_("What it was used for"), max_length=300)
    used_on = day_field(_("Used on"))
    rule_id = forms.TypedChoiceField(
        label=_("Rule document"), required=False, widget=NAMES, coerce=UUID, empty_value=None
    )
    task_id = forms.TypedChoiceField(label=_("Task"), required=False, widget=NAMES, coerce=UUID, empty_value=None)

    def __init__(self, rules: list[tuple[str, str]], tasks: list[tuple[str, str]], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for name, choices in (("rule_id", rules), ("task_id", tasks)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *choices]
