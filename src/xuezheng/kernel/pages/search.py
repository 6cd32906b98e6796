"""What ⌘K looks through: packages register sources; each answers within what the post may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """`find(post, text, limit)` matches Chinese text, pinyin initials or a code."""

    code: str
    title: Promise
    find: Callable[[ActingPost, str, int], Sequence[Hit]]
    order: int = 100


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    _sources[source.code] = source


def sources() -> list[SearchSource]:
    return sorted(_sources.values(), key=lambda source: source.order)
