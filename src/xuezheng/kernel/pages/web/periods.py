"""Choosing the period in the header."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.pages import periods
from xuezheng.kernel.pages.web.access import post_required
from xuezheng.kernel.pages.web.targets import next_target
from xuezheng.kernel.refusals import NotFound


@require_POST
@post_required()
def switch_period(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("period", "")
    known = periods.source()
    if known is None or known.find(code) is None:
        raise NotFound(_("There is no such period. Choose one of those offered in the header."))
    request.session[periods.SESSION_KEY] = code
    return HttpResponseRedirect(next_target(request))
