"""How the journal speaks of units: titles of the acts, of what they are about, and the way to its page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.journal import places, titles
from xuezheng.kernel.units.kinds import UnitKind
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
    titles.register_fields("units", _fields())
    titles.register_values("kind", _kind)
    titles.register_values("kinds", _kind)


def _kind(code: str) -> titles.Text:
    return UnitKind(code).label if code in UnitKind.values else code


def _fields() -> dict[str, titles.Text]:
    """What acts record beside the fields of a unit."""
    return {
        "alias": _("Other name"),
        "effective_on": _("Effective on"),
        "goes_on": _("Goes on after the split"),
        "import": _("Import"),
        "kinds": _("Units by kind"),
        "merged": _("Took in"),
        "merged_into": _("Merged into"),
        "opened": _("Units opened"),
        "sha256": _("File's digest"),
        "split_into": _("Split into"),
    }
