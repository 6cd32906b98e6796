"""One bulletin: its web version, in which every figure leads to its value, and its files."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.downloads import pdf_response, word_response
from xuezheng.engines.papers.writing.official import paper_html
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.addresses import opening_address
from xuezheng.modules.monitoring.bulletins.figures import Reference, figures_of
from xuezheng.modules.monitoring.bulletins.kept_files import WRITERS, file_of
from xuezheng.modules.monitoring.bulletins.writing import paper_of
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.policies.bulletins import READ, can_change_bulletin, can_publish_bulletin
from xuezheng.modules.monitoring.queries.bulletins import get_bulletin
from xuezheng.modules.monitoring.web.bulletins.lists import period_title, state_tag

RESPONSES = {"docx": word_response, "pdf": pdf_response}


@post_required(READ)
def bulletin_page(request: PostRequest, bulletin_id: UUID) -> HttpResponse:
    bulletin = get_bulletin(request.post, bulletin_id)
    figures = list(figures_of(bulletin.figures))
    context = {
        "bulletin": bulletin,
        "state": state_tag(bulletin),
        "period_title": period_title(bulletin),
        "paper": paper_html(paper_of(bulletin), address=_addresses(request.post, bulletin)),
        "number_of_figures": len(figures),
        "withheld": sum(figure.is_withheld for figure in figures),
        "is_draft": bulletin.state is Bulletin.State.DRAFT,
        "is_issued": bulletin.state is Bulletin.State.ISSUED,
        "may_change": can_change_bulletin(request.post, bulletin),
        "may_publish": can_publish_bulletin(request.post, bulletin),
    }
    return render(request, "monitoring/bulletins/bulletin.html", context)


def _addresses(post: ActingPost, bulletin: Bulletin) -> Callable[[str], str]:
    """A figure leads to its value where the reader may see that."""
    units = bulletin.figures["units"]

    def address(text: str) -> str:
        reference = Reference.of(text)
        if not post.covers(reference.path):
            return ""
        return opening_address(reference.code, unit_code=units[reference.path]["code"], period=reference.period)

    return address


@post_required(READ)
def bulletin_file(request: PostRequest, bulletin_id: UUID, form: str) -> HttpResponse:
    """Word or PDF. Where a font with Chinese characters is missing, a sentence says so instead of a PDF with boxes."""
    bulletin = get_bulletin(request.post, bulletin_id)
    if form not in WRITERS:
        raise NotFound(_("A bulletin is there as Word (docx) and as PDF (pdf)."))
    data = file_of(bulletin, form, at=now())
    return RESPONSES[form](request, data, code=f"bulletin-{bulletin.period}", title=bulletin.title)
