"""Receiving a document: the same file is one paper and one plan, however often it is sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import connection, transaction

from xuezheng.engines.papers.sources import limits, refuse_size
from xuezheng.kernel.files.receiving import clean_name
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.actions.read_paper_later import read_paper_later
from xuezheng.modules.plans.actions.reading_papers import draft_of_paper, read_into
from xuezheng.modules.plans.changing import issuing_unit, note_paper
from xuezheng.modules.plans.models import Paper, Plan
from xuezheng.modules.plans.originals import keep_original

AT_ONCE_BYTES = 2 * 1024 * 1024
SLOW_KINDS = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif", ".doc", ".wps", ".rtf"}
"""Pictures are recognised, older Word files converted: seconds a page."""


@dataclass(frozen=True, kw_only=True)
class PaperReceived:
    """`plan` is None while the paper is still being read. `known`: nothing new came of it."""

    paper: Paper
    plan: Plan | None
    known: bool


@transaction.atomic
def receive_paper(
    *,
    post: ActingPost,
    content: bytes,
    filename: str,
    at: datetime,
    year: int | None = None,
    supersedes_id: UUID | None = None,
) -> PaperReceived:
    """Read it and draft the plan; what takes longer than a page may wait is read by a job, and the file is kept till then."""
    unit, filename = issuing_unit(post), clean_name(filename)
    refuse_size(len(content), filename=filename)
    sha256 = hashlib.sha256(content).hexdigest()
    _one_at_a_time(unit, sha256)
    paper = Paper.objects.filter(unit=unit, sha256=sha256).first()
    if paper is not None and (known := _plan_of(paper)):
        return PaperReceived(paper=paper, plan=known, known=True)
    slow = reads_slowly(len(content), filename)
    new = paper or _new(unit, filename, sha256, at=at)
    if not slow and not new.is_read:
        read_into(new, content, at=at)
    if paper is None:
        keep_original(post, new, content, at=at)
        note_paper("receive_paper", post=post, paper=new, at=at, after={"sha256": sha256, "kind": new.kind})
    if not new.is_read:
        new.run_id = read_paper_later.queue(
            post=post,
            at=at,
            args={
                "paper_id": str(new.id),
                "year": year,
                "supersedes_id": str(supersedes_id) if supersedes_id else None,
            },
            subject=filename,
        )
        new.save(update_fields=["run_id"])
        return PaperReceived(paper=new, plan=None, known=False)
    plan = draft_of_paper(post=post, paper=new, at=at, year=year, supersedes_id=supersedes_id)
    return PaperReceived(paper=new, plan=plan, known=False)


def reads_slowly(size: int, filename: str) -> bool:
    return size > AT_ONCE_BYTES or PurePath(filename).suffix.lower() in SLOW_KINDS


def largest_paper() -> int:
    return limits().file_bytes


def _plan_of(paper: Paper) -> Plan | None:
    return Plan.objects.filter(paper=paper).select_related("unit").order_by("-edition").first()


def _new(unit: Unit, filename: str, sha256: str, *, at: datetime) -> Paper:
    return Paper.objects.create(
        unit=unit, unit_path=unit.unit_path, filename=filename, sha256=sha256, kind="", text="", read_at=at
    )


def _one_at_a_time(unit: Unit, sha256: str) -> None:
    """Two people sending the same file in the same moment get one paper."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"plans.paper {unit.id} {sha256}"])
