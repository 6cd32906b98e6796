"""Forms of the acts on collections."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xuezheng.engines.forms.actions.collecting import extend_collection, open_collection
from xuezheng.engines.forms.actions.deciding import accept_reports
from xuezheng.engines.forms.actions.deciding.accept_reports import acceptable
from xuezheng.engines.forms.changing import check_directs, collection_to_see, minute_of
from xuezheng.engines.forms.places import collection_path, edition_path, reports_on_desk_path
from xuezheng.engines.forms.policies import DESIGN, REVIEW, can_direct_collection
from xuezheng.engines.forms.queries.desk import desk_coverage
from xuezheng.engines.forms.reading_editions import edition_to_see
from xuezheng.engines.forms.web.asking import VersionForm, reason_field, time_field
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.refusals import NotAllowed


class CollectForm(forms.Form):
    period = forms.CharField(label=_("Period"), max_length=12, help_text=_("As 2018, 2018Q3 or 2018-09."))
    opens_at = time_field(
        _("Opens"), required=False, help_text=_("Units are told then, and may fill in from then on; empty for at once.")
    )
    due_at = time_field(_("Due"))
    closes_at = time_field(_("Closes"), help_text=_("Between due and closing a report is taken, as late."))
    below = forms.CharField(
        label=_("Only below the unit"), max_length=20, required=False, help_text=_("Its code; empty for all.")
    )
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    purpose = forms.CharField(label=_("What it is for"), max_length=300, required=False)


class ExtendForm(VersionForm):
    due_at = time_field(_("Due"))
    closes_at = time_field(_("Closes"))
    reason = reason_field()


class AcceptForm(forms.Form):
    expected = forms.IntegerField(widget=forms.HiddenInput)


@post_required(DESIGN)
def collect(request: PostRequest, edition_id: UUID) -> HttpResponse:
    edition = edition_to_see(request.post, edition_id)
    if not can_direct_collection(request.post, edition):
        raise NotAllowed(_now("Only posts of the unit that made the form may collect with it."))

    def act(values: dict[str, Any]) -> str:
        at = now()
        row = open_collection(post=request.post, edition_id=edition.id, at=at, **values)
        if row.opens_at > at:
            return _now("“%(title)s” opens at %(opens)s; its units are told then.") % {
                "title": row.title, "opens": minute_of(row.opens_at),
            }  # fmt: skip
        return _now("“%(title)s” is open and its units have their reports.") % {"title": row.title}

    burden = _now("Each unit is asked %(asked)s fields, %(filled)s are filled already: about %(minutes)s minutes.") % {
        "asked": edition.asked, "filled": edition.filled, "minutes": edition.minutes,
    }  # fmt: skip
    return answer_form(
        request,
        form=CollectForm(request.POST or None),
        act=act,
        title=_now("Open a collection"),
        about=str(edition),
        explained=burden,
        back=edition_path(edition.id),
    )


@post_required(DESIGN)
def extend(request: PostRequest, collection_id: UUID) -> HttpResponse:
    row = collection_to_see(request.post, collection_id)
    check_directs(request.post, row)

    def act(values: dict[str, Any]) -> str:
        extend_collection(post=request.post, collection_id=row.id, at=now(), **values)
        return _now("More time is given.")

    initial = {"version": row.version, "due_at": row.due_at, "closes_at": row.closes_at}
    form = ExtendForm(request.POST or None, initial=initial)
    back = collection_path(row.id)
    return answer_form(request, form=form, act=act, title=_now("Give more time"), about=row.title, back=back)


@post_required(REVIEW)
def accept_all(request: PostRequest, collection_id: UUID) -> HttpResponse:
    row = collection_to_see(request.post, collection_id)
    waiting = acceptable(request.post, row).count()

    def act(values: dict[str, Any]) -> str:
        done = accept_reports(post=request.post, collection_id=row.id, at=now(), **values)
        return _now("%(accepted)s of %(asked)s reports accepted; %(elsewhere)s lie elsewhere, %(own)s are left out.") % {
            "accepted": done.accepted, "asked": done.asked, "elsewhere": done.elsewhere, "own": done.own,
        }  # fmt: skip

    explained = ngettext(
        "%(count)s report lies on your desk. It goes on to the next desk, or counts from now on.",
        "%(count)s reports lie on your desk. They go on to the next desk, or count from now on.",
        waiting,
    ) % {"count": waiting}
    return answer_form(
        request,
        form=AcceptForm(request.POST or None, initial={"expected": waiting}),
        act=act,
        title=_now("Accept all on my desk"),
        about=row.title,
        explained=explained,
        back=collection_path(row.id),
        template="forms/accept_all.html",
        collection=row,
        on_desk=reports_on_desk_path(row.id),
        coverage=partial(desk_coverage, request.post, row),
    )
