"""Reading a paper in the background, where text has to be recognised or a file converted first."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.modules.plans.actions.reading_papers import draft_of_paper, read_into
from xuezheng.modules.plans.models import Paper, Plan
from xuezheng.modules.plans.originals import original_content
from xuezheng.modules.plans.places import plan_path
from xuezheng.modules.plans.queries.lookup import get_paper

STEPS = 3


@job(
    "plans.read_paper_later",
    queue="imports",
    retries=2,
    title=_("Reading of a document"),
    permissions=frozenset({"plans.read", "plans.write", "units.read"}),
    result_address=lambda result: plan_path(str(result["plan"])),
)
def read_paper_later(work: Work, *, paper_id: str, year: int | None = None, supersedes_id: str | None = None) -> None:
    """Read and kept in one step, drafted in the next: broken off between the two, the text need not be read again."""
    work.report_progress(1, STEPS)
    with work.step() as post:
        paper = Paper.objects.select_for_update(no_key=True).get(id=get_paper(post, UUID(paper_id)).id)
        if not paper.is_read:
            read_into(paper, original_content(post, paper), at=now())
    work.report_progress(2, STEPS)
    with work.step() as post:
        plan = Plan.objects.filter(paper_id=paper.id).order_by("-edition").first() or draft_of_paper(
            post=post,
            paper=paper,
            at=now(),
            year=year,
            supersedes_id=UUID(supersedes_id) if supersedes_id else None,
        )
        work.report_result({"plan": str(plan.id)})
    work.report_progress(STEPS, STEPS)
