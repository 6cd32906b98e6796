"""How the journal speaks of units: titles of the acts, of what they are about, and the way to its page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.journal import places, titles
from xuezheng.kernel.units.places import PLACES


def register_journal_words() -> None:
    places.register_places(PLACES)
    titles.register_acts(
        {
            "units.open_unit": _("Opened a unit"),
            "units.close_unit": _("Closed a unit"),
            "units.rename_unit": _("Renamed a unit"),
            "units.move_unit": _("Moved a unit"),
            "units.merge_units": _("Merged units"),
            "units.split_unit": _("Split a unit"),
            "units.add_alias": _("Added an alias"),
            "units.remove_alias": _("Removed an alias"),
            "units.change_unit_facts": _("Changed a unit"),
            "units.change_unit_kind": _("Changed a unit's kind"),
            "units.change_unit_code": _("Changed a unit's code"),
            "units.import_units": _("Imported units"),
        }
    )
    titles.register_kind("unit", _("Unit"), address=lambda uuid: reverse("unit", args=[uuid]))
    titles.register_kind("units.import", _("Import of units"))
