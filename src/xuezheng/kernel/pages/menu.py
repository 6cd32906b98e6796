"""The menu: packages register their entries when they are ready; each post is shown those it may open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.scope.acting import ActingPost

SECTIONS: dict[str, Promise] = {
    "mine": _("My work"),
    "lead": _("Steering"),
    "govern": _("Governance"),
    "teach": _("Teaching and learning"),
    "trust": _("Security and trust"),
    "run": _("Operations"),
}


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """`address` is a URL name. An empty permission opens it to every post. `count` is the number beside it: what waits there."""

    section: str
    title: Promise
    address: str
    permission: str = ""
    order: int = 100
    count: Callable[[ActingPost], int] | None = None
    shown: Callable[[ActingPost], bool] | None = None
    """Where a permission alone does not decide."""
    also: tuple[str, ...] = ()
    """URL names of lists that stand under another address and belong to the same entry."""


_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    _entries[entry.address] = entry


def menu_for(post: ActingPost) -> list[tuple[Promise, list[MenuEntry]]]:
    """Sections in their order, each with the entries this post may open."""
    allowed = [entry for entry in _entries.values() if _opens(entry, post)]
    sections = []
    for code, title in SECTIONS.items():
        entries = sorted((entry for entry in allowed if entry.section == code), key=lambda entry: entry.order)
        if entries:
            sections.append((title, entries))
    return sections


def _opens(entry: MenuEntry, post: ActingPost) -> bool:
    return (not entry.permission or post.may(entry.permission)) and (entry.shown is None or entry.shown(post))
