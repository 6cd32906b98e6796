"""Work of the module that no person starts."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic
from xuezheng.modules.supervision.actions.orders import escalate_orders


@periodic("supervision.escalate_orders", cron="30 22 * * *", title=_("Orders without a reply told upwards"))
def tell_of_unanswered_orders(work: Work) -> None:
    """At 06:30 in China. What was told already is not told again."""
    with work.step() as post:
        escalate_orders(post=post, at=now())
