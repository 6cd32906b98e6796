"""The forms that come with the platform, each to be taken over as a draft of one's own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms.actions import draft_form
from xuezheng.engines.forms.burden import burden_of
from xuezheng.engines.forms.policies import DESIGN
from xuezheng.engines.forms.refusals import NoSuchForm
from xuezheng.engines.forms.shipped import shipped_forms
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button


@post_required(DESIGN)
def shipped_page(request: PostRequest) -> HttpResponse:
    forms = [(form, burden_of(form)) for form in shipped_forms().values()]
    return render(request, "forms/shipped.html", {"forms": forms})


@post_required(DESIGN)
@require_POST
def take_over(request: PostRequest, code: str) -> HttpResponse:
    form = shipped_forms().get(code)
    if form is None:
        raise NoSuchForm

    def act() -> str:
        row = draft_form(post=request.post, text=form.text, at=now())
        return _("“%(title)s” is drafted.") % {"title": row.title_zh}

    return answer_button(request, act=act, back=reverse("forms"))
