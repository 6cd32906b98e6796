"""What every page's frame needs: the menu, the post and its siblings, the period, the texts of the scripts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xuezheng.kernel import clock
from xuezheng.kernel.pages import periods
from xuezheng.kernel.pages.frame import account_links, marks_of, open_links, trail_of
from xuezheng.kernel.pages.menu import menu_for
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    title: Promise
    url: str
    current: bool
    count: int


def shell(request: HttpRequest) -> dict[str, Any]:
    post: ActingPost | None = getattr(request, "post", None)
    posts = getattr(request, "posts", [])
    return {
        "post": post,
        "account": getattr(request, "account", None),
        "posts": posts,
        "present_post": next((item for item in posts if post is not None and item.id == post.post_id), None),
        "menu": lazily(lambda: menu_items(post, request.path, page=_page_of(request)) if post else []),
        "trail": lazily(lambda: trail_of(post) if post else []),
        "marks": lazily(lambda: marks_of(post) if post else []),
        "period": lazily(lambda: chosen_period(request)),
        "period_groups": lazily(_period_groups),
        "account_links": account_links() if post else [],
        "open_links": [] if post else open_links(),
        "script_texts": script_texts(),
        "request_id": getattr(request, "request_id", ""),
    }


def lazily(make: Callable[[], Any]) -> Any:
    """Made when the template first asks for it, so that fragments and error pages do not pay for it."""
    return SimpleLazyObject(make)


def _page_of(request: HttpRequest) -> str:
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def menu_items(post: ActingPost, path: str, *, page: str = "") -> list[tuple[Promise, list[MenuItem]]]:
    sections = [(title, [(entry, reverse(entry.address)) for entry in entries]) for title, entries in menu_for(post)]
    addresses = [url for _title, entries in sections for _entry, url in entries]
    leading = [url for _title, entries in sections for entry, url in entries if page in entry.pages]
    current = leading[0] if leading else _nearest(addresses, path)
    return [
        (
            title,
            [
                MenuItem(
                    title=entry.title,
                    url=url,
                    current=url == current,
                    count=entry.count(post) if entry.count else 0,
                )
                for entry, url in entries
            ],
        )
        for title, entries in sections
    ]


def _nearest(addresses: Sequence[str], path: str) -> str:
    """The entry whose address is the longest beginning of the path; the home page only for itself."""
    return max((url for url in addresses if path.startswith(url) and (url != "/" or path == "/")), key=len, default="")


def chosen_period(request: HttpRequest) -> periods.PeriodChoice | None:
    return periods.chosen(request.session.get(periods.SESSION_KEY), today=clock.today(clock.now()))


def _period_groups() -> Sequence[periods.PeriodGroup]:
    known = periods.source()
    return known.groups(today=clock.today(clock.now())) if known else []


def script_texts() -> dict[str, str]:
    """What the scripts say, in the reader's language."""
    return {
        "close": pgettext("notice", "Close"),
        "offline": _("The server cannot be reached. What you entered is kept on this device; send it again later."),
        "draft": _("What you entered earlier and did not send has been put back."),
        "discard": _("Discard it"),
        "failed": _("The server did not answer. Try again."),
        "nothing": _("Nothing found."),
        "loading": _("Loading…"),
        "pick": _("Choose a unit, or type its name, initials or code"),
        "narrow": _("There are more. Type a part of the name to narrow them down."),
    }
