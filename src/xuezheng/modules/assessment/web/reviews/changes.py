"""What whoever holds the round does about a review: returns it, or withdraws it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.modules.assessment.actions import reviews as acts
from xuezheng.modules.assessment.places import assessed_path
from xuezheng.modules.assessment.policies.reach import RUN
from xuezheng.modules.assessment.queries.reviews import get_review
from xuezheng.modules.assessment.web.forms import ReasonForm


@post_required(RUN)
def return_review(request: PostRequest, review_id: UUID) -> HttpResponse:
    review = get_review(request.post, review_id)

    def act(values: dict[str, Any]) -> str:
        acts.return_review(post=request.post, review_id=review.id, at=now(), **values)
        return _("The review is returned to its expert.")

    return answer_form(
        request,
        form=ReasonForm(request.POST or None, initial={"version": review.version}),
        act=act,
        title=_("Return the review"),
        about=str(review),
        back=assessed_path(review.assessed_id),
    )


@post_required(RUN)
def withdraw_review(request: PostRequest, review_id: UUID) -> HttpResponse:
    review = get_review(request.post, review_id)

    def act(values: dict[str, Any]) -> str:
        acts.withdraw_review(post=request.post, review_id=review.id, at=now(), **values)
        return _("The review is withdrawn.")

    return answer_form(
        request,
        form=ReasonForm(request.POST or None, initial={"version": review.version}),
        act=act,
        title=_("Withdraw the review"),
        about=str(review),
        explained=_("The expert keeps what was written; it counts for nothing."),
        back=assessed_path(review.assessed_id),
    )
