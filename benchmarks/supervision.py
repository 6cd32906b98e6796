"""Supervision scores of all cities and counties: the draft, its page, and the publication, over overdue work of each unit.

Peer: the same draft's facts of tasks by the plain query of the plans' facade alone, which is what no scoring can do without.
"""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from benchmarks.browsing import Reader
from benchmarks.frame import Cell, Table, percentile, repeated
from benchmarks.installations import connect_django, installation
from benchmarks.plans import publish
from benchmarks.publication import USERNAME, acting_as, clear

ROUNDS, WARMING = 10, 2
COUNTIES, CITIES = 11, 5
"""Tasks of the plan for each group of units; the others of its 32 are for the cities too."""
BAR_P95 = 1_000.0
GROUPS = {"各县（市、区）教育局": COUNTIES, "各省辖市教育局": CITIES}
PAGES = {"draft": "/supervision/scores/{scoring}/", "ranking": "/supervision/scores/latest/", "home": "/supervision/"}


def run() -> list[Table]:
    with installation("small") as found:
        connect_django(found)
        from xuezheng.site.demo import PASSWORD

        post = acting_as(USERNAME)
        plan = publish(post, GROUPS)
        scoring = None
        try:
            make_overdue(plan.plan.id)
            scoring = drafted(post)
            acts = computing(post, scoring)
            reader = Reader(address=found.address)
            reader.sign_in(USERNAME, PASSWORD)
            return [acts, pages(reader, scoring)]
        finally:
            if scoring is not None:
                discard(post, scoring)
            clear(plan.plan.id)


def make_overdue(plan_id: Any) -> None:
    """Every unit is late with everything: the most lines there can be."""
    from xuezheng.kernel.clock import now, today
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.plans.models import Assignment

    with bound(system_post("benchmark")):
        Assignment.objects.filter(plan_id=plan_id).update(
            due_on=today(now()) - timedelta(days=20), assigned_at=now() - timedelta(days=200)
        )


def drafted(post: Any) -> Any:
    from xuezheng.kernel.clock import now, today
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.supervision.actions.scores import draft_scoring

    day = today(now())
    begins: date = day - timedelta(days=180)
    title = f"测量 {datetime.now(tz=UTC):%Y%m%dT%H%M%S.%f}"
    with bound(post):
        return draft_scoring(post=post, title=title, begins=begins, ends=day, at=now())


def discard(post: Any, scoring: Any) -> None:
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.supervision.actions.scores import discard_scoring

    with bound(post):
        discard_scoring(post=post, scoring_id=scoring.id, version=scoring.version, at=now())


def computing(post: Any, scoring: Any) -> Table:
    from django.db import transaction

    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.plans.facade import assignment_facts
    from xuezheng.modules.supervision.actions.scores import publish_scoring
    from xuezheng.modules.supervision.queries.computing import computed, scored_units

    with bound(post):
        draft, units = computed(post, scoring), scored_units(post, day=scoring.ends)

    def facts() -> object:
        ids = [unit.id for unit in units]
        window = {"begins": scoring.begins, "ends": scoring.ends, "as_of": scoring.as_of}
        with bound(post):
            return assignment_facts(post, below=post.scope_path, unit_ids=ids, **window)

    def compute() -> object:
        with bound(post):
            return computed(post, scoring)

    def publish_and_undo() -> None:
        with bound(post):
            publish_scoring(post=post, scoring_id=scoring.id, version=scoring.version, expected=draft.digest, at=now())
            transaction.set_rollback(True)

    rows: list[tuple[Cell, ...]] = []
    for name, act in (("facts of tasks", facts), ("draft", compute), ("publication", publish_and_undo)):
        p95 = percentile(repeated(act, rounds=ROUNDS, warming=WARMING), 0.95)
        barred = name != "facts of tasks"
        held = ("yes" if p95 <= BAR_P95 else "NO") if barred else ""
        rows.append((name, len(draft.scores), draft.line_count, p95, BAR_P95 if barred else "", held))
    return Table(
        title="milliseconds to score every city and county, p95",
        columns=("act", "units", "lines", "p95", "bar", "held"),
        rows=rows,
        note="Every unit is late with all its tasks. Publication writes scores, lines, journal and messages, and is undone.",
    )


def pages(reader: Reader, scoring: Any) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name, address in PAGES.items():
        path = address.format(scoring=scoring.id)
        ask = partial(answered, reader, path)
        times = repeated(ask, rounds=ROUNDS, warming=WARMING)
        rows.append((name, percentile(times, 0.5), percentile(times, 0.95)))
    return Table(title="milliseconds of a page as the province", columns=("page", "median", "p95"), rows=rows)


def answered(reader: Reader, path: str) -> None:
    _seconds, status, _body = reader.get(path)
    if status not in {200, 302}:
        raise RuntimeError(f"{path} answers {status}")
