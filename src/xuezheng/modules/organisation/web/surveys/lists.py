"""The list of surveys."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.modules.organisation.queries.surveys import listed_surveys

STATES = [("open", _("under way")), ("late", _("past its end")), ("concluded", _("concluded"))]


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "late":
        return rows.filter(concluded_on=None, ends_on__lt=today(now()))
    return rows.filter(concluded_on__isnull=state == "open")


SURVEYS = ListPage[Any](
    code="organisation-surveys",
    title=_("Surveys"),
    intro=_("Questions that are looked into, what was found, and what it was used for."),
    permission="organisation.read",
    rows=listed_surveys,
    columns=[
        Column(
            key="question",
            title=_("Question"),
            value=lambda survey: survey.question,
            sort="question",
            link=lambda survey: reverse("survey", args=[survey.id]),
        ),
        Column(key="unit", title=_("Unit"), value=lambda survey: survey.unit.name, sort="unit_path"),
        Column(key="begins", title=_("Begins on"), value=lambda survey: survey.begins_on, sort="begins_on"),
        Column(key="ends", title=_("Ends on"), value=lambda survey: survey.ends_on, sort="ends_on"),
        Column(key="parts", title=_("Units to report"), value=lambda survey: survey.parts, numeric=True),
        Column(key="reported", title=_("Have reported"), value=lambda survey: survey.reported, numeric=True),
        Column(key="concluded", title=_("Concluded on"), value=lambda survey: survey.concluded_on),
    ],
    default_sort="-begins",
    filters=[
        Filter(
            key="q",
            title=_("Question"),
            kind="search",
            hint=_("Part of the question"),
            apply=lambda rows, text: rows.filter(question__contains=text),
        ),
        Filter(key="state", title=_("State"), apply=in_state, choices=lambda _post: STATES),
    ],
    links=[HeadLink(title=_("Open a survey"), address="open-survey", permission="organisation.change", primary=True)],
    empty=_("No survey matches. Clear the filters, or open one."),
)
