"""Reading a draft's document anew: every correction is thrown away, and so are decisions about names."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.carry_on import bind_as_before, name_as_before
from xuezheng.modules.plans.actions.draft_plan import same_tasks, written_names
from xuezheng.modules.plans.actions.reading_papers import draft_values, read_into
from xuezheng.modules.plans.changing import draft_to_change, note, saved
from xuezheng.modules.plans.models import Goal, Plan, Section, Target, Task
from xuezheng.modules.plans.naming import meanings_of
from xuezheng.modules.plans.originals import original_content
from xuezheng.modules.plans.parts import insert_parts


@transaction.atomic
def reread_plan(*, post: ActingPost, plan_id: UUID, version: int, at: datetime) -> Plan:
    """From the file itself where reading is quick, so that a better reader is used; title and year stay as they are."""
    plan = draft_to_change(post, plan_id, version=version)
    paper = plan.paper
    if paper is None:
        raise Refusal(_("These work points were not read from a document."))
    if paper.kind not in {"scan", "image", "doc"}:
        read_into(paper, original_content(post, paper), at=at)
    draft = draft_values(paper, year=plan.year)
    for model in (Target, Task, Goal, Section):
        model._default_manager.filter(plan=plan).delete()  # noqa: SLF001 - Django's documented name for the manager of any model
    meanings = meanings_of(post, written_names(draft.tasks), context_id=plan.unit_id)
    insert_parts(plan, draft, meanings=meanings, continued=same_tasks(plan.supersedes, draft.tasks))
    name_as_before(plan, plan.supersedes)
    bind_as_before(plan, plan.supersedes, at=at)
    saved(plan)
    note("reread_plan", post=post, plan=plan, at=at, after={"tasks": len(draft.tasks)})
    return plan
