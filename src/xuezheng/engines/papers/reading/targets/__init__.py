"""Targets."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Target


@dataclass(frozen=True, kw_only=True)
class Place:
    ref: str
    passages: tuple[Passage, ...]


def targets_of(places: Sequence[Place], *, year: int | None, issuer: str) -> list[Target]:
    return []
