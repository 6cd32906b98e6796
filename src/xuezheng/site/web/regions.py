"""A map with its table on a page of its own: the province's cities, or one city's counties."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.kernel import clock
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import NotFound
from xuezheng.site.regions.figures import FIGURES, SCHOOLS, map_of
from xuezheng.site.regions.places import Place, place_of, place_to_open


@post_required("units.read")
def regions(request: PostRequest) -> HttpResponse:
    """The map of the post's own level."""
    place = place_of(request.post)
    if place is None:
        raise NotFound(_("Maps compare cities and counties; your post is at one place."))
    return _page(request, place)


@post_required("units.read")
def card(request: PostRequest) -> HttpResponse:
    """The map of schools alone, for the home page to fetch."""
    place = place_of(request.post)
    figure = map_of(request.post, place=place, figure=SCHOOLS, at=clock.now()) if place else None
    return render(request, "site/regions/map.html", {"figure": figure})


@post_required("units.read")
def region(request: PostRequest, code: str) -> HttpResponse:
    place = place_to_open(request.post, code)
    if place is None:
        raise NotFound(_("There is no such region within what your post may see."))
    return _page(request, place)


def _page(request: PostRequest, place: Place) -> HttpResponse:
    chosen = FIGURES.get(request.GET.get("figure", ""), SCHOOLS)
    figure = map_of(request.post, place=place, figure=chosen, at=clock.now())
    own = place_of(request.post)
    context = {
        "place": place,
        "figures": FIGURES.values(),
        "chosen": chosen,
        "figure": replace(figure, table_open=True) if figure else None,
        "above": own if own and own != place else None,
    }
    return render(request, "site/regions/region.html", context)
