"""Targets: what is to be reached, by how much and until when, read sentence by sentence."""

from xuezheng.engines.papers.reading.targets.reading import Place, targets_of

__all__ = ["Place", "targets_of"]
