"""The home page: what is expected of the post, by urgency, and the cards of the packages."""

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.pages.cards import cards
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@post_required()
def home(request: PostRequest) -> HttpResponse:
    filled = [(card, card.context(request.post)) for card in cards()]
    return render(request, "site/home.html", {"cards": [pair for pair in filled if pair[1] is not None]})
