"""One plan or paper, or a refusal that does not tell whether it exists elsewhere."""

from uuid import UUID

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Paper, Plan
from xuezheng.modules.plans.policies.papers import papers_visible_to
from xuezheng.modules.plans.policies.plans import plans_visible_to
from xuezheng.modules.plans.refusals import PaperIsAbsent, PlanIsAbsent


def get_plan(post: ActingPost, plan_id: UUID) -> Plan:
    return first_or_refused(plans_visible_to(post).select_related("unit").filter(id=plan_id), PlanIsAbsent)


def get_paper(post: ActingPost, paper_id: UUID) -> Paper:
    return first_or_refused(papers_visible_to(post).select_related("unit").filter(id=paper_id), PaperIsAbsent)
