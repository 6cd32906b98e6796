"""The page of a collection: its burden, how far it is by place, what lies on the own desk."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.engines.forms.actions.deciding.accept_reports import acceptable
from xuezheng.engines.forms.changing import collection_to_see
from xuezheng.engines.forms.places import reports_on_desk_path
from xuezheng.engines.forms.policies import (
    FILL_FOR,
    READ,
    REVIEW,
    can_direct_collection,
    can_use_sheets,
    reports_visible_to,
)
from xuezheng.engines.forms.queries.progress import progress_by_place, progress_of
from xuezheng.engines.forms.web.collecting.lists import state_tag
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@post_required(READ)
def collection_page(request: PostRequest, collection_id: UUID) -> HttpResponse:
    post = request.post
    row = collection_to_see(post, collection_id)
    own = reports_visible_to(post).filter(collection=row, unit_path__in={post.unit_path, post.scope_path}).first()
    context = {
        "collection": row,
        "state": state_tag(row),
        "not_open": now() < row.opens_at,
        "progress": progress_of(post, row),
        "on_desk": reports_on_desk_path(row.id),
        "places": progress_by_place(post, row),
        "own": own,
        "acceptable": acceptable(post, row).count() if post.may(REVIEW) else 0,
        "may_review": post.may(REVIEW),
        "fills_by_file": can_use_sheets(post) and (own is not None or post.may(FILL_FOR)),
        "may_direct": can_direct_collection(post, row),
    }
    return render(request, "forms/collection.html", context)
