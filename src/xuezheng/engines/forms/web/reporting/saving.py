"""The page's own saving: some fields in, what was kept and what the rules say out. Never a page, so that nothing is lost."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms.actions.reporting import SaveOutcome, save_answers
from xuezheng.engines.forms.answers import shown
from xuezheng.engines.forms.policies import REPORT
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import given_to
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import Refusal


@post_required(REPORT)
@require_POST
def save(request: PostRequest, report_id: UUID) -> HttpResponse:
    try:
        changes, based_on = _given(request)
        outcome = save_answers(post=request.post, report_id=report_id, changes=changes, based_on=based_on, at=now())
    except Refusal as refusal:
        return JsonResponse({"detail": str(refusal)}, status=refusal.status)
    return JsonResponse(told(outcome))


def _given(request: PostRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        given = json.loads(request.body)
    except ValueError:
        given = None
    changes = given.get("changes") if isinstance(given, dict) else None
    based_on = given.get("based_on") if isinstance(given, dict) else None
    if not isinstance(changes, dict) or not isinstance(based_on, dict):
        raise Refusal(_("Changes are given as JSON: what changed, and what it was based on."))
    return changes, based_on


def told(outcome: SaveOutcome) -> dict[str, Any]:
    report, checked = outcome.report, outcome.checked
    form = form_of(report.collection.edition)
    return {
        "version": report.version,
        "saved": {code: given_to(report, form, code) for code in outcome.changed},
        "clashes": [
            {"field": one.field, "present": one.present, "shown": _shown(form.by_code.get(one.field), one.present)}
            for one in outcome.clashes
        ],
        "refused": {one.field: str(one) for one in outcome.refused},
        "computed": {one.code: shown(one, checked.answers[one.code]) for one in form.computed_in_order},
        "findings": [
            {"about": [one.table] if one.table else list(one.about), "severity": one.severity, "sentence": one.sentence}
            for one in checked.findings
            if one.rule != "need"
        ],
        "missing": report.missing,
        "mistakes": sum(1 for one in checked.errors if one.rule != "need"),
        "done": sum(1 for value in checked.answers.values() if value is not None),
    }


def _shown(field: Any, present: Any) -> str:
    return shown(field, present) if field is not None else ""
