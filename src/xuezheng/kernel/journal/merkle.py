"""The Merkle tree of RFC 6962, section 2.1, as plain functions: no database, so that a proof can be checked anywhere."""

from collections.abc import Callable, Sequence
from hashlib import sha256

HASH_SIZE = 32
TILE = 8
"""Hashes of complete subtrees of 2^8, 2^16, 2^24 leaves are kept, so that a proof reads a few hundred rows, not millions."""

EMPTY_ROOT = sha256(b"").digest()
Subtree = Callable[[int, int], bytes]
"""The hash over the leaves from `start` up to `end`."""


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The hashes of the largest complete subtrees from left to right: all that appending to the tree needs."""

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
        self.size = size
        self.peaks = list(peaks)

    @classmethod
    def from_bytes(cls, size: int, packed: bytes) -> "Frontier":
        return cls(size, [packed[start : start + HASH_SIZE] for start in range(0, len(packed), HASH_SIZE)])

    def to_bytes(self) -> bytes:
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> Sequence[tuple[int, int, bytes]]:
        """Returns the kept subtrees this leaf completed: (level in tiles, index on that level, hash)."""
        return self.append_subtree(leaf)

    def append_subtree(self, hash_: bytes, *, height: int = 0) -> Sequence[tuple[int, int, bytes]]:
        """The same for a complete subtree of 2^height leaves, where the size so far is a multiple of that."""
        node, index = hash_, self.size >> height
        grown = self.size + (1 << height)
        completed: list[tuple[int, int, bytes]] = []
        while index & 1:
            node = node_hash(self.peaks.pop(), node)
            index >>= 1
            height += 1
            if height % TILE == 0:
                completed.append((height // TILE, index, node))
        self.peaks.append(node)
        self.size = grown
        return completed

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node


def split_of(size: int) -> int:
    """The largest power of two smaller than the size: where RFC 6962 divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(position: int, size: int, *, subtree: Subtree) -> list[bytes]:
    """The audit path of one leaf, from the leaf up."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split_of(end - start)
        if position < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def is_included(leaf: bytes, *, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162, section 2.1.3.2: whether the path leads from the leaf at that position to the root."""
    if not 0 <= position < size:
        return False
    index, last, node = position, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            node = node_hash(step, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = node_hash(node, step)
        index, last = index >> 1, last >> 1
    return last == 0 and node == root


def consistency_proof(earlier: int, later: int, *, subtree: Subtree) -> list[bytes]:
    """That the first `earlier` leaves of the later tree are those of the earlier one: RFC 6962, section 2.1.2."""
    if not 0 < earlier <= later:
        raise ValueError(f"no consistency proof leads from {earlier} to {later} leaves")
    path: list[bytes] = []
    start, end, whole = 0, later, True
    while earlier != end:
        middle = start + split_of(end - start)
        if earlier <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, whole = middle, False
    if not whole:
        path.append(subtree(start, end))
    return path[::-1]


def is_consistent(*, earlier: int, earlier_root: bytes, later: int, later_root: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162, section 2.1.4.2."""
    if earlier == later:
        return not proof and earlier_root == later_root
    if not 0 < earlier < later or not (proof or earlier.bit_count() == 1):
        return False
    steps = [earlier_root, *proof] if earlier.bit_count() == 1 else list(proof)
    index, last = earlier - 1, later - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            new = node_hash(new, step)
        index, last = index >> 1, last >> 1
    return last == 0 and old == earlier_root and new == later_root
