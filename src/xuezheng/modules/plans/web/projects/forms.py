"""Forms over the acts on projects and implementation plans."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.modules.plans.budgets import source_choices
from xuezheng.modules.plans.models import Plan, Task
from xuezheng.modules.plans.web.forms import Versioned, day_field


def task_choices(plan: Plan) -> list[tuple[str, str]]:
    rows = Task.objects.filter(plan=plan).order_by("position")
    return [(str(task.id), f"{task.number}. {task.heading[:40]}") for task in rows]


class ProjectForm(forms.Form):
    name = forms.CharField(label=_("Project"), max_length=200)
    budget_source = forms.ChoiceField(label=_("Source of money"), choices=source_choices)
    amount = forms.DecimalField(label=_("Amount (yuan)"), max_digits=16, decimal_places=2, min_value=0)
    begins_on = day_field(_("Begins on"))
    ends_on = day_field(_("Ends on"))


class NewProjectForm(ProjectForm):
    """The task stands first."""

    task_id = forms.TypedChoiceField(label=_("Task"), coerce=UUID)
    field_order = ["task_id"]

    def __init__(self, plan: Plan, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["task_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = task_choices(plan)


class ChangeProjectForm(ProjectForm, Versioned):
    """With the version that was read."""


class CloseProjectForm(Versioned):
    closed_on = day_field(pgettext_lazy("project", "Closed on"))


class SpendingForm(forms.Form):
    spent_on = day_field(_("Spent on"))
    amount = forms.DecimalField(label=_("Amount (yuan)"), max_digits=16, decimal_places=2)
    purpose = forms.CharField(label=_("Purpose"), max_length=200)
    over_reason = forms.CharField(
        label=_("Why it goes beyond the amount"),
        max_length=300,
        required=False,
        help_text=_("Only where more is spent than the project has."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ImplementationForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea(attrs={"rows": 6}), required=False)
    issued_on = day_field(_("Issued on"), required=False)


class ChangeImplementationForm(ImplementationForm, Versioned):
    """With the version that was read."""


class StepForm(forms.Form):
    title = forms.CharField(label=_("Step"), max_length=200)
    begins_on = day_field(_("Begins on"))
    ends_on = day_field(_("Ends on"))
    task_id = forms.TypedChoiceField(label=_("Task"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, plan: Plan, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["task_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *task_choices(plan)]


class ChangeStepForm(StepForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    done_on = day_field(_("Done on"), required=False)
