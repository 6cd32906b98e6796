"""The register of bodies."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.units.kinds import Level
from xuezheng.modules.organisation.catalogue import kind_choices, kind_name
from xuezheng.modules.organisation.queries.bodies import listed_bodies
from xuezheng.modules.organisation.queries.coverage import in_being

STATES = [("now", _("in being")), ("over", _("dissolved"))]


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    being = in_being(today(now()))
    return rows.filter(being) if state == "now" else rows.exclude(being)


BODIES = ListPage[Any](
    code="organisation-bodies",
    title=_("Leading groups and offices"),
    intro=_("Who leads, coordinates and carries the work: of your unit and the units below."),
    permission="organisation.read",
    rows=lambda post: listed_bodies(post, day=today(now())),
    columns=[
        Column(
            key="name",
            title=_("Body"),
            value=lambda body: body.name,
            sort="name",
            link=lambda body: reverse("body", args=[body.id]),
        ),
        Column(key="kind", title=_("Kind"), value=lambda body: kind_name(body.kind)),
        Column(key="unit", title=_("Unit"), value=lambda body: body.unit.name, sort="unit_path"),
        Column(key="chair", title=pgettext_lazy("body", "Chair"), value=lambda body: body.chair),
        Column(key="seats", title=_("Members"), value=lambda body: body.seats, numeric=True),
        Column(key="founded", title=_("Founded on"), value=lambda body: body.founded_on, sort="founded_on"),
        Column(key="dissolved", title=_("Dissolved on"), value=lambda body: body.dissolved_on, shown=False),
        Column(key="document", title=_("Founding document"), value=lambda body: body.doc_number, shown=False),
    ],
    default_sort="unit",
    filters=[
        Filter(
            key="q",
            title=_("Name"),
            kind="search",
            hint=_("Part of the name"),
            apply=lambda rows, text: rows.filter(name__contains=text),
        ),
        Filter(
            key="kind",
            title=_("Kind"),
            apply=lambda rows, kind: rows.filter(kind=kind),
            choices=lambda _post: kind_choices(),
        ),
        Filter(
            key="level",
            title=_("Level"),
            apply=lambda rows, level: rows.filter(unit__level=level),
            choices=lambda _post: Level.choices,
        ),
        Filter(key="state", title=_("State"), apply=in_state, choices=lambda _post: STATES),
        Filter(key="unit", title=_("Unit"), kind="unit", apply=lambda rows, code: rows.filter(unit__code=code)),
    ],
    links=[
        HeadLink(title=_("Coverage of bodies and CIOs"), address="organisation-coverage"),
        HeadLink(title=_("Record a body"), address="found-body", permission="organisation.change", primary=True),
    ],
    empty=_("No body matches. Clear the filters, or record one."),
)
