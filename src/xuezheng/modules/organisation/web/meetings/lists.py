"""The list of meetings."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.modules.organisation.models import Meeting
from xuezheng.modules.organisation.queries.meetings import listed_meetings

STATES = [("called", _("called")), ("held", _("held")), ("open", _("held, with resolutions not handed out"))]


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    day = today(now())
    if state == "called":
        return rows.filter(held_on__gt=day)
    held = rows.filter(held_on__lte=day)
    return held.filter(handed__lt=F("resolved")) if state == "open" else held


MEETINGS = ListPage[Any](
    code="organisation-meetings",
    title=_("Meetings"),
    intro=_("Topic and promotion meetings of your unit and the units below, and what came of their resolutions."),
    permission="organisation.read",
    rows=listed_meetings,
    columns=[
        Column(
            key="topic",
            title=_("Topic"),
            value=lambda meeting: meeting.topic,
            sort="topic",
            link=lambda meeting: reverse("meeting", args=[meeting.id]),
        ),
        Column(key="held", title=_("Held on"), value=lambda meeting: meeting.held_on, sort="held_on"),
        Column(key="kind", title=_("Kind"), value=lambda meeting: meeting.get_kind_display()),
        Column(key="body", title=_("Body"), value=lambda meeting: meeting.body.name if meeting.body else ""),
        Column(key="unit", title=_("Unit"), value=lambda meeting: meeting.unit.name, sort="unit_path"),
        Column(key="resolved", title=_("Resolutions"), value=lambda meeting: meeting.resolved, numeric=True),
        Column(key="handed", title=_("Became tasks"), value=lambda meeting: meeting.handed, numeric=True),
        Column(key="place", title=pgettext_lazy("meeting", "Place"), value=lambda meeting: meeting.place, shown=False),
    ],
    default_sort="-held",
    filters=[
        Filter(
            key="q",
            title=_("Topic"),
            kind="search",
            hint=_("Part of the topic"),
            apply=lambda rows, text: rows.filter(topic__contains=text),
        ),
        Filter(
            key="kind",
            title=_("Kind"),
            apply=lambda rows, kind: rows.filter(kind=kind),
            choices=lambda _post: Meeting.Kind.choices,
        ),
        Filter(key="state", title=_("State"), apply=in_state, choices=lambda _post: STATES),
        Filter(
            key="year",
            title=_("Year"),
            hint=_("such as 2026"),
            apply=lambda rows, year: rows.filter(held_on__year=int(year)),
        ),
    ],
    links=[
        HeadLink(title=_("Record a meeting"), address="record-meeting", permission="organisation.change", primary=True)
    ],
    empty=_("No meeting matches. Clear the filters, or record one."),
)
