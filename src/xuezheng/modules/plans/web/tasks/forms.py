"""Forms over the acts on tasks. What is right is decided by the acts; here is only what is asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.periods import PeriodChoice, PeriodGroup
from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.plans.web.forms import Versioned, day_field

LINES = forms.Textarea(attrs={"rows": 4})


class ListForm(forms.Form):
    """Whose lists, and of which period. Shown with what is chosen; a period that is not offered stays in the choice."""

    unit = UnitField(label=_("Unit"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, *, groups: Sequence[PeriodGroup], chosen: PeriodChoice, code: str) -> None:
        super().__init__(initial={"unit": code, "period": chosen.code}, auto_id="l-%s")
        choices: list[Any] = [
            (str(group.title), [(choice.code, choice.title) for choice in group.choices]) for group in groups
        ]
        if chosen not in [choice for group in groups for choice in group.choices]:
            choices.insert(0, (chosen.code, chosen.title))
        self.fields["period"].widget = forms.Select(choices=choices)


class ReportForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    month = forms.CharField(label=_("Month"), max_length=7, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In a few sentences. Files that show it can be added afterwards."),
    )


class SubmitForm(Versioned):
    statement = forms.CharField(
        label=_("Statement"),
        widget=LINES,
        required=False,
        help_text=_("What the lead office should know. The monthly reports go with it."),
    )


class AcceptForm(Versioned):
    words = forms.CharField(label=_("Words to the unit"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class ReasonForm(Versioned):
    reason = forms.CharField(label=_("Reason"), widget=LINES)


class ExtendForm(Versioned):
    due_on = day_field(_("New deadline"))
    reason = forms.CharField(label=_("Reason"), widget=LINES)


class ReachForm(Versioned):
    reached_on = day_field(_("Reached on"))
    statement = forms.CharField(label=_("What shows it"), widget=LINES)


class AcceptManyForm(forms.Form):
    """`expected` is the number that was shown."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("Words to the units"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class TaskForm(forms.Form):
    heading = forms.CharField(label=_("Heading"), max_length=300)
    text = forms.CharField(label=_("Text of the task"), widget=LINES, required=False)
    lead = UnitField(label=_("Leads"))
    support_1 = UnitField(label=_("Supports"), required=False)
    support_2 = UnitField(label=_("Supports"), required=False)
    due_on = day_field(_("Until"))
    arises_from = forms.CharField(
        label=_("Arises from"), max_length=200, required=False, help_text=_("Such as the resolution of a meeting.")
    )
