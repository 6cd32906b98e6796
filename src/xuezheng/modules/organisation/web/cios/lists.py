"""The register of CIOs."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.organisation.models import Cio
from xuezheng.modules.organisation.policies.registers import cios_visible_to
from xuezheng.modules.organisation.queries.coverage import in_force

STATES = [
    ("now", _("in office")),
    ("untrained", _("in office, not trained")),
    ("former", _("former")),
]


def listed_cios(post: ActingPost) -> QuerySet[Cio]:
    return cios_visible_to(post).select_related("unit")


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    holds = in_force(today(now()))
    if state == "former":
        return rows.exclude(holds)
    return rows.filter(holds, trained_on=None) if state == "untrained" else rows.filter(holds)


CIOS = ListPage[Any](
    code="organisation-cios",
    title=_("CIOs"),
    intro=_("One leader of each unit answers for its digitalisation."),
    permission="organisation.read",
    rows=listed_cios,
    columns=[
        Column(
            key="name",
            title=pgettext_lazy("person", "Name"),
            value=lambda cio: cio.name,
            sort="name",
            link=lambda cio: reverse("cio", args=[cio.id]),
        ),
        Column(key="unit", title=_("Unit"), value=lambda cio: cio.unit.name, sort="unit_path"),
        Column(key="duty", title=_("Office held"), value=lambda cio: cio.duty),
        Column(key="from", title=_("From"), value=lambda cio: cio.valid_from, sort="valid_from"),
        Column(key="until", title=_("Until"), value=lambda cio: cio.valid_to),
        Column(key="trained", title=_("Last trained on"), value=lambda cio: cio.trained_on),
        Column(key="document", title=_("Document"), value=lambda cio: cio.doc_number, shown=False),
        Column(key="code", title=_("Unit code"), value=lambda cio: cio.unit.code, shown=False),
    ],
    default_sort="unit",
    filters=[
        Filter(
            key="q",
            title=pgettext_lazy("person", "Name"),
            kind="search",
            hint=_("Beginning of the name"),
            apply=lambda rows, text: rows.filter(name__begins=text),
        ),
        Filter(key="state", title=_("State"), apply=in_state, choices=lambda _post: STATES),
        Filter(
            key="kind",
            title=_("Kind of unit"),
            apply=lambda rows, kind: rows.filter(unit__kind=kind),
            choices=lambda _post: UnitKind.choices,
        ),
        Filter(key="unit", title=_("Unit"), kind="unit", apply=lambda rows, code: rows.filter(unit__code=code)),
    ],
    links=[
        HeadLink(title=_("Coverage of bodies and CIOs"), address="organisation-coverage"),
        HeadLink(title=_("Name a CIO"), address="name-cio", permission="organisation.change", primary=True),
    ],
    empty=_("No CIO matches. Clear the filters, or name one."),
)
