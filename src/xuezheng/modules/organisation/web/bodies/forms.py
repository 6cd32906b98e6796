"""Forms over the acts on bodies. What is right is decided by the acts; here is only what is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.organisation.catalogue import kind_choices
from xuezheng.modules.organisation.models import BodyMember
from xuezheng.modules.organisation.web.fields import VersionForm, day_field, number_field, words_field


class BodyForm(forms.Form):
    name = forms.CharField(label=_("Name of the body"), max_length=120)
    founded_on = day_field(_("Founded on"))
    doc_number = forms.CharField(label=_("Founding document"), max_length=60, required=False)
    duties = words_field(_("Duties"), required=False)


class NewBodyForm(BodyForm):
    """Where and of which kind stands first."""

    unit = UnitField(label=_("Unit"))
    kind = forms.ChoiceField(label=_("Kind of body"), choices=kind_choices)
    field_order = ["unit", "kind"]


class ChangeBodyForm(BodyForm, VersionForm):
    """With the version that was read."""


class DissolveForm(VersionForm):
    dissolved_on = day_field(_("Dissolved on"), help_text=_("The first day on which it is no more."))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class SeatForm(forms.Form):
    role = forms.ChoiceField(label=_("Seat"), choices=BodyMember.Role.choices)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60, required=False)
    person_number = number_field()
    duty = forms.CharField(label=_("Office held"), max_length=120, required=False)
    valid_from = day_field(_("From"))


class EndSeatForm(forms.Form):
    valid_to = day_field(
        _("Until"), help_text=_("The first day without the seat. The day on which it began says that it never was.")
    )
