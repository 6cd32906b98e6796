"""Fields that forms of more than one subject ask for."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LINES = forms.Textarea(attrs={"rows": 3})
SEPARATORS = re.compile(r"[、，,；;\s]+")


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


def codes_in(text: str) -> list[str]:
    return [code for code in SEPARATORS.split(text or "") if code]


class VersionForm(forms.Form):
    """Carries the version that was read, so that a stale form is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = forms.CharField(label=_("Reason"), widget=LINES, max_length=300)
