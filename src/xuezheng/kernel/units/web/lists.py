"""The list of units."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import Level, UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.searching import units_matching

STATES = [("open", _("open")), ("closed", _("closed"))]


def listed_units(post: ActingPost) -> QuerySet[Unit]:
    return units_visible_to(post).select_related("parent")


def _in_state(rows: QuerySet[Unit], state: str) -> QuerySet[Unit]:
    return rows.filter(closed_on__isnull=state == "open")


UNITS = ListPage[Unit](
    code="units",
    title=_("Units"),
    permission="units.read",
    rows=listed_units,
    columns=[
        Column(
            key="name",
            title=_("Unit name"),
            value=lambda unit: unit.name,
            sort="name",
            link=lambda unit: reverse("unit", args=[unit.uuid]),
        ),
        Column(key="code", title=_("Unit code"), value=lambda unit: unit.code, sort="code"),
        Column(key="kind", title=_("Unit kind"), value=lambda unit: unit.get_kind_display(), sort="kind"),
        Column(key="parent", title=_("Unit above"), value=lambda unit: unit.parent.name if unit.parent else ""),
        Column(key="level", title=_("Level"), value=lambda unit: unit.get_level_display(), shown=False),
        Column(key="short_name", title=_("Short name"), value=lambda unit: unit.short_name, shown=False),
        Column(key="region", title=_("Region code"), value=lambda unit: unit.region_code, shown=False),
        Column(
            key="urban_rural",
            title=_("Urban or rural"),
            value=lambda unit: unit.get_urban_rural_display(),
            shown=False,
        ),
        Column(key="opened", title=_("Opened on"), value=lambda unit: unit.opened_on, sort="opened_on", shown=False),
        Column(key="closed", title=_("Closed on"), value=lambda unit: unit.closed_on, shown=False),
        Column(
            key="path", title=_("Place in the tree"), value=lambda unit: unit.unit_path, sort="unit_path", shown=False
        ),
    ],
    default_sort="path",
    filters=[
        Filter(key="q", title=_("Unit"), kind="search", hint=_("Name, initials or code"), apply=units_matching),
        Filter(
            key="kind",
            title=_("Unit kind"),
            apply=lambda rows, kind: rows.filter(kind=kind),
            choices=lambda _post: UnitKind.choices,
        ),
        Filter(
            key="level",
            title=_("Level"),
            apply=lambda rows, level: rows.filter(level=level),
            choices=lambda _post: Level.choices,
        ),
        Filter(key="state", title=_("State"), apply=_in_state, choices=lambda _post: STATES),
    ],
    links=[
        HeadLink(title=_("Tree"), address="/units/tree/"),
        HeadLink(title=_("Import"), address="/units/import/", permission="units.import"),
        HeadLink(title=_("Open a unit"), address="/units/new/", permission="units.change", primary=True),
    ],
    empty=_("No unit matches. Clear the filters, or open a unit."),
)
