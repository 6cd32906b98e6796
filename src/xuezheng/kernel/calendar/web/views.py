"""The year with its holidays and what units changed, and the forms that change it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xuezheng.kernel import clock
from xuezheng.kernel.calendar.actions.add_day_override import add_day_override
from xuezheng.kernel.calendar.actions.remove_day_override import remove_day_override
from xuezheng.kernel.calendar.days import shipped_years
from xuezheng.kernel.calendar.models import DayOverride
from xuezheng.kernel.calendar.policies import can_change_day_override, can_change_days, day_overrides_visible_to
from xuezheng.kernel.calendar.queries import work_calendar_of
from xuezheng.kernel.calendar.web.months import months_of, year_asked
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost


class DayForm(forms.Form):
    """One day as the own unit sets it."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    working = forms.TypedChoiceField(
        label=gettext_lazy("It is"),
        choices=[("", "—"), ("no", gettext_lazy("a day off")), ("yes", gettext_lazy("a working day"))],
        coerce=lambda value: value == "yes",
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("The holiday, or what is made up for."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The document that orders it, with its number."),
    )


@post_required()
def year_page(request: PostRequest) -> HttpResponse:
    today = clock.today(clock.now())
    year = year_asked(request.GET.get("year", ""), today=today)
    post = request.post
    days = work_calendar_of(post.scope_path)
    overrides = list(day_overrides_visible_to(post).filter(day__year=year).order_by("day", "unit_path")[:200])
    context = {
        "year": year,
        "months": months_of(year, days, today=today),
        "weekdays": [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")],
        "provisional": year not in shipped_years(),
        "shipped": (shipped_years()[0], shipped_years()[-1]),
        "overrides": [
            (override, can_change_day_override(post, override), _whose(post, override)) for override in overrides
        ],
        "may_change": can_change_days(post),
    }
    return render(request, "calendar/year.html", context)


@post_required("calendar.change")
def set_day(request: PostRequest) -> HttpResponse:
    form = DayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            override = add_day_override(post=request.post, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%(day)s is set.") % {"day": override.day})
            return HttpResponseRedirect(f"{reverse('calendar')}?year={override.day.year}")
    return render(request, "calendar/day.html", {"form": form})


@require_POST
@post_required("calendar.change")
def remove_day(request: PostRequest, override_id: UUID) -> HttpResponse:
    remove_day_override(post=request.post, override_id=override_id, at=clock.now())
    messages.success(request, _("The day is again as the calendar has it."))
    return HttpResponseRedirect(reverse("calendar"))


def _whose(post: ActingPost, override: DayOverride) -> str:
    if override.unit_path == post.scope_path:
        return _("your unit")
    return _("a unit below") if post.covers(override.unit_path) else _("a unit above")
