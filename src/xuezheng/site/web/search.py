"""⌘K and the search page: every registered source within what the post may see, and the pages of the menu."""

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.pages import search as registry
from xuezheng.kernel.pages.web.access import PostRequest, post_required

LIMIT = 6


@post_required()
def search(request: PostRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:60]
    groups = []
    for source in registry.sources():
        hits = source.find(request.post, text, LIMIT) if text else []
        if hits:
            groups.append((source.title, hits))
    fragment = request.headers.get("X-Fragment") == "hits"
    return render(request, "site/hits.html" if fragment else "site/search.html", {"groups": groups, "text": text})
