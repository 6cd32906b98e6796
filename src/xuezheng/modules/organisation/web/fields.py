"""Fields that several forms of this module ask with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.widgets import UnitPicker
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.facade import get_unit


class UnitField(forms.CharField):
    """A unit picked from the tree. The value after cleaning is the unit, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 20, "widget": UnitPicker(), **options})

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        try:
            return get_unit(acting_post(), code=code)
        except NotFound as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class VersionForm(forms.Form):
    """Carries the version that was read, so that a stale form is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


def words_field(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def number_field() -> forms.CharField:
    return forms.CharField(
        label=_("Person number"),
        max_length=20,
        required=False,
        help_text=_("Of somebody registered; then the name is taken from the register. Otherwise write the name."),
    )
