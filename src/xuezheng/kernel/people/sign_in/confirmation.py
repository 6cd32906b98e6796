"""Whether the password was shown a short while ago in this session: asked before what one signs in with may change."""

from datetime import datetime, timedelta

from xuezheng.kernel.people.sign_in.rules import sign_in_rules

CONFIRMED = "confirmed_at"
"""Where a session keeps the moment, as seconds."""


def is_confirmed(seconds: float | None, *, at: datetime) -> bool:
    age = timedelta(seconds=at.timestamp() - (seconds or 0))
    return age < sign_in_rules().sessions.confirm_after
