"""Once the days for appeals are over nothing is asked of the units any more."""

from datetime import datetime

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.policies.rounds import rounds_visible_to
from xuezheng.modules.assessment.telling import appeals_are_over


def close_lapsed(*, post: ActingPost, at: datetime) -> int:
    """How many to-dos were closed. Done twice it changes nothing."""
    return appeals_are_over(rounds_visible_to(post).filter(appeal_until__lt=today(at)), at=at)
