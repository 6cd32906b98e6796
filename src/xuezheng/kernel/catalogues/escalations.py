"""Who above is told that something is late, step by step: `{days: 7, levels: 2}` in catalogues of deadlines."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.catalogues.entries import Entry

KEY = "escalate_after_days"


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Late by so many days: told to the unit so many levels above."""

    days: int
    levels: int


def escalations_in(entry: Entry) -> tuple[Escalation, ...]:
    """The earliest first."""
    steps = (_escalation(one.only("days", "levels")) for one in entry.at(KEY).items())
    return tuple(sorted(steps, key=lambda step: step.days))


def _escalation(entry: Entry) -> Escalation:
    step = Escalation(days=entry.whole("days"), levels=entry.whole("levels"))
    if step.levels < 1:
        raise entry.at("levels").mistake(_("At least one level above is told."))
    return step
