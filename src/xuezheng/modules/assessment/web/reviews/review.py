"""The page of one review: written by its expert, read by whoever holds the round once it is handed in."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.modules.assessment.actions import reviews as acts
from xuezheng.modules.assessment.models import Review
from xuezheng.modules.assessment.places import review_path
from xuezheng.modules.assessment.policies.reach import READ
from xuezheng.modules.assessment.policies.reviews import can_write_review, is_reviewer
from xuezheng.modules.assessment.policies.rounds import can_change_round
from xuezheng.modules.assessment.queries.reviews import get_review, judged_items
from xuezheng.modules.assessment.web.reviews.forms import ReviewForm


@post_required(READ)
def review_page(request: PostRequest, review_id: UUID) -> HttpResponse:
    post, review = request.post, get_review(request.post, review_id)
    is_open = review.handed_in_at is None and review.withdrawn_at is None and review.round.concluded_at is None
    may_write = is_open and can_write_review(post, review)
    judged = judged_items(post, review)
    initial = {"version": review.version, "words": review.words}
    form = ReviewForm(request.POST or None, judged, initial=initial) if may_write else None
    if form is not None and request.method == "POST" and form.is_valid():
        answered = _write(request, review, form)
        if answered is not None:
            return answered
    context = {
        "review": review,
        "round": review.round,
        "form": form,
        "sections": _sections(form) if form else [],
        "judged": judged,
        "given": sum(1 for one in judged if one.points is not None),
        "hidden": form is None and review.handed_in_at is None,
        "may_direct": can_change_round(post, review.round) and review.round.concluded_at is None,
        "back": _back(post.may(READ) and is_reviewer(post, review), review),
    }
    return render(request, "assessment/reviews/review.html", context, status=422 if form and form.errors else 200)


def _write(request: PostRequest, review: Review, form: ReviewForm) -> HttpResponse | None:
    """Saves; hands in where that button was pressed. A refusal to hand in keeps what was written."""
    post, hands_in = request.post, "hand_in" in request.POST
    saved: Review | None = None
    with refusals_into(form):
        saved = acts.save_review(
            post=post,
            review_id=review.id,
            version=form.cleaned_data["version"],
            judged=form.judgement(),
            words_in_all=form.cleaned_data["words"],
            at=now(),
        )
    if saved is None:
        return None
    if hands_in:
        with refusals_into(form):
            acts.hand_in_review(post=post, review_id=review.id, version=saved.version, at=now())
        if not form.is_valid():
            form.data = {**request.POST.dict(), "version": str(saved.version)}
            return None
        messages.success(request, _("The review is handed in."))
        return HttpResponseRedirect(reverse("assessment"))
    messages.success(request, _("The draft is saved; nobody else sees it."))
    return HttpResponseRedirect(review_path(review.id))


def _sections(form: ReviewForm) -> list[tuple[str, list[tuple[object, object, object, object]]]]:
    return [(title, list(rows)) for title, rows in groupby(form.rows(), key=lambda row: row[0].item.section)]


def _back(own: bool, review: Review) -> str:
    return reverse("assessment") if own else reverse("assessed-unit", args=[review.assessed_id])
