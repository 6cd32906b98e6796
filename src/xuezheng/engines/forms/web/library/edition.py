"""The page of a form's edition: what it asks, what it takes from elsewhere, what it costs; and its declaration as a file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.forms.policies import READ, can_direct_collection
from xuezheng.engines.forms.reading_editions import edition_to_see, form_of
from xuezheng.engines.forms.web.library.lists import state_tag
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@post_required(READ)
def edition_page(request: PostRequest, edition_id: UUID) -> HttpResponse:
    row = edition_to_see(request.post, edition_id)
    if request.GET.get("format") == "yaml":
        answer = HttpResponse(row.text, content_type="application/yaml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{row.code}.yaml"'
        return answer
    context = {
        "edition": row,
        "form": form_of(row),
        "state": state_tag(row),
        "may_change": can_direct_collection(request.post, row),
    }
    return render(request, "forms/edition.html", context)
