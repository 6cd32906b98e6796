"""Handing in a file: choose it, read what would happen and what is wrong, load it at once or in the background."""

from typing import Any
from uuid import UUID

import pyarrow as pa
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xuezheng.engines.lake import uploads
from xuezheng.engines.lake.actions.hand_in_file import check_again, hand_in_file, is_stopped, start_loading
from xuezheng.engines.lake.declarations import get_table, tables
from xuezheng.engines.lake.loading.report import IN_WORKBOOK, template
from xuezheng.engines.lake.models import Upload
from xuezheng.engines.lake.period_names import EXAMPLES
from xuezheng.engines.lake.policies import uploads_visible_to
from xuezheng.engines.lake.queries.snapshots import load_since
from xuezheng.engines.lake.queries.unit_names import unit_names
from xuezheng.engines.lake.refusals import FileIsGone, UploadIsUnknown
from xuezheng.kernel.calendar.facade import PeriodKind, parse_period, period_at
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.exports import XLSX
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.refusals import first_or_refused

SHOWN = 100


class FileForm(forms.Form):
    period = forms.CharField(label=gettext_lazy("Period"), max_length=12)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel (.xlsx), CSV in UTF-8 or GB 18030, or Parquet, up to 256 MB."),
    )


@post_required("lake.load")
def hand_in(request: PostRequest, code: str) -> HttpResponse:
    table = get_table(code)
    standard = period_at(today(now()), kind=PeriodKind(table.periods)).code
    form = FileForm(request.POST or None, request.FILES or None, initial={"period": standard})
    form.fields["period"].help_text = _("Such as %(example)s.") % {"example": EXAMPLES[table.periods]}
    if request.method == "POST" and form.is_valid():
        place = ""
        with refusals_into(form):
            place = reverse("lake-upload", args=[_handed_in(request, code, form.cleaned_data).id])
        if place:
            return HttpResponseRedirect(place)
    return render(request, "lake/hand_in.html", {"table": table, "form": form}, status=422 if form.errors else 200)


def _handed_in(request: PostRequest, code: str, given: dict[str, Any]) -> Upload:
    file = given["file"]
    return hand_in_file(
        post=request.post, table=code, period=given["period"], data=file.read(), filename=file.name, at=now()
    )


@post_required("lake.load")
def upload_report(request: PostRequest, upload_id: UUID) -> HttpResponse:
    upload = _found(request, upload_id)
    cells = uploads.cells_of(upload.id) if upload.wrong else []
    context = {
        "upload": upload,
        "table": tables().get(upload.table),
        "is_stopped": is_stopped(upload),
        "cells": cells[:SHOWN],
        "has_workbook": uploads.workbook_of(upload.id) is not None,
        "is_whole": upload.rows <= IN_WORKBOOK,
        "newer": load_since(request.post, upload) if upload.state == Upload.State.CHECKED else None,
        "emptied": _emptied(request, upload),
    }
    return render(request, "lake/upload.html", context)


@post_required("lake.load")
def upload_problems(request: PostRequest, upload_id: UUID) -> HttpResponse:
    """The wrong rows as a workbook in the layout of the upload, cells marked and explained."""
    data = uploads.workbook_of(_found(request, upload_id).id)
    if data is None:
        raise FileIsGone
    return _download(data, "lake-problems.xlsx")


def _emptied(request: PostRequest, upload: Upload) -> list[str]:
    """Names of the first units that would have no rows any more."""
    codes = pa.chunked_array([pa.array(upload.changes.get("codes", []), pa.string())])
    names = unit_names(request.post, codes, day=parse_period(upload.period).last_day)
    return [name or code for code, name in zip(codes.to_pylist(), names.to_pylist(), strict=True)]


@require_POST
@post_required("lake.load")
def check_upload_again(request: PostRequest, upload_id: UUID) -> HttpResponse:
    def act() -> str:
        check_again(post=request.post, upload_id=upload_id, at=now())
        return _("The file was checked again.")

    _found(request, upload_id)
    return answer_button(request, act=act, back=reverse("lake-upload", args=[upload_id]))


@require_POST
@post_required("lake.load")
def load_upload(request: PostRequest, upload_id: UUID) -> HttpResponse:
    def act() -> str:
        upload = start_loading(post=request.post, upload_id=upload_id, at=now())
        if upload.state == Upload.State.LOADING:
            return _("It is loaded in the background.")
        if upload.snapshot == upload.compared_with:
            return _("The very rows were there already; nothing was changed.")
        return _("%(rows)s rows are loaded.") % {"rows": f"{upload.rows:,}"}

    _found(request, upload_id)
    return answer_button(request, act=act, back=reverse("lake-upload", args=[upload_id]))


@post_required("lake.load")
def table_template(request: PostRequest, code: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _download(template(get_table(code)), f"{code}-template.xlsx")


def _found(request: PostRequest, upload_id: UUID) -> Upload:
    return first_or_refused(uploads_visible_to(request.post).filter(id=upload_id), UploadIsUnknown)


def _download(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
