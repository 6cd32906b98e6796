"""Handing in a file: kept, checked, and loaded once it is right. Large ones are checked and loaded by a job."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.lake import uploads
from xuezheng.engines.lake.actions.load_table import load_table, wait_for_other_loaders
from xuezheng.engines.lake.declarations import get_table
from xuezheng.engines.lake.loading.checking import Progress, quiet
from xuezheng.engines.lake.loading.report import LoadReport
from xuezheng.engines.lake.loading.sources import FileSource
from xuezheng.engines.lake.models import Upload
from xuezheng.engines.lake.period_names import begun_period
from xuezheng.engines.lake.policies import can_load, uploads_visible_to
from xuezheng.engines.lake.queries.snapshots import current_snapshot, load_since
from xuezheng.engines.lake.refusals import (
    FileHasNoRows,
    FileHasProblems,
    FileIsAtWork,
    FileIsGone,
    FileIsLoaded,
    FileIsTooLarge,
    MayNotLoad,
    RowsWereReplaced,
    UploadIsUnknown,
)
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, is_going_on, job
from xuezheng.kernel.refusals import Refusal, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost

MOST_BYTES = 256 * 1024 * 1024
AT_ONCE = 2 * 1024 * 1024
"""Bytes up to which the caller waits."""


MOST_HEADS = 20
"""Heads without a meaning that are named."""


AT_WORK = (Upload.State.CHECKING, Upload.State.LOADING)


def is_stopped(upload: Upload) -> bool:
    """Work that was cancelled or broke leaves the file's state as it was: it may be started again."""
    return upload.state in AT_WORK and not (upload.run_id is not None and is_going_on(upload.run_id))


@transaction.atomic
def hand_in_file(*, post: ActingPost, table: str, period: str, data: bytes, filename: str, at: datetime) -> Upload:
    """Keep it and check it: a dry run. What would be loaded, and what is wrong, stands in the answer or follows by a job."""
    if not can_load(post):
        raise MayNotLoad
    if len(data) > MOST_BYTES:
        raise FileIsTooLarge(filename, MOST_BYTES // 1024 // 1024)
    named = begun_period(get_table(table), period, at=at)
    upload = Upload.objects.create(
        unit_path=post.unit_path,
        table=table,
        period=named.code,
        filename=filename[:200],
        bytes=len(data),
        uploaded_at=at,
    )
    uploads.keep_file(upload.id, data)
    return _start_check(post, upload, at=at)


@transaction.atomic
def check_again(*, post: ActingPost, upload_id: UUID, at: datetime) -> Upload:
    """Compared with the rows that are there now."""
    upload = _locked(post, upload_id)
    _check_at_rest(upload)
    if upload.state == Upload.State.LOADED:
        raise FileIsLoaded
    return _start_check(post, upload, at=at)


@transaction.atomic
def check_upload(*, post: ActingPost, upload_id: UUID, at: datetime, progress: Progress = quiet) -> Upload:
    upload = _locked(post, upload_id)
    upload.compared_with = current_snapshot(upload.table, upload.period) or 0
    report = _loaded(post, upload, at=at, dry_run=True, progress=progress)
    if not report.read:
        raise FileHasNoRows(upload.filename)
    uploads.keep_problems(upload.id, report)
    upload.state, upload.rows, upload.wrong, upload.message = Upload.State.CHECKED, report.read, report.refused, ""
    upload.changes = asdict(report.changes) if report.changes else {}
    upload.unmatched = {"ignored": report.ignored[:MOST_HEADS], "lacking": report.lacking}
    upload.save(update_fields=["state", "rows", "wrong", "message", "changes", "unmatched", "compared_with"])
    return upload


@transaction.atomic
def start_loading(*, post: ActingPost, upload_id: UUID, at: datetime) -> Upload:
    """At once, or by a job; two who start the same file start it once."""
    upload = _locked(post, upload_id)
    _check_at_rest(upload)
    _check_loadable(post, upload)
    if upload.bytes <= AT_ONCE:
        return load_upload(post=post, upload_id=upload_id, at=at)
    upload.run_id = load_in_background.queue(
        post=post, at=at, args={"upload_id": str(upload.id)}, subject=upload.filename
    )
    upload.state = Upload.State.LOADING
    upload.save(update_fields=["state", "run_id"])
    return upload


@transaction.atomic
def load_upload(*, post: ActingPost, upload_id: UUID, at: datetime, progress: Progress = quiet) -> Upload:
    """Checked again, since units may have changed; it is loaded once."""
    upload = _locked(post, upload_id)
    wait_for_other_loaders(upload.table, upload.period)
    _check_loadable(post, upload)
    report = _loaded(post, upload, at=at, dry_run=False, progress=progress)
    if report.snapshot is None:
        raise FileHasProblems
    upload.state, upload.snapshot, upload.finished_at = Upload.State.LOADED, report.snapshot, at
    upload.save(update_fields=["state", "snapshot", "finished_at"])
    transaction.on_commit(lambda: uploads.forget(upload_id))
    return upload


@job("lake.check_upload", queue="imports", retries=2, title=_("Check of a file for the lake"))
def check_in_background(work: Work, *, upload_id: str) -> None:
    _in_background(work, upload_id, check_upload, awaited=Upload.State.CHECKING)


@job("lake.load_upload", queue="imports", retries=2, title=_("Loading of a file into the lake"))
def load_in_background(work: Work, *, upload_id: str) -> None:
    _in_background(work, upload_id, load_upload, awaited=Upload.State.LOADING)


def _in_background(work: Work, upload_id: str, act: Callable[..., Upload], *, awaited: Upload.State) -> None:
    """One transaction: a job that is killed or stopped leaves nothing, and the next worker starts it anew. Where the file is not
    in the awaited state any more, an earlier try was committed: there is nothing left to do, nor to mark as failed."""

    def progress(done: int, total: int) -> None:
        work.stop_if_cancelled()
        work.report_progress(done, total)

    try:
        with work.step() as post:
            if _locked(post, UUID(upload_id)).state != awaited:
                return
            upload = act(post=post, upload_id=UUID(upload_id), at=now(), progress=progress)
            work.report_result({"upload": upload_id, "rows": upload.rows})
    except Refusal as refusal:
        with work.step():
            waiting = Upload.objects.filter(id=upload_id, state=awaited)
            waiting.update(state=Upload.State.FAILED, message=str(refusal)[:1000])
        raise


def _locked(post: ActingPost, upload_id: UUID) -> Upload:
    found = uploads_visible_to(post).select_for_update().filter(id=upload_id)
    return first_or_refused(found, UploadIsUnknown)


def _start_check(post: ActingPost, upload: Upload, *, at: datetime) -> Upload:
    if upload.bytes <= AT_ONCE:
        return check_upload(post=post, upload_id=upload.id, at=at)
    upload.run_id = check_in_background.queue(
        post=post, at=at, args={"upload_id": str(upload.id)}, subject=upload.filename
    )
    upload.state = Upload.State.CHECKING
    upload.save(update_fields=["state", "run_id"])
    return upload


def _check_at_rest(upload: Upload) -> None:
    if upload.state in AT_WORK and not is_stopped(upload):
        raise FileIsAtWork(upload.filename)


def _check_loadable(post: ActingPost, upload: Upload) -> None:
    if upload.state == Upload.State.LOADED:
        raise FileIsLoaded
    if upload.wrong:
        raise FileHasProblems
    if newer := load_since(post, upload):
        raise RowsWereReplaced(newer.number, newer.loader)


def _loaded(post: ActingPost, upload: Upload, *, at: datetime, dry_run: bool, progress: Progress) -> LoadReport:
    data = uploads.file_of(upload.id)
    if data is None:
        raise FileIsGone
    return load_table(
        post=post,
        table=upload.table,
        period=upload.period,
        source=FileSource(data=data, filename=upload.filename),
        at=at,
        dry_run=dry_run,
        progress=progress,
    )
