"""The home page: what is expected of the post, by urgency, and the cards of the packages."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from xuezheng.kernel import clock
from xuezheng.kernel.pages.cards import cards
from xuezheng.kernel.pages.todos import page_of_all, toned_todos
from xuezheng.kernel.pages.web.access import PostRequest, post_required

FIRST_SHOWN = 12
"""To-dos before the fold: more would push everything else off the screen."""


@post_required()
def home(request: PostRequest) -> HttpResponse:
    at = clock.now()
    asked = [(card, card.context(request.post)) for card in cards()]
    filled = [(card, values) for card, values in asked if values is not None]
    todos = toned_todos(request.post, at=at)
    context = {
        "middle": [pair for pair in filled if not (pair[0].wide or pair[0].aside)],
        "aside": [pair for pair in filled if pair[0].aside and not pair[0].wide],
        "wide": [pair for pair in filled if pair[0].wide],
        "greeting": greeting(request.post.person_name, at=at),
        "today": date_format(clock.today(at), "DATE_FORMAT"),
        "todos": todos[:FIRST_SHOWN],
        "further": todos[FIRST_SHOWN:],
        "page_of_all": page_of_all(),
    }
    return render(request, "site/home.html", context)


def greeting(name: str, *, at: datetime) -> str:
    """By the hour in China."""
    hour = at.astimezone(clock.CHINA).hour
    if hour >= 18 or hour < 5:
        words = _("Good evening, %(name)s")
    else:
        words = _("Good morning, %(name)s") if hour < 12 else _("Good afternoon, %(name)s")
    return words % {"name": name}
