"""Work of the module that no person starts."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic
from xuezheng.modules.plans.actions.reminding import ask_for_reports, escalate_overdue, remind_of_deadlines


@periodic("plans.remind_units", cron="20 22 * * *", title=_("Reminders of tasks, and what is overdue told upwards"))
def remind_units(work: Work) -> None:
    """At 06:20 in China. Each part is a transaction of its own; what was told already is not told again."""
    for act in (remind_of_deadlines, ask_for_reports, escalate_overdue):
        with work.step() as post:
            act(post=post, at=now())
