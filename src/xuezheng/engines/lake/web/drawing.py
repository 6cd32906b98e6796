"""Drawing rows from a database: choose it and the period; what comes is checked like a file, on the same page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.lake.actions.draw_from_database import draw_from_database
from xuezheng.engines.lake.databases.declared import Database
from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.period_names import EXAMPLES
from xuezheng.engines.lake.queries.databases import databases_of
from xuezheng.kernel.calendar.facade import PeriodKind, period_at
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import refusals_into


class DrawForm(forms.Form):
    period = forms.CharField(label=gettext_lazy("Period"), max_length=12)

    def __init__(self, *args: Any, databases: Sequence[Database], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"] = forms.ChoiceField(
            label=_("Database"), choices=[(each.code, each.title) for each in databases]
        )
        self.order_fields(["source", "period"])


@post_required("lake.load")
def draw(request: PostRequest, code: str) -> HttpResponse:
    table, databases = get_table(code), databases_of(request.post, table=code)
    standard = period_at(today(now()), kind=PeriodKind(table.periods)).code
    form = DrawForm(request.POST or None, initial={"period": standard}, databases=databases)
    form.fields["period"].help_text = _("Such as %(example)s.") % {"example": EXAMPLES[table.periods]}
    if request.method == "POST" and form.is_valid():
        place = ""
        with refusals_into(form):
            given = form.cleaned_data
            upload = draw_from_database(
                post=request.post, table=code, source=given["source"], period=given["period"], at=now()
            )
            place = reverse("lake-upload", args=[upload.id])
        if place:
            return HttpResponseRedirect(place)
    context = {"table": table, "form": form, "databases": databases}
    return render(request, "lake/draw.html", context, status=422 if form.errors else 200)
