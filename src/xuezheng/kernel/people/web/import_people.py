"""The import page: check a table, take it in, hand out the initial passwords once.

Nothing is kept between checking and importing: the browser sends the file each time. The workbook with the passwords is
the answer to the import itself and never lies on the server.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.tables import (
    CellProblem,
    Table,
    marked_workbook,
    template_workbook,
    values_workbook,
)
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.people.actions.import_people import TableHasProblems, import_people
from xuezheng.kernel.people.importing.checking import check_people
from xuezheng.kernel.people.importing.columns import PASSWORD_COLUMNS, PEOPLE_COLUMNS
from xuezheng.kernel.people.importing.drafts import PeopleDraft
from xuezheng.kernel.people.importing.reading import read_people
from xuezheng.kernel.people.policies import roles_grantable_by
from xuezheng.kernel.people.web.answers import sent
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Table (.xlsx or .csv)"),
        help_text=gettext_lazy("One row for each person; a further row with the same number adds a post."),
    )


@post_required("people.change")
def import_page(request: PostRequest) -> HttpResponse:
    """Without a file: the form. With one: what it would make and what is wrong with it."""
    form = ImportForm(sent(request), request.FILES or None)
    table = _table(request, form)
    if table is None:
        return _page(request, form)
    return _page(request, form, draft=check_people(post=request.post, table=table, at=now()))


@require_POST
@post_required("people.change")
def take_in(request: PostRequest) -> HttpResponse:
    form = ImportForm(request.POST, request.FILES)
    table = _table(request, form)
    if table is None:
        return _page(request, form)
    try:
        imported = import_people(post=request.post, table=table, at=now())
    except TableHasProblems as refusal:
        add_refusal(form, refusal)
        return _page(request, form, draft=refusal.draft)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, form)
    messages.success(
        request,
        _("Imported: %(persons)d people, %(accounts)d accounts, %(posts)d posts.")
        % {"persons": imported.persons, "accounts": imported.accounts, "posts": imported.posts},
    )
    if not imported.passwords:
        return HttpResponseRedirect(reverse("people"))
    data = values_workbook(PASSWORD_COLUMNS, imported.passwords, sheet=_("Initial passwords"))
    return _answered(request, _workbook(data, name="initial-passwords.xlsx"))


def _answered(request: PostRequest, response: HttpResponse) -> HttpResponse:
    """Tell the page's script that the file is on its way, so that it leads on to what was made."""
    mark = request.POST.get("answered", "")[:40]
    if mark:
        response.set_cookie("answered", mark, max_age=60, samesite="Strict")
    return response


@require_POST
@post_required("people.change")
def marked(request: PostRequest) -> HttpResponse:
    """The same table with its wrong cells marked and explained."""
    form = ImportForm(request.POST, request.FILES)
    table = _table(request, form)
    if table is None:
        return _page(request, form)
    draft = check_people(post=request.post, table=table, at=now())
    return _workbook(marked_workbook(table, draft.problems, sheet=_("People")), name="people-marked.xlsx")


@post_required("people.change")
def template(request: PostRequest) -> HttpResponse:
    example = _example(request.post)
    return _workbook(template_workbook(PEOPLE_COLUMNS, sheet=_("People"), examples=[example]), name="people.xlsx")


def _example(post: ActingPost) -> dict[str, str]:
    """A row that passes the check as it stands: at the post's own unit, in the least of the roles it may grant there."""
    unit = Unit.objects.get(unit_path=post.unit_path)
    role = min(roles_grantable_by(post, unit), key=lambda role: role.rank, default=None)
    held = {"role": str(role.name), "post_unit": unit.code} if role else {}
    return {"name": _("Example Name"), "unit": unit.code, "account": _("yes"), **held}


def _table(request: PostRequest, form: ImportForm) -> Table | None:
    """The table of the sent file; None where there is none or it cannot be read, which the form then says."""
    if request.method != "POST" or not form.is_valid():
        return None
    file: Any = form.cleaned_data["file"]
    try:
        return read_people(file.read(), filename=file.name)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


def _page(request: PostRequest, form: ImportForm, *, draft: PeopleDraft | None = None) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "problems": [_shown(problem) for problem in draft.problems[:SHOWN]] if draft else [],
        "more": max(0, len(draft.problems) - SHOWN) if draft else 0,
    }
    fragment = request.headers.get("HX-Request") == "true"
    name = "people/import_result.html" if fragment else "people/import.html"
    return render(request, name, context, status=422 if form.errors and not fragment else 200)


def _shown(problem: CellProblem) -> tuple[int, str | Promise, str | Promise]:
    return problem.row, _title_of(problem.key), problem.sentence


def _title_of(key: str) -> str | Promise:
    titles: Sequence[str | Promise] = [column.title for column in PEOPLE_COLUMNS if column.key == key]
    return titles[0] if titles else ""


def _workbook(data: bytes, *, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
