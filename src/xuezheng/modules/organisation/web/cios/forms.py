"""Forms over the acts on CIOs."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.organisation.web.fields import VersionForm, day_field, number_field


class NewCioForm(forms.Form):
    unit = UnitField(label=_("Unit"))
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60, required=False)
    person_number = number_field()
    duty = forms.CharField(
        label=_("Office held"), max_length=120, help_text=_("Such as vice principal: a CIO is a leader of the unit.")
    )
    valid_from = day_field(_("From"))
    doc_number = forms.CharField(label=_("Document of the appointment"), max_length=60, required=False)


class ChangeCioForm(VersionForm):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    duty = forms.CharField(label=_("Office held"), max_length=120)
    doc_number = forms.CharField(label=_("Document of the appointment"), max_length=60, required=False)


class EndCioForm(VersionForm):
    valid_to = day_field(_("Until"), help_text=_("The first day without."))


class TrainingForm(forms.Form):
    title = forms.CharField(label=_("Training"), max_length=200)
    trained_on = day_field(_("Trained on"))
    certificate = forms.CharField(label=_("Certificate"), max_length=60, required=False)
