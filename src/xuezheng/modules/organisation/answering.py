"""Requests answer themselves: what was asked for is recorded, and the to-do of it closes."""

from datetime import datetime

from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.catalogue import coverage_rules
from xuezheng.modules.organisation.models import CoverageRequest
from xuezheng.modules.organisation.todos import close_lacks


def answer_requests(unit: Unit, *, wanted: str, at: datetime) -> int:
    """Close what is open at the unit for what it now has. Returns how many."""
    rules = [rule.code for rule in coverage_rules().values() if rule.wants == wanted]
    answered = CoverageRequest.objects.filter(unit=unit, rule__in=rules, answered_at=None).update(answered_at=at)
    if answered:
        close_lacks(rules, unit, at=at)
    return answered
