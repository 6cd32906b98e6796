"""Loading: one transaction, so that an interrupted load leaves nothing behind; a second load changes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import TypeVar

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ROOT, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit, UnitAlias, UnitVersion
from xuezheng.site.demo.drafts import Province, UnitDraft
from xuezheng.site.demo.initials import initials_of
from xuezheng.site.demo.people import Staff, appointments, staff
from xuezheng.site.demo.scales import SCALES, Scale
from xuezheng.site.demo.schools import draw_province

SEED = 1905
"""The year in which the Ministry of Education's forerunner was founded."""
BATCH = 2_000
M = TypeVar("M", bound=Model)
Progress = Callable[[str, int, int], None]
"""Called with what is being written, how much of it is done, and how much there is."""


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
    post = system_post("demonstration")
    with bound(post):
        found = Unit.objects.filter(unit_path=ROOT).first()
        if found is not None:
            return Loaded(fresh=False, sentence=_already(found))
        counts = _write(SCALES[scale], at=at, progress=progress, seed=seed)
        journal.record(
            post=post,
            at=at,
            act="demo.load_province",
            object_kind="demo.Province",
            object_id=scale,
            object_name="演示数据",
            unit_path=ROOT,
            after={"scale": scale, "seed": seed, **counts},
        )
    return Loaded(
        fresh=True,
        sentence=_("The demonstration province is loaded: %(units)d units, %(accounts)d accounts.") % counts,
    )


def is_loaded() -> bool:
    """Whether what is in the database is a demonstration; asked within any binding, since all may read the root."""
    return Unit.objects.filter(unit_path=ROOT, synthetic=True).exists()


def _already(root: Unit) -> str:
    if root.synthetic:
        return _("The demonstration province is already there; nothing was changed.")
    return _("This database holds a real register of units; a demonstration is not mixed into it. Use another home.")


def _write(scale: Scale, *, at: datetime, progress: Progress, seed: int) -> dict[str, int]:
    draw = Random(seed)  # noqa: S311 - the same province everywhere is the point
    province = draw_province(scale, draw=draw)
    appointed = appointments(province, scale=scale, draw=draw)
    units = _write_units(province, progress=progress)
    people = staff(appointed, units=units, at=at, draw=draw)
    _write_staff(people, progress=progress)
    return {"units": len(units), "accounts": len(people.accounts)}


def _write_units(province: Province, *, progress: Progress) -> Mapping[UnitDraft, Unit]:
    units: dict[UnitDraft, Unit] = {}
    by_depth: dict[int, list[UnitDraft]] = {}
    for draft in province.units:
        by_depth.setdefault(draft.depth, []).append(draft)
    for depth in sorted(by_depth):
        rows = {draft: _unit(draft, units) for draft in by_depth[depth]}
        _write_rows(Unit, list(rows.values()), what=_("units"), progress=progress)
        units |= rows
    versions = [_version(unit) for unit in units.values()]
    _write_rows(UnitVersion, versions, what=_("history of units"), progress=progress)
    aliases = [
        UnitAlias(unit=units[draft], name=name, unit_path=draft.path)
        for draft in province.units
        for name in draft.aliases
    ]
    _write_rows(UnitAlias, aliases, what=_("other names"), progress=progress)
    return units


def _unit(draft: UnitDraft, above: Mapping[UnitDraft, Unit]) -> Unit:
    return Unit(
        name=draft.name,
        short_name=draft.short_name,
        kind=draft.kind,
        level=draft.level,
        region_code=draft.region_code,
        code=draft.code,
        parent=above[draft.parent] if draft.parent else None,
        unit_path=draft.path,
        initials=initials_of(draft.name),
        urban_rural=draft.urban_rural,
        opened_on=date(draft.opened, 9, 1),
        synthetic=True,
    )


def _version(unit: Unit) -> UnitVersion:
    return UnitVersion(
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        code=unit.code,
        kind=unit.kind,
        level=unit.level,
        region_code=unit.region_code,
        urban_rural=unit.urban_rural,
        parent=unit.parent,
        unit_path=unit.unit_path,
        valid_from=unit.opened_on,
    )


def _write_staff(people: Staff, *, progress: Progress) -> None:
    _write_rows(Person, people.persons, what=_("persons"), progress=progress)
    _write_rows(Account, people.accounts, what=_("accounts"), progress=progress)
    _write_rows(Post, people.posts, what=_("posts"), progress=progress)


def _write_rows(model: type[M], rows: Sequence[M], *, what: str | Promise, progress: Progress) -> None:
    done = 0
    for batch in _batches(rows):
        model._default_manager.bulk_create(batch)  # noqa: SLF001 - Django's documented name for the manager of any model
        done += len(batch)
        progress(str(what), done, len(rows))


def _batches(rows: Sequence[M]) -> Iterator[Sequence[M]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
