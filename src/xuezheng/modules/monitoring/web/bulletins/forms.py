"""What is asked before a bulletin is drafted, issued or withdrawn. What is right is decided by the acts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.monitoring.bulletins.templates import template_choices


class VersionForm(forms.Form):
    """Carries the version that was read, so that a stale form is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DraftForm(forms.Form):
    """`periods` are those with values, the newest first."""

    template = forms.ChoiceField(label=_("Template"), choices=template_choices)
    period = forms.ChoiceField(label=_("Period"), help_text=_("Those in which something was measured."))
    unit = UnitField(label=_("About"), help_text=_("Your own administration, or one below it."))

    def __init__(self, *given: Any, periods: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(periods)


class BatchForm(forms.Form):
    template = forms.ChoiceField(label=_("Template"), choices=template_choices)
    period = forms.ChoiceField(label=_("Period"), help_text=_("Those in which something was measured."))
    level = forms.ChoiceField(label=_("About"))
    dated = forms.DateField(label=_("Dated"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    issues = forms.BooleanField(
        label=_("Issue them at once"),
        required=False,
        initial=True,
        help_text=_("Otherwise they are left as drafts, to be read and issued one by one."),
    )

    def __init__(
        self, *given: Any, periods: Sequence[tuple[str, str]], levels: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*given, **options)
        for name, choices in (("period", periods), ("level", levels)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class IssueForm(VersionForm):
    number = forms.CharField(
        label=_("Document number"),
        max_length=60,
        required=False,
        help_text=_("As it stands in the head of the paper."),
        widget=forms.TextInput(attrs={"placeholder": "豫教信通〔2018〕12号", "data-data": ""}),
    )
    dated = forms.DateField(label=_("Dated"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class WithdrawForm(VersionForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
