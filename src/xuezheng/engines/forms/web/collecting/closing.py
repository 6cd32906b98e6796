"""The form that closes a collection: it says first what is still open."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _now

from xuezheng.engines.forms.actions.collecting import close_collection, still_open
from xuezheng.engines.forms.changing import check_directs, collection_to_see
from xuezheng.engines.forms.places import collection_path
from xuezheng.engines.forms.policies import DESIGN
from xuezheng.engines.forms.web.asking import VersionForm, reason_field
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form


class CloseForm(VersionForm):
    expected = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason_field()


@post_required(DESIGN)
def close(request: PostRequest, collection_id: UUID) -> HttpResponse:
    row = collection_to_see(request.post, collection_id)
    check_directs(request.post, row)
    left = still_open(request.post, row)

    def act(values: dict[str, Any]) -> str:
        close_collection(post=request.post, collection_id=row.id, at=now(), **values)
        return _now("The collection is closed.")

    explained = _now(
        "Not submitted: %(unsent)s reports; not decided: %(undecided)s. They stay as they are; from then on all reports of"
        " this collection are only read, and nothing opens them again."
    ) % {"unsent": left.unsent, "undecided": left.undecided}
    form = CloseForm(request.POST or None, initial={"version": row.version, "expected": left.all})
    return answer_form(
        request,
        form=form,
        act=act,
        title=_now("Close for good"),
        about=row.title,
        explained=explained,
        back=collection_path(row.id),
    )
