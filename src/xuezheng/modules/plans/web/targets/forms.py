"""Forms over the acts on targets. What is right is decided by the acts; here is only what is asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.plans.indicators import Indicator
from xuezheng.modules.plans.models import TargetShare
from xuezheng.modules.plans.web.forms import Versioned, day_field


class BindForm(Versioned):
    code = forms.ChoiceField(label=_("Indicator"))

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "—"), *((item.code, f"{item.name} · {item.code}") for item in indicators)]
        self.fields["code"] = forms.ChoiceField(label=_("Indicator"), choices=choices)


class UnmeasurableForm(Versioned):
    reason = forms.CharField(label=_("Why it cannot be measured"), widget=forms.Textarea(attrs={"rows": 3}))


class EvidenceForm(forms.Form):
    as_of = day_field(_("As of"))
    statement = forms.CharField(label=_("Statement"), widget=forms.Textarea(attrs={"rows": 5}))
    value = forms.DecimalField(label=_("Value, where it is a number"), required=False, max_digits=18, decimal_places=4)


class ShareOutForm(Versioned):
    method = forms.ChoiceField(label=_("How it is shared out"), choices=TargetShare.Method.choices)


class ShareValueForm(Versioned):
    value = forms.DecimalField(label=_("Value"), max_digits=18, decimal_places=4)


class ProposalForm(Versioned):
    value = forms.DecimalField(label=_("Value your unit proposes"), max_digits=18, decimal_places=4)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
