"""Two acts at the same time, each in its own connection: the second begins before the first has committed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connections
from django.utils import translation

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

PATIENCE = 60
Act = Callable[[], Any]


def refusal_of(post: ActingPost, act: Act) -> Refusal | None:
    try:
        with bound(post):
            act()
    except Refusal as refusal:
        return refusal
    return None


def second_refused(post: ActingPost, first: Act, second: Act) -> Refusal | None:
    """What the second is told, which waits for the first; None where both are served."""

    language = translation.get_language()

    def follow() -> Refusal | None:
        try:
            with translation.override(language):
                return refusal_of(post, second)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with bound(post):
            first()
            following = pool.submit(follow)
            assert _waits(following), "the second was over before the first had committed"
        return following.result(PATIENCE)


def _waits(act: Future[Refusal | None]) -> bool:
    """Looked at until another session waits for a lock, or the act is over and has waited for none."""
    watcher = connections.create_connection("default")
    with watcher.cursor() as cursor:
        blocked = False
        while not blocked and not act.done():
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            blocked = cursor.fetchone() == (1,)
    watcher.close()
    return blocked
