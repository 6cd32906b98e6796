"""What both ways of reading a paper share: at once, or by a job."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.engines.papers.reading import read_paper
from xuezheng.engines.papers.sources import read_source
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.draft_plan import draft_plan
from xuezheng.modules.plans.drafts import PlanDraft
from xuezheng.modules.plans.from_reading import drafted_from
from xuezheng.modules.plans.models import Paper, Plan


def read_into(paper: Paper, content: bytes, *, at: datetime) -> None:
    """The file's text and what was read in it, as it stood before anybody corrected it."""
    source = read_source(content, filename=paper.filename)
    reading = read_paper(source.text)
    paper.text, paper.kind, paper.pages = source.text, source.kind, source.pages
    paper.remarks = [{"message": remark.message, "params": dict(remark.params)} for remark in source.remarks]
    paper.reading, paper.read_at = reading.as_json(), at
    paper.save(update_fields=["text", "kind", "pages", "remarks", "reading", "read_at"])


def draft_of_paper(
    *, post: ActingPost, paper: Paper, at: datetime, year: int | None = None, supersedes_id: UUID | None = None
) -> Plan:
    draft = draft_values(paper, year=year)
    return draft_plan(post=post, draft=draft, at=at, paper_id=paper.id, supersedes_id=supersedes_id)


def draft_values(paper: Paper, *, year: int | None = None) -> PlanDraft:
    """The text is read again rather than the kept reading unpacked: the same text gives the same reading."""
    reading = read_paper(paper.text)
    named = year or reading.plan_year
    if named is None:
        raise Refusal(
            _("“%(name)s” names no year. Say which year's work points it holds.") % {"name": paper.filename},
            field="year",
        )
    return drafted_from(reading, paper.text, year=named)
