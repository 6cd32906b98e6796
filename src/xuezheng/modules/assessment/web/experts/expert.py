"""The page of one expert: fields of work, ties, reviews in all rounds."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.policies.experts import can_change_expert
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.queries.experts import get_expert, reviews_of_expert

SHOWN = 100


@post_required(RUN)
def expert_page(request: PostRequest, expert_id: UUID) -> HttpResponse:
    post, expert = request.post, get_expert(request.post, expert_id)
    names = units_visible_to(post).filter(id__in=expert.avoids).order_by("unit_path").values_list("name", flat=True)
    context = {
        "expert": expert,
        "avoids": list(names),
        "reviews": list(reviews_of_expert(post, expert)[:SHOWN]),
        "may_change": expert.left_at is None and can_change_expert(post, expert),
    }
    return render(request, "assessment/experts/expert.html", context)
