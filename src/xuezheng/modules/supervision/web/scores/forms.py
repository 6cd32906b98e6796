"""Forms over the acts on scores, weights and appeals."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.supervision.web.forms import LINES, VersionForm, day_field
from xuezheng.modules.supervision.weighing import FactKind, Rule, Weights

ZERO = Decimal(0)
PARTS = (("points", _("each")), ("each_most", _("at most for one fact")), ("most", _("at most for all")))


class DraftForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("Such as: first half of 2026."))
    begins = day_field(_("Period begins on"))
    ends = day_field(_("Period ends on"))
    as_of = day_field(
        _("Facts as of"),
        required=False,
        help_text=_("Left empty: the last day of the period, or today if it lasts on."),
    )


class PublishForm(VersionForm):
    """`expected` names the draft that was shown."""

    expected = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AppealForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the line is wrong"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Files that show it can be added afterwards."),
    )


class DecisionForm(VersionForm):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[("upheld", _("Upheld: the line is struck")), ("rejected", _("Rejected: the line stays"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(label=_("Reason of the decision"), widget=LINES)


class WeightsForm(forms.Form):
    """Three numbers for each kind of fact, named as the act names them in its refusals."""

    full = forms.DecimalField(label=_("Full points"))
    lead = forms.DecimalField(label=_("Share of a leading unit"))
    support = forms.DecimalField(label=_("Share of a supporting unit"))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("The document or meeting that decided it."))
    valid_from = day_field(_("Valid from"))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for kind in FactKind:
            for name, title in PARTS:
                self.fields[f"{kind.value}_{name}"] = forms.DecimalField(label=f"{kind.label} · {title}")

    def rules(self) -> dict[str, Rule]:
        values = self.cleaned_data
        return {
            kind.value: Rule(**{name: values[f"{kind.value}_{name}"] for name, _title in PARTS}) for kind in FactKind
        }

    def rows(self) -> Iterator[tuple[str, list[Any]]]:
        """For the table: a kind of fact with its three fields."""
        for kind in FactKind:
            yield str(kind.label), [self[f"{kind.value}_{name}"] for name, _title in PARTS]


def initial_weights(weights: Weights) -> dict[str, Decimal]:
    values = {"full": weights.full, "lead": weights.lead, "support": weights.support}
    for kind in FactKind:
        rule = weights.rules.get(kind, Rule(points=ZERO, each_most=ZERO, most=ZERO))
        values |= {f"{kind.value}_{name}": getattr(rule, name) for name, _title in PARTS}
    return values
