"""The list of units."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

UNITS = ListPage[Unit](
    code="units",
    title=_("Units"),
    permission="units.read",
    rows=units_visible_to,
    columns=[
        Column(key="name", title=_("Name"), value=lambda unit: unit.name, sort="name"),
        Column(key="code", title=_("Code"), value=lambda unit: unit.code, sort="code"),
        Column(key="kind", title=_("Kind"), value=lambda unit: unit.get_kind_display()),
        Column(
            key="path",
            title=_("Place in the tree"),
            value=lambda unit: unit.unit_path,
            sort="unit_path",
            shown=False,
        ),
    ],
    default_sort="path",
    filters=[
        Filter(
            key="kind",
            title=_("Kind"),
            apply=lambda rows, value: rows.filter(kind=value),
            choices=lambda _post: UnitKind.choices,
        ),
    ],
    empty=_("No unit matches. Clear the filters, or open a unit."),
)
