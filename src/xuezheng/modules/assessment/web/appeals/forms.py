"""Forms over the acts on appeals."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.assessment.models import ItemResult
from xuezheng.modules.assessment.web.forms import LINES, VersionForm
from xuezheng.modules.assessment.wording import written


class AppealForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the points are wrong"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
        help_text=_("Files that show it can be added afterwards, until the appeal is decided."),
    )


class DecisionForm(VersionForm):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("upheld", _("Upheld: the points are corrected")),
            ("rejected", _("Rejected: the points stay")),
        ],
        widget=forms.RadioSelect,
    )
    points = forms.DecimalField(
        label=_("Points that are right"),
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"),
            _("Write the points as 7 or 7.25, with two decimals at most."),
        ),
        max_digits=6,
        decimal_places=2,
    )
    decision = forms.CharField(label=_("Grounds of the decision"), widget=LINES, max_length=2000)

    def __init__(self, data: Any, *, result: ItemResult, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["points"].help_text = _now(
            "Where the appeal is upheld: more than %(now)s, at most %(full)s; the ranking follows."
        ) % {"now": written(result.points), "full": written(result.item.full)}
        self.fields["points"].widget.attrs |= {"min": "0", "max": written(result.item.full), "step": "any"}
