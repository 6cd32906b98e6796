"""Files as answers: handed in and taken back. To a script the answer is what saving tells, with the files anew; without one the
page comes back at the field.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms.actions.reporting import SaveOutcome, hand_in_files, take_back_file
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import REPORT
from xuezheng.engines.forms.queries.handed_files import accepted_kinds, files_shown
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.report_files import files_of
from xuezheng.engines.forms.web.reporting.saving import MISSING, told
from xuezheng.kernel.clock import now
from xuezheng.kernel.files.facade import Received, received
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import Refusal, Refusals


@post_required(REPORT)
@require_POST
def hand_in(request: PostRequest, report_id: UUID, field: str) -> HttpResponse:
    """Several at once; of these, one that cannot be kept does not hold up the others."""
    refused: list[Refusal] = []

    def act() -> SaveOutcome | None:
        with ExitStack() as opened:
            files = _received(request, opened, refused)
            if not files:
                return None
            return hand_in_files(post=request.post, report_id=report_id, field=field, files=files, at=now())

    return _answer(request, report_id, field, act, refused, done=_("The files are handed in."))


@post_required(REPORT)
@require_POST
def take_back(request: PostRequest, report_id: UUID, field: str) -> HttpResponse:
    def act() -> SaveOutcome:
        file_id = request.POST.get("file", "")
        return take_back_file(post=request.post, report_id=report_id, field=field, file_id=file_id, at=now())

    return _answer(request, report_id, field, act, [], done=_("The file is taken back."))


def _received(request: PostRequest, opened: ExitStack, refused: list[Refusal]) -> list[Received]:
    sent = request.FILES.getlist("files")
    if not sent:
        refused.append(Refusal(_("Choose a file first.")))
    files: list[Received] = []
    for one in sent:
        try:
            files.append(opened.enter_context(received(one.chunks(), name=one.name or "")))
        except Refusal as refusal:
            refused.append(refusal)
    return files


def _answer(
    request: PostRequest,
    report_id: UUID,
    field: str,
    act: Callable[[], SaveOutcome | None],
    refused: list[Refusal],
    *,
    done: str,
) -> HttpResponse:
    outcome, status = None, 422
    try:
        outcome = act()
    except Refusal as refusal:
        if refusal.status in {403, 404} and not _wants_json(request):
            raise
        refused.extend(refusal.refusals if isinstance(refusal, Refusals) else [refusal])
        status = refusal.status
    if _wants_json(request):
        return _told(request, field, outcome, refused, status=status)
    if outcome is not None:
        messages.success(request, done)
    for one in refused:
        messages.error(request, str(one))
    asked = f"?{MISSING}=1" if MISSING in request.GET else ""
    return HttpResponseRedirect(f"{report_path(report_id)}{asked}#q-{field}")


def _wants_json(request: PostRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _told(
    request: PostRequest, field: str, outcome: SaveOutcome | None, refused: list[Refusal], *, status: int
) -> HttpResponse:
    sentences = [str(one) for one in refused]
    if outcome is None:
        return JsonResponse({"detail": " ".join(sentences)}, status=status)
    report, form = outcome.report, form_of(outcome.report.collection.edition)
    shown = files_shown(report.answers.get(field), files_of(request.post, report, form))
    context = {
        "report": report,
        "field": form.by_code[field],
        "files": shown,
        "filling": True,
        "accepted": accepted_kinds(),
        "missing": MISSING in request.GET,
    }
    again: dict[str, Any] = {
        "files": render_to_string("forms/files.html", context, request=request),
        "detail": " ".join(sentences),
    }
    return JsonResponse({**told(outcome, missing=MISSING in request.GET), **again})
