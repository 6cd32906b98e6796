"""A bulletin for every city or county below, in the background: what one of them lacks does not keep the others.

The job is declared here and not in jobs.py, since the acts queue it.
"""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import Level
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.actions.bulletins.draft_bulletin import draft_bulletin, fitting_period
from xuezheng.modules.monitoring.actions.bulletins.issue_bulletin import issue_bulletin
from xuezheng.modules.monitoring.addresses import batch_address
from xuezheng.modules.monitoring.bulletins.gathering import CurrentValues
from xuezheng.modules.monitoring.bulletins.kept_files import WRITERS, file_of
from xuezheng.modules.monitoring.bulletins.templates import template_name
from xuezheng.modules.monitoring.changing import issuing_unit
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch
from xuezheng.modules.monitoring.policies.bulletins import can_write_bulletins
from xuezheng.modules.monitoring.queries.bulletins import LEVELS_BELOW, bureaus_below, get_batch
from xuezheng.modules.monitoring.refusals import BulletinExists, DayIsNotYetThere, MayNotWriteBulletins

KIND = "monitoring.bulletin_batch"
log = logging.getLogger(__name__)


@transaction.atomic
def write_batch(
    *, post: ActingPost, template: str, period: str, level: str, dated: date, issues: bool, at: datetime
) -> BulletinBatch:
    """`issues`: at once, with their files; else they are left as drafts."""
    issuer, asked = issuing_unit(post), fitting_period(template, period)
    if level not in LEVELS_BELOW.get(Level(issuer.level), ()):
        raise Refusal(
            _("%(unit)s has no administrations of that level below it.") % {"unit": issuer.name}, field="level"
        )
    if dated > today(at):
        raise DayIsNotYetThere(dated, today(at))
    batch = BulletinBatch.objects.create(
        unit_path=issuer.unit_path,
        template=template,
        period=asked.code,
        level=level,
        issues=issues,
        dated=dated,
        asked_at=at,
        total=bureaus_below(post, level).count(),
    )
    _begin(batch, "write_batch", post=post, at=at)
    return batch


@transaction.atomic
def resume_batch(*, post: ActingPost, batch_id: UUID, at: datetime) -> BulletinBatch:
    """What is written is passed over, and what failed is tried again: safe at any time."""
    batch = BulletinBatch.objects.select_for_update(no_key=True).get(id=get_batch(post, batch_id).id)
    if not can_write_bulletins(post) or post.scope_path != batch.unit_path:
        raise MayNotWriteBulletins
    if batch.ended_at is not None and not batch.failures:
        raise Conflict(_("Every bulletin of this batch is written."))
    _begin(batch, "resume_batch", post=post, at=at)
    return batch


def _begin(batch: BulletinBatch, act: str, *, post: ActingPost, at: datetime) -> None:
    title = template_name(batch.template)
    batch.run_id = write_bulletins.queue(post=post, at=at, args={"batch_id": str(batch.id)}, subject=title)
    batch.ended_at, batch.failures = None, []
    batch.save(update_fields=["run_id", "ended_at", "failures"])
    record(
        post=post,
        at=at,
        act=f"monitoring.{act}",
        object_kind=KIND,
        object_id=batch.id,
        object_name=f"{title} {batch.period}",
        unit_path=batch.unit_path,
        after={"level": batch.level, "total": batch.total, "issues": batch.issues},
    )


@job(
    "monitoring.write_bulletins",
    title=gettext_lazy("Writing of bulletins"),
    permissions=frozenset({"bulletins.read", "bulletins.write", "units.read"}),
    result_address=lambda result: batch_address(str(result["batch"])),
)
def write_bulletins(work: Work, *, batch_id: str) -> None:
    """Each in a transaction of its own; all from values read once, so that they tell of the same moment."""
    with work.step() as post:
        batch = get_batch(post, UUID(batch_id))
        units, values = list(bureaus_below(post, batch.level)), CurrentValues(post)
    failures: list[Mapping[str, str]] = []
    for done, unit in enumerate(units, start=1):
        work.stop_if_cancelled()
        sentence = _written(work, batch, unit, values)
        if sentence:
            failures.append({"unit": unit.name, "sentence": sentence})
            with work.step():
                BulletinBatch.objects.filter(id=batch.id).update(failures=failures)
        work.report_progress(done, len(units))
    with work.step():
        BulletinBatch.objects.filter(id=batch.id).update(failures=failures, total=len(units), ended_at=now())
        work.report_result({"batch": batch_id, "failed": len(failures)})


def _written(work: Work, batch: BulletinBatch, unit: Unit, values: CurrentValues) -> str:
    """Empty, or why it is not: of a refusal its sentence; of a mistake of ours its kind, and the log has the rest."""
    try:
        with work.step() as post:
            bulletin = _bulletin(post, batch, unit, values)
        if batch.issues:
            with work.step():
                for form in WRITERS:
                    file_of(bulletin, form, at=now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return str(refusal)
    except Exception as error:  # one unit's mistake must not keep a hundred others from theirs
        log.exception("bulletin of %s", unit.unit_path)
        return _("It broke off (%(kind)s); operators find more in the log.") % {"kind": type(error).__name__}
    return ""


def _bulletin(post: ActingPost, batch: BulletinBatch, unit: Unit, values: CurrentValues) -> Bulletin:
    """Drafted, or the one of this batch that an earlier run left."""
    found = Bulletin.objects.filter(
        unit_path=batch.unit_path,
        template=batch.template,
        period=batch.period,
        subject_path=unit.unit_path,
        withdrawn_at=None,
    ).first()
    if found is not None and found.batch_id != batch.id:
        raise BulletinExists(found.title, bulletin_id=found.id)
    bulletin = found or draft_bulletin(
        post=post,
        template=batch.template,
        period=batch.period,
        unit_id=unit.id,
        at=now(),
        values=values,
        batch_id=batch.id,
    )
    if batch.issues and bulletin.state is Bulletin.State.DRAFT:
        dated = batch.dated or today(now())
        issue_bulletin(post=post, bulletin_id=bulletin.id, version=bulletin.version, dated=dated, at=now())
        bulletin.refresh_from_db()
    return bulletin
