"""Units that lack what a rule of coverage asks of their kind: one list for each rule."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.organisation.catalogue import CoverageRule, coverage_rules
from xuezheng.modules.organisation.queries.coverage import lacking_units
from xuezheng.modules.organisation.web.choosing import asked_unit

ASKED = [("yes", _("asked")), ("no", _("not asked yet"))]


def below(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    place = asked_unit(acting_post(), code)
    if place is None:
        return rows.none()
    return rows.filter(unit_path__gte=place.unit_path, unit_path__lt=place.unit_path + "~")


def lacking_page(rule: CoverageRule) -> ListPage[Any]:
    def rows(post: ActingPost) -> QuerySet[Any]:
        return lacking_units(post, rule, day=today(now()))

    return ListPage[Any](
        code=f"organisation-lacking-{rule.code}",
        title=lazy(lambda: gettext("Without: %(what)s") % {"what": rule.name}, str)(),
        permission="organisation.read",
        rows=rows,
        columns=[
            Column(
                key="name",
                title=_("Unit"),
                value=lambda unit: unit.name,
                sort="name",
                link=lambda unit: reverse("unit", args=[unit.uuid]),
            ),
            Column(key="kind", title=_("Kind"), value=lambda unit: UnitKind(unit.kind).label),
            Column(
                key="above",
                title=_("Under"),
                value=lambda unit: unit.parent.name if unit.parent else "",
                sort="unit_path",
            ),
            Column(key="asked", title=_("Asked at"), value=lambda unit: unit.asked_at),
            Column(key="until", title=_("Until"), value=lambda unit: unit.asked_until),
            Column(key="code", title=_("Unit code"), value=lambda unit: unit.code, shown=False),
        ],
        default_sort="above",
        filters=[
            Filter(
                key="q",
                title=_("Name"),
                kind="search",
                hint=_("Beginning of its name"),
                apply=lambda rows, text: rows.filter(name__begins=text),
            ),
            Filter(
                key="kind",
                title=_("Kind"),
                apply=lambda rows, kind: rows.filter(kind=kind),
                choices=lambda _post: [(kind, UnitKind(kind).label) for kind in rule.units],
            ),
            Filter(
                key="asked",
                title=pgettext_lazy("request", "Asked"),
                apply=lambda rows, asked: rows.filter(asked_at__isnull=asked == "no"),
                choices=lambda _post: ASKED,
            ),
            Filter(key="under", title=_("At or below"), kind="unit", apply=below),
        ],
        empty=_("Every unit has it."),
        template="organisation/lacking.html",
        context=lambda post: {"rule": rule, "may_ask": post.may("organisation.request")},
    )


LACKING = {code: lacking_page(rule) for code, rule in coverage_rules().items()}
