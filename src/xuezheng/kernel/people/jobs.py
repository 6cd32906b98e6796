"""What the platform clears by itself: sessions that are over, counts of failed attempts nobody will ask for again."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, periodic
from xuezheng.kernel.people.sign_in.attempts import forget_attempts
from xuezheng.kernel.people.sign_in.sessions import forget_sessions


@periodic("people.forget_sign_ins", cron="*/10 * * * *", title=_("Clearing of ended sessions and old failed sign-ins"))
def forget_sign_ins(work: Work) -> None:
    with work.step():
        forget_sessions(at=now())
        forget_attempts(at=now())
