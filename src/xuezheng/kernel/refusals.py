"""Refusals: what an action says when it will not do what was asked. Faces turn them into form errors and problem+json."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

Sentence = str | Promise
M = TypeVar("M", bound=Model)


class Refusal(Exception):
    """A sentence the user can act on; `field` names the input it is about, where there is one."""

    status = 422
    code = "refused"

    def __init__(self, sentence: Sentence, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refusal):
    """The post may not do this. Says nothing about rows the post may not see."""

    status = 403
    code = "not-allowed"


class NotFound(Refusal):
    """No such thing within what the post may see; the same answer whether it is hidden or absent."""

    status = 404
    code = "not-found"


class Conflict(Refusal):
    """Somebody else changed it first, or the state no longer allows it."""

    status = 409
    code = "conflict"


class VersionIsStale(Conflict):
    """The write was based on a version that is no longer the present one."""

    code = "stale"


class Refusals(Refusal):
    """Several refusals of one input, each naming its field."""

    code = "invalid"

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("\n".join(str(refusal) for refusal in refusals))
        self.refusals = tuple(refusals)


def all_refusals(readings: Iterable[Callable[[], object]]) -> list[Refusal]:
    """What the readings of several inputs refuse, the first for each field: one answer names all that is wrong."""
    found: dict[str, Refusal] = {}
    for reading in readings:
        try:
            reading()
        except Refusals as several:
            for one in several.refusals:
                found.setdefault(one.field, one)
        except Refusal as one:
            found.setdefault(one.field, one)
    return list(found.values())


def first_or_refused(rows: QuerySet[M], refused: Callable[[], NotFound]) -> M:
    """The row, or the refusal that says there is none: `rows` are what the post may see."""
    found = rows.first()
    if found is None:
        raise refused()
    return found
