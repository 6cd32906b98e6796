"""Forms over the acts on units. What is right is decided by the acts; here is only what is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.units.kinds import SCHOOLS, Settlement, UnitKind
from xuezheng.kernel.units.web.fields import UnitField

SPLIT_PARTS = 3


def _day(label: Any = None, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label or _("Effective on"), widget=widget, **options)


def _kind(kinds: Any = UnitKind, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Unit kind"), choices=[("", "—"), *((kind.value, kind.label) for kind in kinds)], **options
    )


class VersionForm(forms.Form):
    """Carries the version that was read, so that a stale form is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OpenForm(forms.Form):
    parent = UnitField(label=_("Unit above"))
    name = forms.CharField(label=_("Unit name"), max_length=120)
    kind = _kind()
    code = forms.CharField(
        label=_("Unit code"),
        max_length=20,
        required=False,
        help_text=_("Offices, affiliates and teaching points without a code are numbered after the unit above."),
    )
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    region_code = forms.CharField(label=_("Region code"), max_length=12, required=False)
    urban_rural = forms.ChoiceField(label=_("Urban or rural"), choices=[("", "—"), *Settlement.choices], required=False)
    effective_on = _day(_("Opened on"))


class RenameForm(VersionForm):
    name = forms.CharField(label=_("New name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    effective_on = _day()


class MoveForm(VersionForm):
    parent = UnitField(label=_("New unit above"))
    effective_on = _day()


class CloseForm(VersionForm):
    effective_on = _day(help_text=_("The first day on which the unit is no more. Its code is void from then on."))


class MergeForm(VersionForm):
    into = UnitField(label=_("Unit that goes on"))
    effective_on = _day()


class SplitForm(VersionForm):
    """Up to three units that come out of one; empty lines are left out."""

    goes_on = forms.BooleanField(label=_("The old unit goes on beside the new ones"), required=False)
    effective_on = _day()

    def __init__(self, *args: Any, kind: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, SPLIT_PARTS + 1):
            needed = number == 1
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name of new unit %(number)d") % {"number": number}, max_length=120, required=needed
            )
            self.fields[f"code_{number}"] = forms.CharField(
                label=_("Code of new unit %(number)d") % {"number": number}, max_length=20, required=False
            )
        self.fields["kind"] = _kind(initial=kind)
        self.order_fields(["version", "kind", "goes_on", "effective_on"])


class FactsForm(VersionForm):
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    region_code = forms.CharField(label=_("Region code"), max_length=12, required=False)
    urban_rural = forms.ChoiceField(label=_("Urban or rural"), choices=[("", "—"), *Settlement.choices], required=False)
    effective_on = _day()


class CodeForm(VersionForm):
    code = forms.CharField(label=_("New code"), max_length=20, help_text=_("The old code is void for ever."))
    effective_on = _day()


class KindForm(VersionForm):
    kind = _kind(SCHOOLS)
    code = forms.CharField(
        label=_("New code"), max_length=20, required=False, help_text=_("Left empty, the code stays, where it fits.")
    )
    effective_on = _day()


class AliasForm(VersionForm):
    name = forms.CharField(label=_("Other name"), max_length=120)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook or CSV"), help_text=_("Excel (.xlsx) or CSV in UTF-8 or GB 18030, up to 20 MB.")
    )
