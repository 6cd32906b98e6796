"""The Merkle tree against a naive one that follows RFC 6962 word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezheng.kernel.journal.merkle import (
    EMPTY_ROOT,
    Frontier,
    Subtree,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
)

pytestmark = pytest.mark.unit
sizes = st.integers(1, 600)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def naive_root(leaves: list[bytes]) -> bytes:
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY_ROOT
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(naive_root(leaves[:half]), naive_root(leaves[half:]))


def naive(leaves: list[bytes]) -> Subtree:
    return lambda start, end: naive_root(leaves[start:end])


def frontier_of(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier


def test_known_values() -> None:
    """The test vectors that the certificate transparency project publishes for these eight inputs."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [leaf_hash(bytes.fromhex(text)) for text in inputs]
    assert frontier_of([]).root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert frontier_of(leaves[:1]).root().hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert frontier_of(leaves[:3]).root().hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert frontier_of(leaves).root().hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@settings(deadline=None)
@given(sizes)
def test_the_frontier_has_the_naive_root(size: int) -> None:
    leaves = leaves_of(size)
    assert frontier_of(leaves).root() == naive_root(leaves)


@settings(deadline=None)
@given(sizes, st.data())
def test_a_kept_frontier_goes_on_where_it_stopped(size: int, data: st.DataObject) -> None:
    leaves, cut = leaves_of(size), data.draw(st.integers(0, size))
    kept = Frontier.from_bytes(cut, frontier_of(leaves[:cut]).to_bytes())
    for leaf in leaves[cut:]:
        kept.append(leaf)
    assert (kept.size, kept.root()) == (size, naive_root(leaves))


def test_completed_tiles_are_told_with_their_place() -> None:
    leaves, frontier = leaves_of(1024), Frontier()
    told: list[tuple[int, int, bytes]] = []
    for leaf in leaves:
        told += frontier.append(leaf)
    assert told == [(1, index, naive_root(leaves[index * 256 : index * 256 + 256])) for index in range(4)]


def test_a_frontier_with_too_few_peaks_is_refused() -> None:
    with pytest.raises(ValueError, match="a tree of 3 leaves has 2 peaks, not 1"):
        Frontier(3, [b"x" * 32])


@settings(deadline=None)
@given(sizes, st.data())
def test_every_leaf_proves_its_place_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    position = data.draw(st.integers(0, size - 1))
    root, proof = naive_root(leaves), inclusion_proof(position, size, subtree=naive(leaves))
    leaf = leaves[position]
    assert is_included(leaf, position=position, size=size, proof=proof, root=root)
    other = data.draw(st.integers(0, size + 3).filter(lambda number: number != position))
    assert not is_included(leaf, position=other, size=size, proof=proof, root=root)
    assert not is_included(leaf_hash(b"else"), position=position, size=size, proof=proof, root=root)
    assert not is_included(leaf, position=position, size=size, proof=[*proof, leaf], root=root)
    assert not is_included(leaf, position=position, size=size, proof=proof, root=leaf_hash(b"root"))


@settings(deadline=None)
@given(sizes, st.data())
def test_a_tree_proves_that_it_only_grew(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    earlier = data.draw(st.integers(1, size))
    before, after = naive_root(leaves[:earlier]), naive_root(leaves)
    proof = consistency_proof(earlier, size, subtree=naive(leaves))

    def holds(old: bytes, new: bytes, path: list[bytes]) -> bool:
        return is_consistent(earlier=earlier, earlier_root=old, later=size, later_root=new, proof=path)

    assert holds(before, after, proof)
    assert not holds(leaf_hash(b"old"), after, proof)
    assert not holds(before, leaf_hash(b"new"), proof)
    assert not holds(before, after, [*proof, before])
    for number in range(len(proof)):
        assert not holds(before, after, [*proof[:number], leaf_hash(b"x"), *proof[number + 1 :]])


@pytest.mark.parametrize("earlier", [0, 9])
def test_no_proof_leads_from_nothing_or_backwards(earlier: int) -> None:
    with pytest.raises(ValueError, match=f"no consistency proof leads from {earlier} to 8 leaves"):
        consistency_proof(earlier, 8, subtree=naive(leaves_of(8)))
