"""Proof that one entry stands in the sealed log, for whoever is shown it; computed from the kept nodes and few leaves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from xuezheng.kernel.journal.canonical import written_form
from xuezheng.kernel.journal.merkle import (
    TILE,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
)
from xuezheng.kernel.journal.models import Leaf, Node, Seal

WIDTH = 1 << TILE


@dataclass(frozen=True, kw_only=True)
class Proof:
    """All that a third party needs: hash `content` as a leaf, follow `path`, compare with the seal's root."""

    entry_id: int
    position: int
    content: bytes
    leaf: bytes
    path: tuple[bytes, ...]
    seal: int
    size: int
    root: bytes
    sealed_at: datetime

    @property
    def written(self) -> str:
        return self.content.decode()

    @property
    def holds(self) -> bool:
        return leaf_hash(self.content) == self.leaf and is_included(
            self.leaf, position=self.position, size=self.size, proof=self.path, root=self.root
        )


def find_proof(entry_id: int) -> Proof | None:
    """Against the first seal that covers the entry. None where it is not sealed yet, or not within the bound scope."""
    leaf = Leaf.objects.filter(entry_id=entry_id).first()
    if leaf is None:
        return None
    seal = Seal.objects.filter(size__gt=leaf.position).order_by("size", "number").first()
    if seal is None:
        return None
    with connection.cursor() as cursor:
        content = written_form(cursor, entry_id)
    if content is None:
        return None
    return Proof(
        entry_id=entry_id,
        position=leaf.position,
        content=content,
        leaf=bytes(leaf.hash),
        path=tuple(inclusion_proof(leaf.position, seal.size, subtree=stored_subtree)),
        seal=seal.number,
        size=seal.size,
        root=bytes(seal.root),
        sealed_at=seal.sealed_at,
    )


def has_grown(earlier: Seal, later: Seal) -> bool:
    """Whether the later seal's tree begins with the earlier one's, by a consistency proof from the stored tree."""
    if earlier.size == 0:
        return True
    return is_consistent(
        earlier=earlier.size,
        earlier_root=bytes(earlier.root),
        later=later.size,
        later_root=bytes(later.root),
        proof=consistency_proof(earlier.size, later.size, subtree=stored_subtree),
    )


def stored_subtree(start: int, end: int) -> bytes:
    """The hash over a range, from the widest kept nodes that lie in it."""
    frontier = Frontier()
    level = _level(end - start)
    while start < end:
        width = WIDTH**level
        whole = (end - start) // width
        for hash_ in _row(level, start // width, whole):
            frontier.append_subtree(hash_, height=TILE * level)
        start += whole * width
        level -= 1
    return frontier.root()


def _level(span: int) -> int:
    level = 0
    while WIDTH ** (level + 1) <= span:
        level += 1
    return level


def _row(level: int, first: int, count: int) -> list[bytes]:
    if not count:
        return []
    if level:
        nodes = Node.objects.filter(level=level, place__gte=first, place__lt=first + count).order_by("place")
        return [bytes(hash_) for hash_ in nodes.values_list("hash", flat=True)]
    leaves = Leaf.objects.filter(position__gte=first, position__lt=first + count).order_by("position")
    return [bytes(hash_) for hash_ in leaves.values_list("hash", flat=True)]
