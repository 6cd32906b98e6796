"""Milestones."""

from collections.abc import Sequence

from xuezheng.engines.papers.reading.structure import Milestone
from xuezheng.engines.papers.reading.targets import Place


def milestones_of(places: Sequence[Place]) -> list[Milestone]:
    return []
