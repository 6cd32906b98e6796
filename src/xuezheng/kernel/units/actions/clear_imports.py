"""Forgetting files that were checked and never run."""

from datetime import datetime

from xuezheng.kernel.units.models import UnitImport


def clear_imports(*, checked_before: datetime) -> int:
    """Called by the platform: nobody's act, so it stands in no journal."""
    gone, _by_model = UnitImport.objects.filter(checked_at__lt=checked_before).delete()
    return gone
