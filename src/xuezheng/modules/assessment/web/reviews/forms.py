"""The form of a review: points, what was seen and what is demanded, for every item of the round."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.assessment.actions.reviews.writing import Judged
from xuezheng.modules.assessment.queries.reviews import JudgedItem
from xuezheng.modules.assessment.web.forms import LINES
from xuezheng.modules.assessment.wording import written


class ReviewForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("Opinion in words"), widget=forms.Textarea(attrs={"rows": 5}), required=False)

    def __init__(self, data: Any, judged: Sequence[JudgedItem], **options: Any) -> None:
        super().__init__(data, **options)
        self.judged = judged
        for one in judged:
            self._add(one)

    def _add(self, one: JudgedItem) -> None:
        key, full = one.item.id, one.item.full
        unfit = _now("%(item)s: write the points as 7 or 7.25, with two decimals at most.") % {"item": one.item.title}
        self.fields[f"points-{key}"] = forms.DecimalField(
            label=_now("Points of %(full)s") % {"full": written(full)},
            required=False,
            max_digits=6,
            decimal_places=2,
            error_messages=dict.fromkeys(("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), unfit),
            initial=written(one.points) if one.points is not None else None,
            widget=forms.NumberInput(attrs={"min": "0", "max": written(full), "step": "any", "inputmode": "decimal"}),
        )
        for name, label in (("remark", _("What was seen")), ("demand", _("Demanded rectification"))):
            self.fields[f"{name}-{key}"] = forms.CharField(
                label=label,
                required=False,
                widget=LINES,
                initial=getattr(one.line, name) if one.line else "",
                max_length=2000,
            )

    def rows(self) -> Iterator[tuple[JudgedItem, Any, Any, Any]]:
        """Each item with its three bound fields."""
        for one in self.judged:
            key = one.item.id
            yield one, self[f"points-{key}"], self[f"remark-{key}"], self[f"demand-{key}"]

    def judgement(self) -> dict[UUID, Judged]:
        values = self.cleaned_data
        return {
            one.item.id: Judged(
                points=values[f"points-{one.item.id}"],
                remark=values[f"remark-{one.item.id}"],
                demand=values[f"demand-{one.item.id}"],
            )
            for one in self.judged
        }
