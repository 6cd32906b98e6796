"""The page of one unit's score: its rank, its lines with their facts, appeals, corrections; and the same as a file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.documents.ranking import lines_table
from xuezheng.modules.supervision.models import Score
from xuezheng.modules.supervision.places import fact_path
from xuezheng.modules.supervision.policies.reach import reaches
from xuezheng.modules.supervision.policies.scores import can_appeal_line
from xuezheng.modules.supervision.queries.scores import ShownLine, corrections_of, get_score, lines_of, rank_of
from xuezheng.modules.supervision.saying import sentence_of
from xuezheng.modules.supervision.weighing import FactKind

FORMS = ("xlsx", "docx")


@post_required("supervision.read")
def score_page(request: PostRequest, score_id: UUID) -> HttpResponse:
    """Who sees the points of another unit only in a ranking finds the points here, and no line."""
    post = request.post
    score = get_score(post, score_id)
    lines = lines_of(post, score)
    if request.GET.get("format") in FORMS and reaches(post, score):
        return table_response(request, lines_table(score, lines), code="supervision-score", form=request.GET["format"])
    rank, among = rank_of(post, score)
    context = {
        "score": score,
        "lines": [(shown, *_shown(post, score, shown)) for shown in lines],
        "corrections": corrections_of(post, score),
        "rank": rank,
        "among": among,
        "hidden": not reaches(post, score),
        "deducted": score.full - score.points,
    }
    return render(request, "supervision/scores/score.html", context)


def _shown(post: ActingPost, score: Score, shown: ShownLine) -> tuple[str, str, str, bool]:
    """(kind, sentence, address of the fact, whether the post may appeal)."""
    line = shown.line
    until = score.scoring.appeal_until
    may_appeal = shown.appeal is None and until is not None and today(now()) <= until and can_appeal_line(post, line)
    kind = str(FactKind(line.fact).label) if line.fact in FactKind.values else line.fact
    return kind, sentence_of(line), fact_path(line.fact, line.subject_id), may_appeal
