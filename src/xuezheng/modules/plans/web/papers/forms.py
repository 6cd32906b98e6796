"""Forms of receiving and correcting. What is right is decided by the acts; here is only what is asked."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.plans.groups import unit_groups
from xuezheng.modules.plans.indicators import Indicator
from xuezheng.modules.plans.models import Target
from xuezheng.modules.plans.web.forms import Versioned, day_field

ACCEPTED = ".docx,.doc,.wps,.pdf,.ofd,.html,.htm,.txt,.png,.jpg,.jpeg,.tif,.tiff"


class PaperForm(forms.Form):
    file = forms.FileField(
        label=_("Document"),
        max_length=300,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "Word, PDF, OFD, a web page, plain text, or a scan of the paper; up to 50 MB. Drop it here, or choose it."
        ),
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Only where the document itself does not name the year."),
    )
    supersedes = forms.ChoiceField(label=_("New edition of"), required=False)

    def __init__(self, *args: Any, editions: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if editions:
            chosen = [("", _("none: these are work points of their own")), *editions]
            self.fields["supersedes"] = forms.ChoiceField(label=_("New edition of"), required=False, choices=chosen)
        else:
            del self.fields["supersedes"]

    @property
    def kind(self) -> str:
        return PurePath(self.cleaned_data["file"].name).suffix


class Placed(forms.Form):
    """May carry the words that were selected in the document."""

    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)


def span_in(values: dict[str, Any]) -> tuple[int, int] | None:
    start, end = values.pop("start", None), values.pop("end", None)
    return (start, end) if start is not None and end is not None else None


class PlanForm(Versioned):
    title = forms.CharField(label=_("Title"), max_length=200)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    doc_number = forms.CharField(label=_("Document number"), max_length=60, required=False)
    issuer = forms.CharField(label=_("Issuer"), max_length=120, required=False)
    issued_on = day_field(_("Issued on"), required=False)


class SectionForm(Versioned):
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    heading = forms.CharField(label=_("Heading"), max_length=200)


class GoalForm(Versioned):
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    text = forms.CharField(label=_("Goal"), widget=forms.Textarea(attrs={"rows": 4}))


class AddGoalForm(Placed):
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    text = forms.CharField(label=_("Goal"), widget=forms.Textarea(attrs={"rows": 4}))


class TaskForm(Versioned):
    number = forms.CharField(label=_("Number"), max_length=20)
    heading = forms.CharField(label=_("Heading"), max_length=300)
    due_on = day_field(_("Due on"))
    text = forms.CharField(label=_("Text of the task"), required=False, widget=forms.Textarea(attrs={"rows": 8}))


class AddTaskForm(Placed):
    heading = forms.CharField(label=_("Heading"), max_length=300)
    number = forms.CharField(
        label=_("Number"), max_length=20, required=False, help_text=_("Left empty, it gets the next free number.")
    )
    due_on = day_field(_("Due on"), required=False)
    text = forms.CharField(label=_("Text of the task"), required=False, widget=forms.Textarea(attrs={"rows": 5}))


class SplitForm(Versioned):
    place = forms.ChoiceField(label=_("The new task begins with"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"] = forms.ChoiceField(
            label=_("The new task begins with"), choices=places, widget=forms.RadioSelect
        )


class MergeForm(Versioned):
    next_version = forms.IntegerField(widget=forms.HiddenInput)


class TargetForm(Versioned, Placed):
    phrase = forms.CharField(label=_("Indicator in words"), max_length=300)
    comparator = forms.ChoiceField(label=_("Comparator"), choices=Target.Comparator.choices)
    value = forms.DecimalField(label=_("Value"), max_digits=18, decimal_places=4, required=False)
    measure = forms.CharField(label=_("Unit of measure"), max_length=20, required=False)
    deadline = day_field(_("Deadline"), required=False, help_text=_("Left empty: the end of the year."))
    scope = forms.CharField(label=_("Scope"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind of target"), choices=Target.Kind.choices)
    core = forms.BooleanField(label=_("To be followed"), required=False)


class MeasureForm(Versioned):
    """One of the suggested indicators, any other, or the reason why there is none."""

    suggested = forms.ChoiceField(label=_("Suggested by the wording"), required=False, widget=forms.RadioSelect)
    code = forms.ChoiceField(label=_("Another indicator"), required=False)
    reason = forms.CharField(
        label=_("Or: why it cannot be measured"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, suggested: Sequence[tuple[str, str]], others: Sequence[Indicator], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = [("", "—"), *((item.code, f"{item.name} · {item.code}") for item in others)]
        self.fields["code"] = forms.ChoiceField(label=_("Another indicator"), required=False, choices=choices)
        self.fields["suggested"] = forms.ChoiceField(
            label=_("Suggested by the wording"),
            required=False,
            choices=[*suggested, ("", _("none of these"))],
            widget=forms.RadioSelect,
        )
        if not suggested:
            del self.fields["suggested"]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        code, reason = self._code(), values.get("reason", "")
        if reason and code in {self._was("code"), self._was("suggested")}:
            code = ""
        if code and reason == self._was("reason"):
            reason = ""
        if not self.errors and bool(code) == bool(reason):
            raise forms.ValidationError(_("Choose one indicator, or write why none can measure it; one of the two."))
        return {"version": values.get("version"), "code": code, "reason": reason}

    def _code(self) -> str:
        """The one newly chosen, where both controls hold one: a radio button cannot be taken back."""
        picked, other = self.cleaned_data.get("suggested", ""), self.cleaned_data.get("code", "")
        return str(other if other and other != self._was("code") else picked or other)

    def _was(self, name: str) -> str:
        return str(self.initial.get(name) or "")


class MilestoneForm(Versioned, Placed):
    name = forms.CharField(label=_("Milestone"), max_length=300)
    due_on = day_field(_("Due on"), required=False)


class NameUnitForm(Versioned, Placed):
    written = forms.CharField(label=_("Unit, as it is written or called"), max_length=120)
    lead = forms.BooleanField(label=_("Leads the task"), required=False)


class ChooseUnitForm(Versioned):
    """One of what the name could mean, any unit of the tree, or a group; the act refuses two answers."""

    candidate = forms.ChoiceField(label=_("It could mean"), required=False, widget=forms.RadioSelect)
    unit = UnitField(label=_("Another unit"), required=False)
    group = forms.ChoiceField(label=_("A group of units"), required=False)
    everywhere = forms.BooleanField(label=_("Wherever the name stands in these work points"), required=False)
    remember = forms.BooleanField(
        label=_("Remember as another name of the unit, for next year's documents"), required=False
    )

    def __init__(self, *args: Any, candidates: Sequence[tuple[str, str]], may_remember: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        groups = [("", "—"), *((group.code, group.name) for group in unit_groups().values())]
        self.fields["group"] = forms.ChoiceField(label=_("A group of units"), required=False, choices=groups)
        if candidates:
            self.fields["candidate"] = forms.ChoiceField(
                label=_("It could mean"), required=False, choices=candidates, widget=forms.RadioSelect
            )
        else:
            del self.fields["candidate"]
        if not may_remember:
            del self.fields["remember"]


class AsideForm(Versioned):
    reason = forms.CharField(label=_("Why none of the units is meant"), max_length=200)
    everywhere = forms.BooleanField(label=_("Wherever the name stands in these work points"), required=False)


class ContinueForm(Versioned):
    former = forms.ChoiceField(label=_("Goes on from"), required=False)

    def __init__(self, *args: Any, former: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("no task of the edition before")), *former]
        self.fields["former"] = forms.ChoiceField(label=_("Goes on from"), required=False, choices=choices)


class ReasonForm(Versioned):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
