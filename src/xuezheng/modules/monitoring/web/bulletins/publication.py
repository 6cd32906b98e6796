"""Opening a bulletin to everybody; its public page, its figures as open data, its files: all of these without signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from xuezheng.engines.papers.writing.downloads import DOCX, PDF
from xuezheng.engines.papers.writing.official import paper_html
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button, posted_version
from xuezheng.kernel.pages.web.origin import origin_of
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rest import rates
from xuezheng.modules.monitoring.actions import bulletins as acts
from xuezheng.modules.monitoring.addresses import bulletin_address
from xuezheng.modules.monitoring.bulletins.figures import figures_of
from xuezheng.modules.monitoring.bulletins.kept_files import file_of
from xuezheng.modules.monitoring.bulletins.open_data import OPEN_FORMATS
from xuezheng.modules.monitoring.bulletins.writing import paper_of
from xuezheng.modules.monitoring.policies.bulletins import PUBLISH, published_bulletins
from xuezheng.modules.monitoring.queries.bulletins import get_published_bulletin
from xuezheng.modules.monitoring.web.bulletins.lists import period_title

View = Callable[..., HttpResponse]
KEPT_FOR = 300
"""Seconds that a cache between may hand out what is open: so long may a closed publication still be seen."""
MOST_LISTED = 200
FILES = {"docx": DOCX, "pdf": PDF}


@require_POST
@post_required(PUBLISH)
def publish(request: PostRequest, bulletin_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.publish_bulletin(post=request.post, bulletin_id=bulletin_id, version=posted_version(request), at=now())
        return _("The bulletin is open to everybody.")

    return answer_button(request, act=act, back=bulletin_address(bulletin_id))


@require_POST
@post_required(PUBLISH)
def close(request: PostRequest, bulletin_id: UUID) -> HttpResponse:
    def act() -> str:
        acts.close_publication(post=request.post, bulletin_id=bulletin_id, version=posted_version(request), at=now())
        return _("The bulletin is no longer open to everybody.")

    return answer_button(request, act=act, back=bulletin_address(bulletin_id))


def open_to_all(view: View) -> View:
    """For anybody, so many times a minute from one address as the API is."""

    @require_GET
    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rates.count("open", origin_of(request), limit=settings.API_RATE_PER_ADDRESS)
        return view(request, *args, **kwargs)

    return counted


@open_to_all
def open_bulletins(request: HttpRequest) -> HttpResponse:
    rows = published_bulletins().defer("wording", "figures").order_by("-period", "subject_path", "template")
    listed = [(row, period_title(row)) for row in rows[:MOST_LISTED]]
    return render(request, "monitoring/bulletins/open_list.html", {"listed": listed})


@open_to_all
def open_bulletin(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """Its figures lead nowhere: what they are made of is not for everybody."""
    bulletin = get_published_bulletin(bulletin_id)
    context = {
        "bulletin": bulletin,
        "period_title": period_title(bulletin),
        "paper": paper_html(paper_of(bulletin), address=lambda _reference: ""),
        "withheld": sum(figure.is_withheld for figure in figures_of(bulletin.figures)),
    }
    return render(request, "monitoring/bulletins/open_bulletin.html", context)


@open_to_all
def open_figures(request: HttpRequest, bulletin_id: UUID, form: str) -> HttpResponse:
    bulletin = get_published_bulletin(bulletin_id)
    if form not in OPEN_FORMATS:
        raise NotFound(_("Figures are there as CSV (csv) and as JSON (json)."))
    open_format = OPEN_FORMATS[form]
    tag = f'"{bulletin.fingerprint}-{form}"'
    if request.headers.get("If-None-Match") == tag:
        return _cached(HttpResponse(status=304), tag)
    response = HttpResponse(open_format.write(bulletin), content_type=open_format.media_type)
    return _cached(_named(response, f"{bulletin.title}.{form}"), tag)


@open_to_all
def open_file(_request: HttpRequest, bulletin_id: UUID, form: str) -> HttpResponse:
    """The very file that those who are signed in get."""
    bulletin = get_published_bulletin(bulletin_id)
    if form not in FILES:
        raise NotFound(_("A bulletin is there as Word (docx) and as PDF (pdf)."))
    response = HttpResponse(file_of(bulletin, form, at=now()), content_type=FILES[form])
    return _cached(_named(response, f"{bulletin.title}.{form}"), f'"{bulletin.fingerprint}-{form}"')


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _cached(response: HttpResponse, tag: str) -> HttpResponse:
    """The same for everybody, in whatever language and whoever asks."""
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    response["ETag"] = tag
    return response
