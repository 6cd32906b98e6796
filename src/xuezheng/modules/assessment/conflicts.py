"""Why an expert may not review a unit: belonging to it, answering for it, or a declared tie. Plain values."""

from collections.abc import Collection

from django.utils.translation import gettext as _


def conflict_of(*, unit_id: int, unit_path: str, home_path: str, holder_path: str, avoids: Collection[int]) -> str:
    """A sentence, or nothing. `home_path` is empty for an outside expert. Those who hold the round may review below it;
    an administration between them and the unit answers for the unit and is no judge of it."""
    if unit_id in avoids:
        return _("has declared to keep away from this unit")
    if home_path and home_path.startswith(unit_path):
        return _("belongs to this unit")
    if home_path and unit_path.startswith(home_path) and home_path != holder_path and home_path.startswith(holder_path):
        return _("belongs to an administration that answers for this unit")
    return ""
