"""The list of rounds of special supervision."""

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.models import Inspection
from xuezheng.modules.supervision.places import inspection_path
from xuezheng.modules.supervision.policies.inspections import inspections_visible_to

STATES: list[tuple[str, Promise]] = [("open", _("going on")), ("closed", _("round closed"))]


def listed_inspections(post: ActingPost) -> QuerySet[Inspection]:
    return inspections_visible_to(post).select_related("unit")


def state_of(inspection: Inspection) -> str:
    return _now("going on") if inspection.closed_at is None else _now("round closed")


def state_tag(inspection: Inspection) -> str:
    tone = "t" if inspection.closed_at is None else "g"
    return format_html('<span class="tag {}">{}</span>', tone, state_of(inspection))


INSPECTIONS = ListPage[Inspection](
    code="inspections",
    title=_("Special supervision"),
    intro=_("Rounds that look at units against stated standards."),
    permission="supervision.read",
    rows=listed_inspections,
    columns=[
        Column(
            key="name",
            title=_("Name"),
            value=lambda row: row.name,
            sort="name",
            link=lambda row: inspection_path(row.id),
        ),
        Column(key="unit", title=_("By"), value=lambda row: row.unit.name, sort="unit_path"),
        Column(key="begins", title=_("Begins on"), value=lambda row: row.begins_on, sort="begins_on"),
        Column(key="ends", title=_("Ends on"), value=lambda row: row.ends_on, sort="ends_on"),
        Column(key="state", title=_("State"), value=state_tag, export=state_of),
    ],
    default_sort="-begins",
    filters=[
        Filter(
            key="q",
            title=_("Name"),
            kind="search",
            hint=_("Part of the name"),
            apply=lambda rows, text: rows.filter(name__contains=text),
        ),
        Filter(
            key="state",
            title=_("State"),
            apply=lambda rows, state: rows.filter(closed_at__isnull=state == "open"),
            choices=lambda _post: STATES,
        ),
    ],
    links=[HeadLink(title=_("Open a round"), address="open-inspection", permission="supervision.order", primary=True)],
    empty=_("No round yet. Those of the units above appear here when they are opened."),
)
