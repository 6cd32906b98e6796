"""What other packages put into the frame of every page: the unit's breadcrumb, marks, entries of the account menu, and what
stands open to those who have no account."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One unit above the post's own, or its own, last."""

    title: str
    url: str = ""


Trail = Callable[[ActingPost], Sequence[Crumb]]
_trails: list[Trail] = []


def register_trail(trail: Trail) -> None:
    """The units package says which units lead to the post's own; the last one registered counts."""
    _trails[:] = [trail]


def trail_of(post: ActingPost) -> Sequence[Crumb]:
    return _trails[0](post) if _trails else [Crumb(title=post.unit_name)]


@dataclass(frozen=True, kw_only=True)
class AccountLink:
    """An entry of the account menu in the header; `address` is a URL name."""

    title: Promise
    address: str
    order: int = 100


_account_links: dict[str, AccountLink] = {}


def register_account_link(link: AccountLink) -> None:
    _account_links[link.address] = link


def account_links() -> list[AccountLink]:
    return sorted(_account_links.values(), key=lambda link: link.order)


@dataclass(frozen=True, kw_only=True)
class OpenLink:
    """A page that everybody may read; `address` is a URL name."""

    title: Promise
    address: str


_open_links: dict[str, OpenLink] = {}


def register_open_link(link: OpenLink) -> None:
    _open_links[link.address] = link


def open_links() -> list[OpenLink]:
    return list(_open_links.values())


Mark = Callable[[ActingPost], Promise | str]
_marks: list[Mark] = []


def register_mark(mark: Mark) -> None:
    """A word beside the account on every page, such as that the data is made up; empty where there is nothing to say."""
    _marks.append(mark)


def marks_of(post: ActingPost) -> list[Promise | str]:
    return [said for mark in _marks if (said := mark(post))]
