"""What the forms of all parts share: the version that was read, a day."""

from typing import Any

from django import forms


class Versioned(forms.Form):
    """Carries the version that was read, so that a stale form is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Browsers take a day in this one notation, whatever the language writes."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)
