"""The page of one survey, of one unit's part in it, and the forms over what can be done."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions import surveys as acts
from xuezheng.modules.organisation.attachments import PART, SURVEY
from xuezheng.modules.organisation.policies.reach import can_write
from xuezheng.modules.organisation.policies.rules import rules_visible_to
from xuezheng.modules.organisation.queries.lookup import get_part, get_survey
from xuezheng.modules.organisation.queries.surveys import kinds_below, parts_of, uses_of
from xuezheng.modules.organisation.web.answers import answer_button, answer_form
from xuezheng.modules.organisation.web.surveys import forms as asked
from xuezheng.modules.organisation.web.surveys.document import parts_table
from xuezheng.modules.plans.facade import plans_of, tasks_of

MOST_RULES, MOST_PLANS = 200, 3
FORMS = ("xlsx", "docx")


@post_required("organisation.read")
def survey_page(request: PostRequest, survey_id: UUID) -> HttpResponse:
    post, survey, day = request.post, get_survey(request.post, survey_id), today(now())
    own, parts = can_write(post, survey), parts_of(post, survey)
    form = request.GET.get("format", "")
    if form in FORMS and post.covers(survey.unit_path):
        return table_response(request, parts_table(survey, parts, day=day), code="survey-parts", form=form)
    context = {
        "survey": survey,
        "parts": parts,
        "reported": sum(1 for part in parts if part.reported_at),
        "mine": [part for part in parts if can_write(post, part)],
        "uses": uses_of(post, survey, day=day),
        "covers": post.covers(survey.unit_path),
        "may_change": own,
        "is_open": survey.concluded_on is None,
        "late": survey.concluded_on is None and survey.ends_on < day,
        "files": shown_attachments(post, object_kind=SURVEY, object_id=str(survey.id)),
    }
    return render(request, "organisation/survey.html", context)


@post_required("organisation.read")
def part_page(request: PostRequest, part_id: UUID) -> HttpResponse:
    post, part = request.post, get_part(request.post, part_id)
    context = {
        "part": part,
        "may_report": part.survey.concluded_on is None and can_write(post, part),
        "files": shown_attachments(post, object_kind=PART, object_id=str(part.id)),
    }
    return render(request, "organisation/part.html", context)


@post_required("organisation.change")
def open_survey(request: PostRequest) -> HttpResponse:
    def act(values: dict[str, Any]) -> tuple[str, str]:
        survey = acts.open_survey(post=request.post, at=now(), **values)
        return _("The survey is open. Name the units that take part."), _page(survey.id)

    return answer_form(
        request,
        form=asked.SurveyForm(request.POST or None, initial={"begins_on": today(now())}),
        act=act,
        title=_("Open a survey"),
        explained=_("Its question is readable for the units below; what a unit finds, only for it and those above it."),
        cancel=reverse("surveys"),
    )


@post_required("organisation.change")
def change_survey(request: PostRequest, survey_id: UUID) -> HttpResponse:
    survey = get_survey(request.post, survey_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.change_survey(post=request.post, survey_id=survey.id, at=now(), **values)
        return _("The change is recorded."), _page(survey.id)

    names = ("version", "question", "purpose", "conductor", "begins_on", "ends_on")
    return answer_form(
        request,
        form=asked.ChangeSurveyForm(request.POST or None, initial={name: getattr(survey, name) for name in names}),
        act=act,
        title=_("Change the survey"),
        about=survey.question,
        cancel=_page(survey.id),
    )


@post_required("organisation.change")
def involve_unit(request: PostRequest, survey_id: UUID) -> HttpResponse:
    survey = get_survey(request.post, survey_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        unit, kinds = values["unit"], values["kinds"]
        known: dict[str, Any] = {"post": request.post, "survey_id": survey.id, "at": now()}
        if unit is not None:
            acts.involve_unit(unit_id=unit.id, contact=values["contact"], **known)
            return _("%(unit)s takes part and finds it among its to-dos.") % {"unit": unit.name}, _page(survey.id)
        parts = acts.involve_kinds(kinds=kinds, **known)
        told = ngettext(
            "%(count)d unit takes part and finds it among its to-dos.",
            "%(count)d units take part and find it among their to-dos.",
            len(parts),
        )
        return told % {"count": len(parts)}, _page(survey.id)

    return answer_form(
        request,
        form=asked.PartForm(kinds_below(request.post, survey), request.POST or None),
        act=act,
        title=_("Add units"),
        about=survey.question,
        cancel=_page(survey.id),
    )


@require_POST
@post_required("organisation.change")
def release_unit(request: PostRequest, part_id: UUID) -> HttpResponse:
    part = get_part(request.post, part_id)

    def act() -> str:
        acts.release_unit(post=request.post, part_id=part.id, at=now())
        return _("%(unit)s takes part no more.") % {"unit": part.unit.name}

    return answer_button(request, act=act, back=_page(part.survey_id))


@post_required("organisation.change")
def report_findings(request: PostRequest, part_id: UUID) -> HttpResponse:
    part = get_part(request.post, part_id)
    back = reverse("survey-part", args=[part.id])

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.report_findings(post=request.post, part_id=part.id, at=now(), **values)
        return _("What was found is reported. Add the files that show it."), back

    first = {"version": part.version, "findings": part.findings, "contact": part.contact}
    return answer_form(
        request,
        form=asked.FindingsForm(request.POST or None, initial=first),
        act=act,
        title=_("Report what was found"),
        about=part.survey.question,
        cancel=back,
    )


@post_required("organisation.change")
def conclude_survey(request: PostRequest, survey_id: UUID) -> HttpResponse:
    survey = get_survey(request.post, survey_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.conclude_survey(post=request.post, survey_id=survey.id, at=now(), **values)
        return _("The survey is concluded. Record what it is used for."), _page(survey.id)

    return answer_form(
        request,
        form=asked.ConcludeForm(request.POST or None, initial={"version": survey.version}),
        act=act,
        title=_("Conclude the survey"),
        about=survey.question,
        explained=_("Units that have not reported need not any more."),
        cancel=_page(survey.id),
    )


@post_required("organisation.change")
def record_use(request: PostRequest, survey_id: UUID) -> HttpResponse:
    post, survey = request.post, get_survey(request.post, survey_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.record_use(post=post, survey_id=survey.id, at=now(), **values)
        return _("What it was used for is recorded."), _page(survey.id)

    form = asked.UseForm(_rules(post), _tasks(post), request.POST or None, initial={"used_on": today(now())})
    return answer_form(
        request, form=form, act=act, title=_("Record a use"), about=survey.question, cancel=_page(survey.id)
    )


def _rules(post: ActingPost) -> list[tuple[str, str]]:
    own = rules_visible_to(post).filter(unit_path=post.scope_path).order_by("-drafted_at")
    return [(str(rule.id), rule.title) for rule in own[:MOST_RULES]]


def _tasks(post: ActingPost) -> list[tuple[str, str]]:
    """Of the own unit's newest work points."""
    plans = [plan for plan in plans_of(post, unit_path=post.scope_path) if plan.published_at is not None]
    return [
        (str(task.id), f"{plan.year} · {task.number}. {task.heading[:60]}")
        for plan in plans[:MOST_PLANS]
        for task in tasks_of(post, plan.id)
    ]


def _page(survey_id: UUID) -> str:
    return reverse("survey", args=[survey_id])
