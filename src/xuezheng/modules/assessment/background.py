"""Work of the module that no person starts."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic
from xuezheng.modules.assessment.actions.appeals import close_lapsed


@periodic("assessment.close_lapsed", cron="20 16 * * *", title=_("Days for appeals that are over"))
def close_lapsed_todos(work: Work) -> None:
    """At 00:20 in China."""
    with work.step() as post:
        close_lapsed(post=post, at=now())
