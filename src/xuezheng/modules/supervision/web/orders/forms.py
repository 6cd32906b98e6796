"""Forms over the acts on orders. What is right is decided by the acts; here is only what is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.supervision.web.forms import LINES, ReasonForm, VersionForm, day_field


class IssueForm(forms.Form):
    """About another matter; what an order is about otherwise comes with the address."""

    unit = UnitField(label=_("Addressed unit"))
    title = forms.CharField(label=_("Matter"), max_length=300)
    statement = forms.CharField(label=_("Facts in words"), widget=LINES, required=False)
    demand = forms.CharField(label=_("Demanded action"), widget=LINES)
    due_on = day_field(_("Reply until"))


class IssueAboutForm(forms.Form):
    """About a unit's share in a task: the facts are copied."""

    statement = forms.CharField(
        label=_("Facts in words"),
        widget=LINES,
        required=False,
        help_text=_("The facts that the platform knows are copied into the order; add what it does not know."),
    )
    demand = forms.CharField(label=_("Demanded action"), widget=LINES)
    due_on = day_field(_("Reply until"))


class OverdueForm(IssueAboutForm):
    """`expected` is the number that was shown."""

    expected = forms.IntegerField(widget=forms.HiddenInput)


class ReplyForm(VersionForm):
    text = forms.CharField(
        label=_("Reply"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was done, and what is still to come until when. Add files to the order before."),
    )


class ReturnForm(ReasonForm):
    due_on = day_field(_("Reply again until"), required=False)


class CloseForm(VersionForm):
    closing_words = forms.CharField(label=_("Words to the unit"), widget=LINES, required=False)
