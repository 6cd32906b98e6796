"""The result of a round: units by rank with their points by section, also as Excel and Word."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.assessment.documents.ranking import ranking_table
from xuezheng.modules.assessment.policies.reach import READ
from xuezheng.modules.assessment.policies.rounds import can_change_round
from xuezheng.modules.assessment.queries.places import by_county
from xuezheng.modules.assessment.queries.rounds import full_of, get_round, items_of, points_by_item, ranked
from xuezheng.modules.assessment.status import status_of
from xuezheng.modules.assessment.weighing import rules_of
from xuezheng.modules.assessment.wording import grade_title

FORMS = ("xlsx", "docx")


@post_required(READ)
def ranking_page(request: PostRequest, round_id: UUID) -> HttpResponse:
    post, held = request.post, get_round(request.post, round_id)
    items, rows = items_of(post, held), ranked(post, held)
    if request.GET.get("format") in FORMS:
        form = request.GET["format"]
        by_item = points_by_item(post, held) if form == "xlsx" else {}
        table = ranking_table(held, rows, items if form == "xlsx" else [], by_item)
        return table_response(request, table, code="assessment-ranking", form=form)
    full = full_of(items)
    grades: dict[str, int] = {}
    for row in rows:
        title = grade_title(held, row.grade)
        grades[title] = grades.get(title, 0) + 1
    context = {
        "round": held,
        "status": status_of(held),
        "rows": [(row, float(100 * row.points / full) if full and row.points is not None else 0) for row in rows],
        "grades": grades.items(),
        "grade_codes": [grade.code for grade in rules_of(held.rules).grades],
        "counties": [
            (each, [each.grades.get(grade.code, 0) for grade in rules_of(held.rules).grades])
            for each in by_county(post, rows)
        ],
        "full": full,
        "own_path": post.scope_path,
        "may_publish": held.published_at is None and can_change_round(post, held),
    }
    return render(request, "assessment/rounds/ranking.html", context)
