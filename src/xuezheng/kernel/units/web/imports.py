"""The import page: take a file, say what would happen, do it at once or in the background."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.tables import MAX_BYTES, CellProblem, TableNotReadable
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units import starting
from xuezheng.kernel.units.actions.check_import import check_import
from xuezheng.kernel.units.importing.columns import template
from xuezheng.kernel.units.importing.kept import checked_again, get_import
from xuezheng.kernel.units.importing.report import problems_workbook
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import UnitImport
from xuezheng.kernel.units.policies import unit_imports_visible_to
from xuezheng.kernel.units.web.forms import ImportForm

SHOWN = 100
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@post_required("units.import")
def import_page(request: PostRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            kept = _checked(request.post, form.cleaned_data["file"])
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return HttpResponseRedirect(reverse("unit-import", args=[kept.id]))
    recent = unit_imports_visible_to(request.post).defer("content").order_by("-checked_at")[:10]
    context = {"form": form, "recent": recent}
    return render(request, "units/import.html", context, status=422 if form.errors else 200)


@post_required("units.import")
def import_report(request: PostRequest, import_id: UUID) -> HttpResponse:
    kept = get_import(request.post, import_id=import_id)
    problems: list[CellProblem] = []
    if kept.wrong and kept.content is not None:
        problems = checked_again(request.post, kept, at=now())[1].problems
    context = {
        "kept": kept,
        "kinds": [(UnitKind(kind).label, number) for kind, number in kept.kinds.items()],
        "problems": problems[:SHOWN],
        "hidden": max(0, len(problems) - SHOWN),
        "in_background": kept.rows > starting.AT_ONCE,
    }
    return render(request, "units/import_report.html", context)


@require_POST
@post_required("units.import")
def start_import(request: PostRequest, import_id: UUID) -> HttpResponse:
    report = starting.start_import(post=request.post, import_id=import_id, at=now())
    if report is not None:
        messages.success(request, report.sentence)
    return HttpResponseRedirect(reverse("unit-import", args=[import_id]))


@post_required("units.import")
def import_problems(request: PostRequest, import_id: UUID) -> HttpResponse:
    """The same rows as a workbook, wrong cells marked and explained."""
    kept = get_import(request.post, import_id=import_id)
    return _download(problems_workbook(*checked_again(request.post, kept, at=now())), "units-problems.xlsx")


@post_required("units.import")
def import_template(request: PostRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _download(template(), "units-template.xlsx")


def _checked(post: ActingPost, file: Any) -> UnitImport:
    if file.size > MAX_BYTES:
        raise TableNotReadable(
            _("“%(name)s” is larger than %(limit)d MB. Split it into several files.")
            % {"name": file.name, "limit": MAX_BYTES // 1024 // 1024},
            field="file",
        )
    return check_import(post=post, data=file.read(), filename=file.name, at=now())


def _download(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{name}"'})
