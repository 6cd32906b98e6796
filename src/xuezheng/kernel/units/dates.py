"""The day a change takes effect: never ahead, never before what is already recorded."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import Refusal


def check_effective_on(effective_on: date, *, at: datetime, not_before: date, field: str = "effective_on") -> date:
    """A change is recorded once it is in force: the tree of today would otherwise differ from the tree as of today."""
    if effective_on > today(at):
        raise Refusal(
            _("%(day)s lies ahead. A change is recorded on the day it takes effect: %(today)s or earlier.")
            % {"day": effective_on.isoformat(), "today": today(at).isoformat()},
            field=field,
        )
    if effective_on < not_before:
        raise Refusal(
            _("%(day)s lies before the last recorded change, which may not be rewritten: %(last)s or later.")
            % {"day": effective_on.isoformat(), "last": not_before.isoformat()},
            field=field,
        )
    return effective_on
