"""One entry: who did what to which object, what changed, and the proof that it is still what was sealed."""

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.journal import titles
from xuezheng.kernel.journal.proofs import find_proof
from xuezheng.kernel.journal.queries import changes_of, get_entry
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@post_required("journal.read")
def entry(request: PostRequest, entry_id: int) -> HttpResponse:
    found = get_entry(request.post, entry_id)
    context = {
        "entry": found,
        "act": titles.title_of_act(found.act),
        "person": titles.title_of_actor(found.person_name, person_id=found.person_id),
        "post_title": titles.title_of_post(found.post_title),
        "kind": titles.title_of_kind(found.object_kind),
        "object_address": titles.address_of(found.object_kind, found.object_id),
        "changes": changes_of(found),
        "proof": find_proof(found.id),
    }
    return render(request, "journal/entry.html", context)
