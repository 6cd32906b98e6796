"""Coverage by place, drilled from the province to the county; units that lack something, and asking them."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.organisation.actions.coverage import ask_for_coverage
from xuezheng.modules.organisation.actions.coverage.ask_for_coverage import units_to_ask
from xuezheng.modules.organisation.catalogue import asked_within_days, coverage_rules
from xuezheng.modules.organisation.policies.reach import CHANGE
from xuezheng.modules.organisation.queries.coverage import PlaceShares, Shares, coverage_of, own_gaps
from xuezheng.modules.organisation.queries.lookup import get_coverage_rule
from xuezheng.modules.organisation.todos import address_of
from xuezheng.modules.organisation.web.answers import answer_form
from xuezheng.modules.organisation.web.choosing import asked_place, trail_to
from xuezheng.modules.organisation.web.coverage.forms import AskForm
from xuezheng.modules.organisation.web.coverage.lists import LACKING
from xuezheng.modules.organisation.web.coverage.workbook import coverage_workbook

VIEWS = {code: list_view(page) for code, page in LACKING.items()}


@post_required("organisation.read")
def coverage(request: PostRequest) -> HttpResponse:
    post, day = request.post, today(now())
    place = asked_place(post, request.GET.get("under", ""))
    whole, lines = coverage_of(post, place, day=day)
    if request.GET.get("format") == "xlsx":
        return coverage_workbook(request, place, whole, lines)
    own = place.unit_path == post.scope_path
    context = {
        "place": place,
        "way_down": trail_to(post, place),
        "rules": [rule for code, rule in coverage_rules().items() if whole.get(code) and whole[code].units],
        "whole": _cells(whole, whole, place.code),
        "lines": [(line, _deeper(line), _cells(line.shares, whole, line.unit.code)) for line in lines],
        "gaps": [(rule, address_of(rule, place)) for rule in own_gaps(place, day=day)] if own else [],
        "may_change": post.may(CHANGE),
    }
    return render(request, "organisation/coverage.html", context)


def lacking(request: PostRequest, rule: str) -> HttpResponseBase:
    return VIEWS[get_coverage_rule(rule).code](request)


@post_required("organisation.request")
def ask(request: PostRequest, rule: str) -> HttpResponse:
    """How many would be asked stands above the button."""
    post, at = request.post, now()
    wanted, place = get_coverage_rule(rule), asked_place(request.post, request.GET.get("under", ""))
    number = units_to_ask(post, wanted, place, day=today(at)).count()

    def act(values: dict[str, Any]) -> tuple[str, str]:
        asked = ask_for_coverage(post=post, rule=wanted.code, below_id=place.id, due_on=values["due_on"], at=at)
        if asked.run_id is not None:
            return "", reverse("run", args=[asked.run_id])
        sentence = ngettext("%(count)d unit is asked.", "%(count)d units are asked.", asked.count)
        return sentence % {"count": asked.count}, _lacking_page(wanted.code, place.code)

    explained = ngettext(
        "%(count)d unit lacks it and was not asked yet.", "%(count)d units lack it and were not asked yet.", number
    ) % {"count": number}
    return answer_form(
        request,
        form=AskForm(request.POST or None, initial={"due_on": today(at) + timedelta(days=asked_within_days())}),
        act=act,
        title=_("Ask units for what they lack"),
        about=f"{wanted.name} · {place.name}",
        explained=explained,
        cancel=_lacking_page(wanted.code, place.code),
    )


def _cells(shares: Shares, whole: Shares, code: str) -> list[dict[str, Any]]:
    """One for each rule that any unit here falls under."""
    return [
        {"title": known.name, "share": shares[rule], "lacking": _lacking_page(rule, code)}
        for rule, known in coverage_rules().items()
        if whole[rule].units
    ]


def _deeper(line: PlaceShares) -> str:
    return "" if line.is_place_itself else f"{reverse('organisation-coverage')}?under={line.unit.code}"


def _lacking_page(rule: str, code: str) -> str:
    return f"{reverse('lacking', args=[rule])}?under={code}"
