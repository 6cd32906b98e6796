"""Applying a file of answers: each report for itself, so that one that refuses blocks nobody; many of them by a job.

An answer that clashes is left unless its key is among those to be replaced: the key names the answer that was seen, so
that one given later still is not overwritten. The job is declared here and not in jobs.py, since applying queues it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.forms.actions.reporting.save_answers import SaveOutcome, take_answers, write_history
from xuezheng.engines.forms.changing import collection_to_see, note, report_to_fill
from xuezheng.engines.forms.models import AnswerChange, Collection, SheetUpload
from xuezheng.engines.forms.places import upload_path
from xuezheng.engines.forms.policies import can_fill_report, sheet_uploads_visible_to
from xuezheng.engines.forms.refusals import SheetIsApplied
from xuezheng.engines.forms.sheets.judging import Difference, Judgement, Verdict
from xuezheng.engines.forms.sheets.kept import found_upload, get_upload, judged_again
from xuezheng.engines.forms.telling import tell_filled
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, WorkStopped, job
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost

AT_ONCE, TOGETHER = 50, 20
"""Reports up to which the caller waits; so many of more are written in one transaction."""
MOST_TOLD = 500
ALL = "*"
"""Instead of keys: every clash as it is now."""


@transaction.atomic
def start_applying(*, post: ActingPost, upload_id: UUID, replacing: Sequence[str] = (), at: datetime) -> SheetUpload:
    """At once, or by a job whose progress can be followed. Two who start the same file start it once."""
    upload = found_upload(sheet_uploads_visible_to(post).select_for_update(), upload_id)
    if upload.state != SheetUpload.State.JUDGED:
        raise SheetIsApplied
    collection = collection_to_see(post, upload.collection_id)
    if upload.reports > AT_ONCE and not replacing:
        return _queue(upload, post=post, at=at)
    judged = judged_again(post, upload, collection, at=at)
    keys = {one.key_of(clash) for one in judged.verdicts for clash in one.clashes}
    upload.replacing = sorted(keys if ALL in replacing else keys & set(replacing))
    waiting = reports_to_write(judged, upload)
    if len(waiting) > AT_ONCE:
        return _queue(upload, post=post, at=at)
    if waiting:
        write_reports(post=post, upload=upload, verdicts=waiting, at=at)
    return finish_applying(post=post, upload=upload, collection=collection, at=at)


def _queue(upload: SheetUpload, *, post: ActingPost, at: datetime) -> SheetUpload:
    upload.state = SheetUpload.State.APPLYING
    upload.run_id = apply_in_background.queue(
        post=post, at=at, args={"upload_id": str(upload.id)}, subject=upload.filename
    )
    upload.save(update_fields=["state", "run_id", "replacing"])
    return upload


def reports_to_write(judged: Judgement, upload: SheetUpload) -> list[Verdict]:
    """In the order of their places, after the last one that was written."""
    return [
        one
        for one in judged.verdicts
        if not one.locked and one.report.unit_path > upload.reached and (one.changes or _replaced(one, upload))
    ]


@transaction.atomic
def write_reports(*, post: ActingPost, upload: SheetUpload, verdicts: Sequence[Verdict], at: datetime) -> None:
    """What some reports take, and in the same transaction how far the file is."""
    outcomes = [found for verdict in verdicts if (found := _taken(post, upload, verdict, at=at)) is not None]
    write_history(outcomes, post=post, way=AnswerChange.Way.FILE, at=at)
    of_others = {
        one.report: len(one.changed) for one in outcomes if one.changed and not can_fill_report(post, one.report)
    }
    tell_filled(of_others, by=post.unit_name, key=str(upload.id), at=at)
    upload.reached = verdicts[-1].report.unit_path
    upload.save(update_fields=["written_reports", "written_answers", "left", "reached"])


def _taken(post: ActingPost, upload: SheetUpload, verdict: Verdict, *, at: datetime) -> SaveOutcome | None:
    """None where the report refuses, which it does before anything of it is written."""
    taken = {one.code: one for one in [*verdict.changes, *_replaced(verdict, upload)]}
    try:
        outcome = take_answers(
            report_to_fill(post, verdict.report.id, by_file=True),
            {code: one.own for code, one in taken.items()},
            {code: one.present for code, one in taken.items()},
            post=post, at=at,
        )  # fmt: skip
    except Refusal as refusal:
        _leave(upload, verdict, str(refusal))
        return None
    upload.written_reports += bool(outcome.changed)
    upload.written_answers += len(outcome.changed)
    for clash in outcome.clashes:
        _leave(upload, verdict, _("%(title)s was answered in the meantime.") % {"title": taken[clash.field].title})
    return outcome


@transaction.atomic
def finish_applying(*, post: ActingPost, upload: SheetUpload, collection: Collection, at: datetime) -> SheetUpload:
    upload.state, upload.applied_at = SheetUpload.State.APPLIED, at
    upload.save(update_fields=["state", "applied_at", "replacing"])
    note(
        "apply_sheet", post=post, row=collection, at=at, name=collection.title, place=post.scope_path,
        after={
            "file": upload.filename, "sha256": upload.sha256, "reports": upload.written_reports,
            "answers": upload.written_answers, "replaced": len(upload.replacing), "left": len(upload.left),
        },
    )  # fmt: skip
    return upload


@job(
    "forms.apply_sheet",
    queue="imports",
    retries=2,
    title=gettext_lazy("Answers from a file"),
    result_address=lambda result: upload_path(UUID(str(result["upload"]))),
)
def apply_in_background(work: Work, *, upload_id: str) -> None:
    """A transaction for each few reports: who is interrupted goes on after the last one, since the upload knows it."""
    with work.step() as post:
        upload = get_upload(post, UUID(upload_id))
        if upload.state != SheetUpload.State.APPLYING:
            return
        collection = collection_to_see(post, upload.collection_id)
        judged = judged_again(post, upload, collection, at=now())
        waiting = reports_to_write(judged, upload)
    try:
        _write_all(work, upload, waiting)
    except WorkStopped as stopped:
        if stopped.reason == "cancelled":
            with work.step():
                _may_be_started_again(upload)
        raise
    with work.step() as post:
        finish_applying(post=post, upload=upload, collection=collection, at=now())
        work.report_result({"upload": upload_id, "reports": upload.written_reports, "answers": upload.written_answers})


def _write_all(work: Work, upload: SheetUpload, waiting: Sequence[Verdict]) -> None:
    for start in range(0, len(waiting), TOGETHER):
        work.stop_if_cancelled()
        portion = waiting[start : start + TOGETHER]
        with work.step() as post:
            write_reports(post=post, upload=upload, verdicts=portion, at=now())
        work.report_progress(start + len(portion), len(waiting))


def _may_be_started_again(upload: SheetUpload) -> None:
    """Cancelled by somebody: what is written stays, and applying goes on after it. A worker that goes down comes back itself."""
    upload.state = SheetUpload.State.JUDGED
    upload.save(update_fields=["state"])


def _replaced(verdict: Verdict, upload: SheetUpload) -> list[Difference]:
    return [clash for clash in verdict.clashes if verdict.key_of(clash) in upload.replacing]


def _leave(upload: SheetUpload, verdict: Verdict, sentence: str) -> None:
    if len(upload.left) < MOST_TOLD:
        upload.left = [*upload.left, [verdict.report.unit.name, sentence]]
