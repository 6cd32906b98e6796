"""Loading: one transaction, so that an interrupted load leaves nothing behind; a second load changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypeVar

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ROOT, ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.statistics import take_statistics
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit, UnitVersion
from xuezheng.site.demo.assessments import load_assessments
from xuezheng.site.demo.bulletins import issue_bulletins
from xuezheng.site.demo.forms import load_forms
from xuezheng.site.demo.history import Year, live_through
from xuezheng.site.demo.leading import lead_and_supervise
from xuezheng.site.demo.people import Appointment, appointments, staff
from xuezheng.site.demo.planned import PlannedUnit
from xuezheng.site.demo.plans import live_through_plans
from xuezheng.site.demo.records import load_records
from xuezheng.site.demo.scales import SCALES, Scale
from xuezheng.site.demo.schools import Codes, draw_province
from xuezheng.site.demo.units import BATCH, Progress, write_units

SEED = 1905
"""The year in which the Ministry of Education's forerunner was founded."""
PROVINCE = "demo.Province"
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """`fresh` tells whether this call loaded it."""

    fresh: bool
    sentence: str


def _quiet(_what: str, _done: int, _whole: int) -> None:
    return None


def load(scale: str, *, at: datetime, progress: Progress = _quiet, seed: int = SEED) -> Loaded:
    """Fill an empty database with the demonstration province, as the platform itself."""
    if scale not in SCALES:
        raise Refusal(_("There is no scale “%(scale)s”: choose small or full.") % {"scale": scale}, field="scale")
    post = system_post("demonstration", permissions=frozenset({"units.read", "units.change"}))
    with bound(post):
        found = Unit.objects.filter(unit_path=ROOT).first()
        if found is not None:
            return Loaded(fresh=False, sentence=_already(found, asked=scale))
        _alone_and_unhurried()
        counts = _write(SCALES[scale], post=post, at=at, progress=progress, seed=seed)
        journal.record(
            post=post,
            at=at,
            act="demo.load_province",
            object_kind=PROVINCE,
            object_id=scale,
            object_name="演示数据",
            unit_path=ROOT,
            after={"scale": scale, "seed": seed, **counts},
        )
    return Loaded(
        fresh=True,
        sentence=_("The demonstration province is loaded: %(units)d units, %(accounts)d accounts.") % counts,
    )


def _alone_and_unhurried() -> None:
    """One load at a time; and the limits that keep a page from hanging do not end it on a slow machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('demonstration province'))")
        if cursor.fetchone() != (True,):
            raise Conflict(_("The demonstration province is being loaded already. Wait until that is done."))
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def is_loaded() -> bool:
    """Whether what is in the database is a demonstration; asked within any binding, since all may read the root."""
    return Unit.objects.filter(unit_path=ROOT, synthetic=True).exists()


def loaded_scale() -> str:
    """As the journal tells it; empty where nothing was loaded."""
    entry = Entry.objects.filter(object_kind=PROVINCE, unit_path=ROOT).order_by("-id").first()
    return entry.object_id if entry else ""


def _already(root: Unit, *, asked: str) -> str:
    if not root.synthetic:
        return _(
            "This database holds a real register of units; a demonstration is not mixed into it. Use another home."
        )
    if loaded_scale() == asked:
        return _("The demonstration province is already there; nothing was changed.")
    return _(
        "The demonstration province is already there at the scale %(there)s; nothing was changed. Load %(asked)s into"
        " another home."
    ) % {"there": loaded_scale(), "asked": asked}


def _write(scale: Scale, *, post: ActingPost, at: datetime, progress: Progress, seed: int) -> dict[str, int]:
    draw = Random(seed)  # noqa: S311 - the same province everywhere is the point
    codes = Codes()
    province = draw_province(scale, draw=draw, codes=codes)
    units = write_units(province, progress=progress)
    take_statistics(Unit, UnitVersion)
    year = Year(units, post=post, at=at, draw=draw)
    live_through(year, history=scale.history, codes=codes, progress=progress)
    units = _open_now(units)
    appointed = appointments(province.of(units), scale=scale, draw=draw)
    people = staff(appointed, units=units, at=at, draw=draw)
    write_rows(Person, people.persons, what=_("persons"), progress=progress)
    write_rows(Account, people.accounts, what=_("accounts"), progress=progress)
    write_rows(Post, people.posts, what=_("posts"), progress=progress)
    take_statistics(Unit, UnitVersion, Person, Account, Post)
    _live_through_plans(units, appointed, at=at, seed=seed, progress=progress)
    lead_and_supervise(at=at, seed=seed, progress=progress)
    load_records(at=at, seed=seed, whole=scale.all_people, progress=progress)
    issue_bulletins(at=at, progress=progress)
    load_forms(school=units[_school_of(appointed)], at=at, seed=seed, progress=progress)
    load_assessments(at=at, seed=seed, progress=progress)
    return {"units": Unit.objects.count(), "accounts": len(people.accounts)}


def _live_through_plans(
    units: Mapping[PlannedUnit, Unit],
    appointed: Sequence[Appointment],
    *,
    at: datetime,
    seed: int,
    progress: Progress,
) -> None:
    """With the school of the sign-ins, and a university that has an administrator."""
    administered = {post.unit for post in appointed if post.role == "school_administrator"}
    school = units[_school_of(appointed)]
    university = next(unit for unit in units if unit.kind == UnitKind.UNIVERSITY and unit in administered)
    live_through_plans(school=school, university=units[university], at=at, seed=seed, progress=progress)


def _school_of(appointed: Sequence[Appointment]) -> PlannedUnit:
    """The one that has the sign-ins."""
    return next(post.unit for post in appointed if post.username.startswith("school-"))


def _open_now(units: Mapping[PlannedUnit, Unit]) -> dict[PlannedUnit, Unit]:
    """The units as the year left them, without those it closed."""
    now = Unit.objects.filter(closed_on=None).in_bulk()
    return {planned: now[unit.id] for planned, unit in units.items() if unit.id in now}


def write_rows(model: type[M], rows: Sequence[M], *, what: str, progress: Progress) -> None:
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        model._default_manager.bulk_create(batch)  # noqa: SLF001 - Django's documented name for any model's manager
        progress(what, start + len(batch), len(rows))
