"""The year of the plans, from the first document to this morning's messages. Part of the load's one transaction."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from random import Random

from django.utils.translation import gettext as _

from xuezheng.engines.inbox.models import Todo
from xuezheng.kernel.scope.statistics import take_statistics
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models import Assignment, Plan, ProgressReport, TaskTally
from xuezheng.site.demo.plans import targets, telling, works
from xuezheng.site.demo.plans.cast import Cast, Speaker, speakers
from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.issuing import close_last_year, issue_papers
from xuezheng.site.demo.plans.leading import Leaders
from xuezheng.site.demo.plans.lives import Handed, draw_lives, handed_of
from xuezheng.site.demo.plans.moments import Calendar
from xuezheng.site.demo.plans.playing import Stage
from xuezheng.site.demo.plans.rows import Scribe

Progress = Callable[[str, int, int], None]


def live_through_plans(*, school: Unit, university: Unit, at: datetime, seed: int, progress: Progress) -> None:
    """`school` is the one that has the sign-ins."""
    calendar = Calendar(at=at)
    cast = Cast(at=at, school=school, university=university)
    plans = issue_papers(cast, calendar)
    overseers = {told["code"]: told.get("overseer", "") for told in catalogue("papers")["papers"]}
    steps: list[Callable[[], None]] = [
        lambda: works.take_over(plans, cast, calendar),
        lambda: targets.share_out(plans, cast, calendar),
        lambda: take_statistics(Assignment, TaskTally, Todo),
        lambda: works.add_tasks(plans, cast, calendar),
        lambda: works.carry_out_projects(plans["province"], cast, calendar),
        lambda: works.draw_up_implementations(plans, cast, calendar),
        lambda: live(plans, overseers, cast=cast, calendar=calendar, seed=seed),
        lambda: take_statistics(Assignment, ProgressReport, TaskTally, Todo),
        lambda: works.reach_milestones(plans, cast, calendar, overseers),
        lambda: targets.state_evidence(plans, cast, calendar),
        lambda: close_last_year(plans, cast, calendar),
        lambda: telling.tell_units(calendar),
        lambda: telling.read_and_subscribe(cast, calendar),
    ]
    for done, step in enumerate(steps, start=1):
        step()
        progress(_("a year of work points"), done, len(steps))


def live(plans: Mapping[str, Plan], overseers: Mapping[str, str], *, cast: Cast, calendar: Calendar, seed: int) -> None:
    signing = speakers()
    for code, plan in plans.items():
        plan.refresh_from_db()
        if plan.state is Plan.State.PUBLISHED:
            _live(code, plan, overseers[code], cast=cast, calendar=calendar, signing=signing, seed=seed)


def _live(
    code: str,
    plan: Plan,
    overseer: str,
    *,
    cast: Cast,
    calendar: Calendar,
    signing: Mapping[int, Speaker],
    seed: int,
) -> None:
    """Drawn by plan, so that another plan's units change nothing in it."""
    draw, leaders = Random(f"{seed} {code}"), Leaders(plan, overseer=overseer)  # noqa: S311 - the same for everybody
    day = min(calendar.day, date(plan.year, 12, 31))
    lives = list(draw_lives(code, handed_of(plan), cast=cast, calendar=calendar, draw=draw, day=day))

    def leading(handed: Handed) -> Speaker | None:
        return signing.get(leaders.unit_of(handed) or 0)

    scribe = Scribe(speakers=signing, leads=leading, draw=draw)
    scribe.write([played for played in lives if not played.who])
    stage = Stage(cast, leaders=leaders.account_for, draw=draw)
    for played in lives:
        if played.who:
            stage.show(played, scribe.report_only(played, cast.speaker(played.who)))
            stage.play(played)
