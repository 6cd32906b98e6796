"""⌘K and the search page: every registered source within what the post may see, and the pages of the menu."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages import search as registry
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.site.web.found_pages import find_pages

IN_PALETTE, ON_PAGE, LONGEST = 6, 20, 60
Groups = list[tuple[Promise, Sequence[registry.Hit]]]


@post_required()
def search(request: PostRequest) -> HttpResponse:
    fragment = request.headers.get("X-Fragment") == "hits"
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    groups = found(request.post, text, limit=IN_PALETTE if fragment else ON_PAGE)
    return render(request, "site/hits.html" if fragment else "site/search.html", {"groups": groups, "text": text})


def found(post: ActingPost, text: str, *, limit: int) -> Groups:
    """Groups with hits, the sources in their order and the pages of the menu last; only these where nothing is typed."""
    sources = registry.sources() if text else []
    groups: Groups = [(source.title, source.find(post, text, limit)) for source in sources]
    groups.append((_("Pages"), find_pages(post, text, limit)))
    return [(title, hits) for title, hits in groups if hits]
