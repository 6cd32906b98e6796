"""What the platform told units in the year: what is overdue, deadlines ahead; who wants digests, and what was read."""

from datetime import datetime
from uuid import UUID

from xuezheng.engines.inbox.actions.change_subscription import Wish, change_subscription
from xuezheng.engines.inbox.actions.make_digest import mail_digest, make_digest
from xuezheng.engines.inbox.actions.mark_read import mark_all_read
from xuezheng.engines.inbox.mailing import goes_to_files
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions.reminding import ask_for_reports, escalate_overdue, remind_of_deadlines
from xuezheng.site.demo.plans.cast import Cast
from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.moments import Calendar


def tell_units(calendar: Calendar) -> None:
    """On mornings of the year, and on the loading day: each thing is told once, so the order of days matters."""
    mornings = [calendar.moment_of(day) for day in catalogue("works")["told_on"]]
    with bound(system_post("plans.remind_units")) as platform:
        for morning in [*mornings, calendar.at]:
            if morning <= calendar.at:
                escalate_overdue(post=platform, at=morning)
        remind_of_deadlines(post=platform, at=calendar.at)
        ask_for_reports(post=platform, at=calendar.at)


def read_and_subscribe(cast: Cast, calendar: Calendar) -> None:
    works = catalogue("works")
    for account, day in works["read_by"].items():
        if (at := calendar.moment_of(day)) < calendar.at:
            post = cast.post(account)
            with bound(post):
                mark_all_read(post=post, at=at)
    for told in works["subscriptions"]:
        _subscribe(cast.post(told["by"]), told["frequency"], told.get("email", ""), at=calendar.at)


def _subscribe(post: ActingPost, frequency: str, email: str, *, at: datetime) -> None:
    wish = Wish(frequency=frequency, by_email=bool(email), by_inbox=True, email=email)
    with bound(post):
        wanted = change_subscription(post=post, wish=wish, version=0, at=at)
    with bound(system_post("inbox.send_digest")):
        digest = make_digest(subscription_id=wanted.id, day=today(at), at=at)
        if digest is not None:
            mail_to_file(digest.id, at=at)


def mail_to_file(digest_id: UUID, *, at: datetime) -> bool:
    """To be looked at under the home. A mail server is never troubled with made-up addresses."""
    return goes_to_files() and mail_digest(digest_id=digest_id, at=at)
