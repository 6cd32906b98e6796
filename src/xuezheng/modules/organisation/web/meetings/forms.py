"""Forms over the acts on meetings and resolutions."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.web.fields import UnitField
from xuezheng.modules.organisation.models import Body, Meeting
from xuezheng.modules.organisation.web.fields import VersionForm, day_field, words_field
from xuezheng.modules.plans.facade import PlanSummary

PUBLISHED = "published"
NAMES = forms.Select(attrs={"data-data": True})


class MeetingForm(forms.Form):
    topic = forms.CharField(label=_("Topic"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    held_on = day_field(_("Held on"), help_text=_("A day ahead says that the meeting is called."))
    body_id = forms.TypedChoiceField(label=_("Body"), required=False, widget=NAMES, coerce=UUID, empty_value=None)
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), max_length=120, required=False)
    attendees = words_field(_("Attendees"), rows=3, required=False)
    summary = words_field(_("Summary"), required=False, help_text=_("Attach the minutes as a file afterwards."))

    def __init__(self, post: ActingPost, *given: Any, chosen: Body | None = None, **options: Any) -> None:
        super().__init__(*given, **options)
        mine = Body.objects.filter(unit_path=post.scope_path)
        known = mine.filter(Q(dissolved_on=None) | Q(id=chosen.id if chosen else None)).order_by("name")
        field = self.fields["body_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("none: called by the unit itself")), *((str(body.id), body.name) for body in known)]


class ChangeMeetingForm(MeetingForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ResolutionForm(forms.Form):
    text = words_field(_("Resolution"), rows=3, max_length=500)


class ChangeResolutionForm(ResolutionForm, VersionForm):
    """With the version that was read."""


class TaskForm(VersionForm):
    plan_id = forms.TypedChoiceField(label=_("Work points"), widget=NAMES, coerce=UUID)
    heading = forms.CharField(label=_("Heading of the task"), max_length=300)
    lead = UnitField(label=_("Leads"))
    support_1 = UnitField(label=_("Supports"), required=False)
    support_2 = UnitField(label=_("Supports"), required=False)
    due_on = day_field(_("Until"))

    def __init__(self, plans: list[PlanSummary], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["plan_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(plan.id), plan.title) for plan in plans if plan.state == PUBLISHED]
