"""What answers are used for: whoever reads record tables registers here, and a report says at each field what it feeds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fed:
    """Something that is made from a column, with its page for the unit and period."""

    title: str
    address: str


Feeds = Callable[..., Mapping[str, Sequence[Fed]]]
"""Called with `table`, `unit_code` and `period`; gives by the name of a column what is made from it."""

_feeds: list[Feeds] = []


def register_feeds(feeds: Feeds) -> None:
    if feeds not in _feeds:
        _feeds.append(feeds)


def fed_by(table: str, *, unit_code: str, period: str) -> Mapping[str, Sequence[Fed]]:
    found: dict[str, list[Fed]] = {}
    for feeds in _feeds:
        for column, fed in feeds(table=table, unit_code=unit_code, period=period).items():
            found.setdefault(column, []).extend(fed)
    return found
