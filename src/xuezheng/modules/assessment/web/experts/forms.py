"""Forms over the acts on the register of experts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.assessment.standards import fields_of_work
from xuezheng.modules.assessment.web.forms import LINES, codes_in


class EntryForm(forms.Form):
    fields_of_work = forms.MultipleChoiceField(
        label=_("Fields of work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, str(title)) for code, title in fields_of_work().items()],
    )
    avoids = forms.CharField(
        label=_("Units to keep away from"),
        widget=LINES,
        required=False,
        help_text=_("Codes, separated by commas or lines: former workplaces, contracts, relatives."),
    )
    avoids_reason = forms.CharField(label=_("Reason of keeping away"), max_length=300, required=False)

    def clean_avoids(self) -> list[str]:
        return codes_in(self.cleaned_data["avoids"])


class ChangeForm(EntryForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class RegisterForm(EntryForm):
    person_number = forms.CharField(
        label=_("Person number"),
        max_length=20,
        required=False,
        help_text=_("Of a person with an account on the platform."),
    )
    name = forms.CharField(label=_("Name of an outside expert"), max_length=60, required=False)
    organisation = forms.CharField(label=_("Organisation of an outside expert"), max_length=160, required=False)
    field_order = ["person_number", "name", "organisation", "fields_of_work", "avoids", "avoids_reason"]
