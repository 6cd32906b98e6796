"""The collections one after another: opened by the actions, answered in bulk, and some moves played by who would make them."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.actions.handing_over.handing import MAY, hand_over
from xuezheng.engines.forms.models import AnswerChange, Collection, DueHandover, FormEdition, Report, ReportStep
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report, counts_of
from xuezheng.engines.forms.shipped import shipped_forms
from xuezheng.engines.forms.sources import Known, known_values
from xuezheng.kernel.calendar.facade import Period, PeriodKind, period_at
from xuezheng.kernel.clock import CHINA, today
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.statistics import take_statistics
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.forms.fates import draw_fate
from xuezheng.site.demo.forms.playing import play_corrections, play_filling
from xuezheng.site.demo.forms.rows import Scribe, Told
from xuezheng.site.demo.leading import PROVINCE, administrator_of
from xuezheng.site.demo.plans.cast import Cast, speakers
from xuezheng.site.demo.units import Progress

QUARTERLY, INSPECTION = "connections_quarter", "course_inspection"
OPENED_BEFORE_ITS_END = timedelta(days=9)
GIVEN = timedelta(days=19), timedelta(days=28)
SETTLED = timedelta(days=31)
"""So long after its end a quarter's reports are nearly all accepted."""
OFFICE = time(9, 0)
ALL_BELOW = frozenset({"forms.read", "forms.design", "lake.read", "units.read"})


@cache
def figures() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))
    return found


def load_forms(*, school: Unit, at: datetime, seed: int, progress: Progress) -> int:
    """`school` is the one that has the sign-ins. Returns how many reports there are."""
    cast = Cast(at=at, school=school, university=school)
    department = administrator_of(Unit.objects.get(unit_path=PROVINCE), at=at)
    past = period_at(today(at) - SETTLED, kind=PeriodKind.QUARTER).previous()
    opened = datetime.combine(past.last_day - OPENED_BEFORE_ITS_END, OFFICE, tzinfo=CHINA)
    with bound(department):
        form = _published(department, QUARTERLY, at=opened - timedelta(days=3))
        earlier = _collected(department, form, past, opened, GIVEN)
        begun = at - timedelta(days=12)
        present = _collected(department, form, past.next(), begun, GIVEN)
        draft_form(post=department, text=shipped_forms()[INSPECTION].text, at=at - timedelta(days=2))
    take_statistics(Collection, Report)
    progress(_("collections"), 1, 4)
    written = _answer(earlier, "past", school=school, seed=seed)
    progress(_("collections"), 2, 4)
    written += _answer(present, "present", school=school, seed=seed)
    progress(_("collections"), 3, 4)
    play_corrections(cast, earlier, present, words=figures()["words"], at=at)
    inspected = _inspect(cast, at=at)
    play_filling(cast, present, inspected, at=at)
    take_statistics(Report, ReportStep, AnswerChange)
    for collection in (earlier, present):
        _hand_over(collection, at=at)
    progress(_("collections"), 4, 4)
    return written


def _published(post: ActingPost, code: str, *, at: datetime) -> FormEdition:
    draft = draft_form(post=post, text=shipped_forms()[code].text, at=at)
    return publish_form(post=post, edition_id=draft.id, version=draft.version, at=at + timedelta(hours=2))


def _collected(
    post: ActingPost, form: FormEdition, period: Period, opens: datetime, given: tuple[timedelta, timedelta]
) -> Collection:
    """`given` is how long until it is due and until it closes, counted from the opening."""
    return open_collection(
        post=post, edition_id=form.id, period=period.code, due_at=opens + given[0], closes_at=opens + given[1],
        contact=f"{post.unit_name}信息化工作联系人", purpose=figures()["purposes"][form.code], at=opens,
    )  # fmt: skip


def _answer(collection: Collection, when: str, *, school: Unit, seed: int) -> int:
    """Drawn by collection, so that another one changes nothing in it. A unit without an account stays silent, as in life."""
    draw, signing = Random(f"{seed} {collection.period}"), speakers()  # noqa: S311 - the same for everybody
    with bound(system_post("demonstration", permissions=ALL_BELOW)) as post:
        rows = Report.objects.filter(collection=collection, unit_id__in=signing).order_by("unit_path")
        reports = list(rows)
        known = known_values(
            post, form_of(collection.edition), period=collection.period, unit_paths=[one.unit_path for one in reports]
        )
        told = []
        for report in reports:
            report.collection, report.filled = collection, _kept(known[report.unit_path])
            told += _told(report, figures()["fates"][when], school=school, draw=draw)
        Scribe(signing).write(told)
    return len(told)


def _told(report: Report, shares: Mapping[str, int], *, school: Unit, draw: Random) -> list[Told]:
    """Nothing is told of a report that nobody began. What the school of the sign-ins does now, it does by itself."""
    name = draw.choices(list(shares), weights=list(shares.values()))[0]
    if report.unit_id == school.id:
        name = "accepted" if shares is figures()["fates"]["past"] else "empty"
    if name == "empty":
        return []
    rooms = int(report.filled.get("multimedia_classrooms", {"value": "0"})["value"])
    fate = draw_fate(name, report.collection, rooms=rooms, figures=figures(), draw=draw)
    report.answers = dict(fate.answers)
    if name == "begun":
        for code, count in counts_of(checked_report(report, form_of(report.collection.edition))).items():
            setattr(report, code, count)
    else:
        report.errors = report.warnings = report.missing = 0
    county = school.unit_path[: school.unit_path[:-1].rindex(".") + 1]
    return [Told(report=report, fate=fate, in_detail=report.unit_path.startswith(county))]


def _hand_over(collection: Collection, *, at: datetime) -> None:
    """What was accepted above stands in the record table, as if the worker had seen each acceptance."""
    with bound(system_post("demonstration", permissions=MAY)) as post:
        everything = DueHandover(collection=collection, unit_path=collection.unit_path, asked_at=at)
        hand_over(post=post, collection=collection, due=[everything], at=at)


def _kept(known: Mapping[str, Known]) -> dict[str, dict[str, Any]]:
    return {code: {"value": one.value, "as_of": one.as_of.isoformat()} for code, one in known.items()}


def _inspect(cast: Cast, *, at: datetime) -> Collection:
    """The county of the sign-ins looks at its schools' lessons with a form of its own."""
    post = cast.post("gushi-administrator")
    opens, term = at - timedelta(days=6), period_at(today(at), kind=PeriodKind.TERM)
    with bound(post):
        form = _published(post, INSPECTION, at=opens - timedelta(days=1))
        return _collected(post, form, term, opens, (timedelta(days=24), timedelta(days=30)))
