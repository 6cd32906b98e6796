"""Bringing a file back: choose it, read what would change and what is refused, take it back marked, apply it."""

from itertools import islice
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms.actions.sheets import judge_sheet, start_applying
from xuezheng.engines.forms.actions.sheets.apply_sheet import ALL
from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.models import Collection, SheetUpload
from xuezheng.engines.forms.policies import FILL_FOR, READ, can_use_sheets, sheet_uploads_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.sheets.judging import Judgement
from xuezheng.engines.forms.sheets.kept import get_upload, judged_to_read
from xuezheng.engines.forms.sheets.lines import Trouble
from xuezheng.engines.forms.sheets.opening import MAX_BYTES, SheetIsRefused
from xuezheng.engines.forms.sheets.returning import returned_book
from xuezheng.engines.forms.sheets.workbook import workbook_of
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.exports import XLSX, attachment_headers
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.refusals import NotAllowed

SHOWN = 100


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook or CSV"),
        help_text=_("The filled-in file, .xlsx or .csv, up to 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


@post_required(READ)
def bring(request: PostRequest, collection_id: UUID) -> HttpResponse:
    collection = collection_to_see(request.post, collection_id)
    if not can_use_sheets(request.post):
        raise NotAllowed(_now("Your post does not fill in reports."))
    form = SheetForm(request.POST or None, request.FILES or None) if request.method == "POST" else SheetForm()
    if request.method == "POST" and form.is_valid():
        place = ""
        with refusals_into(form):
            place = reverse("sheet-upload", args=[_brought(request, collection, form.cleaned_data["file"]).id])
        if place:
            return HttpResponseRedirect(place)
    recent = sheet_uploads_visible_to(request.post).filter(collection=collection).defer("content")
    context = {
        "collection": collection,
        "form": form,
        "tables": form_of(collection.edition).tables(),
        "fills_for_others": request.post.may(FILL_FOR),
        "recent": recent.order_by("-uploaded_at")[:10],
    }
    return render(request, "forms/bring_sheet.html", context, status=422 if form.errors else 200)


def _brought(request: PostRequest, collection: Collection, file: Any) -> SheetUpload:
    if file.size > MAX_BYTES:
        raise SheetIsRefused(
            _("“%(name)s” is larger than %(limit)d MB. Take the file for fewer units."),
            name=file.name[:80], limit=MAX_BYTES // 1024 // 1024,
        )  # fmt: skip
    return judge_sheet(post=request.post, collection_id=collection.id, data=file.read(), filename=file.name, at=now())


@post_required(READ)
def judged(request: PostRequest, upload_id: UUID) -> HttpResponse:
    upload = get_upload(request.post, upload_id)
    collection = collection_to_see(request.post, upload.collection_id)
    context: dict[str, Any] = {"upload": upload, "collection": collection}
    if upload.state == SheetUpload.State.JUDGED:
        context |= _shown(judged_to_read(request.post, upload, collection, at=now()))
    return render(request, "forms/sheet_upload.html", context)


def _shown(found: Judgement) -> dict[str, Any]:
    open_verdicts = [one for one in found.verdicts if not one.locked]
    troubles = [*found.troubles, *(trouble for one in found.verdicts for trouble in one.troubles)]
    return {
        "judged": found,
        "changes": list(islice(((one.report, each) for one in found.changing for each in one.changes), SHOWN)),
        "clashes": list(
            islice(((one.report, each, one.key_of(each)) for one in open_verdicts for each in one.clashes), SHOWN)
        ),
        "refused": _some(troubles, soft=False),
        "told": _some(troubles, soft=True),
        "locked": found.locked[:SHOWN],
        "is_marked": bool(troubles or found.clashes or found.locked),
        "most": SHOWN,
    }


def _some(troubles: list[Trouble], *, soft: bool) -> list[Trouble]:
    return [one for one in troubles if one.soft is soft][:SHOWN]


@post_required(READ)
def marked(request: PostRequest, upload_id: UUID) -> HttpResponse:
    """The same workbook with what is refused marked and explained."""
    upload, at = get_upload(request.post, upload_id), now()
    collection = collection_to_see(request.post, upload.collection_id)
    data = workbook_of(returned_book(judged_to_read(request.post, upload, collection, at=at), at=at))
    title = _now("%(title)s, marked") % {"title": collection.title}
    return HttpResponse(
        data, content_type=XLSX, headers=attachment_headers(code="marked-sheet", title=title, form="xlsx", at=at)
    )


@require_POST
@post_required(READ)
def apply(request: PostRequest, upload_id: UUID) -> HttpResponse:
    replacing = [ALL] if request.POST.get("all") else request.POST.getlist("mine")

    def act() -> str:
        upload = start_applying(post=request.post, upload_id=upload_id, replacing=replacing, at=now())
        if upload.state == SheetUpload.State.APPLYING:
            return _now("So many reports are written in the background; you may leave the page.")
        return _now("Answers written: %(answers)d; reports changed: %(reports)d.") % {
            "answers": upload.written_answers, "reports": upload.written_reports,
        }  # fmt: skip

    return answer_button(request, act=act, back=reverse("sheet-upload", args=[upload_id]))
