"""Opening many units from a file, all or none."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import Record, record_many
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.drafts import insert_units, new_unit_ids
from xuezheng.kernel.units.events import UnitsOpened
from xuezheng.kernel.units.importing.checking import Opening, check_rows
from xuezheng.kernel.units.importing.reading import read_units
from xuezheng.kernel.units.importing.report import ImportReport, report_of
from xuezheng.kernel.units.locks import hold_structure, locked_units
from xuezheng.kernel.units.models import UnitAlias
from xuezheng.kernel.units.policies import can_import_units

Progress = Callable[[int, int], None]
BATCH = 5_000
CHECK_SHARE, WRITE_SHARE = 30, 100
"""Progress runs to 100: about a third of the time goes into checking."""


def quiet(_done: int, _whole: int) -> None:
    return None


@transaction.atomic
def import_units(
    *,
    post: ActingPost,
    data: bytes,
    filename: str,
    at: datetime,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> ImportReport:
    """Check every row; where all are right, open the units in one transaction. With any problem nothing is written."""
    if not can_import_units(post):
        raise NotAllowed(_("Your post may not import units. Ask the administrator of your unit."))
    table, sha256 = read_units(data, filename=filename), hashlib.sha256(data).hexdigest()
    hold_structure()
    ids = iter(()) if dry_run else iter(new_unit_ids(len(table.rows)))
    checked = check_rows(
        post,
        table,
        at=at,
        ids=None if dry_run else ids,
        progress=lambda done, whole: progress(done * CHECK_SHARE // whole, WRITE_SHARE),
    )
    if dry_run or checked.problems:
        return report_of(table, checked, filename=filename, sha256=sha256)
    _lock_parents(checked.openings)
    report = report_of(table, checked, filename=filename, sha256=sha256, opened=len(checked.openings))
    _write(checked.openings, progress=progress)
    record_many(_records(report, checked.openings, post=post), post=post, at=at)
    announce(UnitsOpened(unit_path=post.unit_path, count=report.opened, source=sha256), at=at)
    progress(WRITE_SHARE, WRITE_SHARE)
    return report


def _lock_parents(openings: Sequence[Opening]) -> None:
    """A parent closed since it was checked would leave open units under a closed one."""
    new = {opening.unit.id for opening in openings}
    parents = {opening.unit.parent_id for opening in openings if opening.unit.parent_id not in new}
    for parent in locked_units([parent_id for parent_id in parents if parent_id is not None]):
        if parent.closed_on is not None:
            raise Refusal(_("%(unit)s was closed at this moment. Check the file again.") % {"unit": parent.name})


def _write(openings: Sequence[Opening], *, progress: Progress) -> None:
    for start in range(0, len(openings), BATCH):
        batch = openings[start : start + BATCH]
        insert_units([opening.unit for opening in batch])
        aliases = [
            UnitAlias(unit=opening.unit, name=name, unit_path=opening.unit.unit_path)
            for opening in batch
            for name in opening.aliases
        ]
        UnitAlias.objects.bulk_create(aliases)
        progress(CHECK_SHARE + (start + len(batch)) * 50 // len(openings), WRITE_SHARE)


def _records(report: ImportReport, openings: Sequence[Opening], *, post: ActingPost) -> Iterator[Record]:
    """One entry tells of the file, and one of each unit, so that a unit's own history names its beginning."""
    yield Record(
        act="units.import_units",
        object_kind="units.import",
        object_id=report.sha256,
        object_name=report.filename,
        unit_path=post.unit_path,
        after={"sha256": report.sha256, "opened": report.opened, "kinds": report.kinds},
    )
    for opening in openings:
        unit = opening.unit
        yield Record(
            act="units.open_unit",
            object_kind="unit",
            object_id=unit.uuid,
            object_name=unit.name,
            unit_path=unit.unit_path,
            after={
                "name": unit.name,
                "kind": unit.kind,
                "code": unit.code,
                "import": report.sha256,
                "effective_on": unit.opened_on.isoformat(),
            },
        )
