"""Sealing and verifying: what is written is sealed once, and every way to tamper with it is found and named."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from tests.factories import AT
from xuezheng.kernel.journal.facade import Harm, Record, keep_head, record, record_many, seal_chunk, verify
from xuezheng.kernel.journal.merkle import leaf_hash, node_hash
from xuezheng.kernel.journal.models import Entry, Leaf, Node, Seal
from xuezheng.kernel.journal.proofs import find_proof, has_grown
from xuezheng.kernel.journal.sealing import SealBroken
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]
SYSTEM = system_post("test")


def write(count: int, *, path: str = "cn.41.") -> None:
    with bound(SYSTEM):
        record_many(
            [
                Record(
                    act="units.rename_unit",
                    object_kind="units.unit",
                    object_id=number,
                    object_name=f"第{number}小学",
                    unit_path=path,
                    before={"name": f"旧名{number}"},
                    after={"name": f"第{number}小学"},
                )
                for number in range(count)
            ],
            post=SYSTEM,
            at=AT,
        )


def seal(*, minute: int = 0, heads: Path | None = None, chunk: int = 20_000) -> int:
    """Seal all that is in sight as of that minute; returns how many seals it took."""
    reach, seals = None, 0
    while True:
        with bound(SYSTEM):
            sealed = seal_chunk(at=AT + timedelta(minutes=minute), reach=reach, chunk=chunk)
        if sealed is None:
            return seals
        seals += 1
        if heads:
            keep_head(sealed.head, path=heads)
        if (reach := sealed.reach) is None:
            return seals


def as_owner(*statements: str) -> None:
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def id_at(position: int) -> int:
    return Leaf.objects.get(position=position).entry_id


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    return tmp_path / "journal-heads.log"


@pytest.fixture
def sealed(heads: Path) -> Path:
    """Thirty entries under three seals, each with its head kept outside."""
    for minute in range(3):
        write(10)
        seal(minute=minute, heads=heads)
    return heads


def test_an_intact_journal_is_found_intact(sealed: Path) -> None:
    write(4)
    told: list[tuple[int, int]] = []
    verdict = verify(heads=sealed, progress=lambda done, total: told.append((done, total)))
    assert (verdict.is_intact, verdict.sealed, verdict.unsealed, verdict.seals, verdict.heads) == (True, 30, 4, 3, 3)
    assert verdict.root == bytes(Seal.objects.get(number=3).root).hex()
    assert told == [(30, 30)]


def test_an_empty_journal_is_intact(heads: Path) -> None:
    assert seal() == 0
    verdict = verify(heads=heads)
    assert (verdict.is_intact, verdict.sealed, verdict.seals) == (True, 0, 0)


def test_the_root_can_be_recomputed_by_hand() -> None:
    write(3)
    seal()
    with bound(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_build_array('entry.1', id, uuid, (extract(epoch FROM at) * 1000000)::bigint, person_id,"
            " person_name, post_id, post_title, act, object_kind, object_id, object_name, unit_path, before, after,"
            " origin, request_id)::text FROM journal_entry ORDER BY id"
        )
        one, two, three = (leaf_hash(text.encode()) for (text,) in cursor.fetchall())
    assert bytes(Seal.objects.get().root) == node_hash(node_hash(one, two), three)


def rewrite_with_leaf(position: int) -> None:
    """What somebody with the owner's rights would do who knows how leaves are made."""
    entry_id = id_at(position)
    as_owner(f"UPDATE journal_entry SET object_name = '别的学校' WHERE id = {entry_id}")
    with bound(SYSTEM):
        proof = find_proof(entry_id)
    assert proof is not None
    as_owner(
        f"UPDATE journal_leaf SET hash = decode('{leaf_hash(proof.content).hex()}', 'hex') WHERE position = {position}"
    )


ALTERED = "UPDATE journal_entry SET {} WHERE id = {}"


@pytest.mark.parametrize(
    "change",
    [
        "object_name = '别的学校'",
        'before = \'{"name": "x"}\'',
        "after = NULL",
        "at = at + interval '1 microsecond'",
        "person_name = '别人'",
        "unit_path = 'cn.42.'",
        "origin = '10.0.0.1'",
    ],
)
def test_an_altered_field_is_found(sealed: Path, change: str) -> None:
    as_owner(ALTERED.format(change, id_at(17)))
    finding = verify(heads=sealed).finding
    assert finding is not None
    assert (finding.harm, finding.entry_id, finding.first, finding.last) == (Harm.ENTRY_ALTERED, id_at(17), 17, 17)


def test_the_first_of_several_is_named(sealed: Path) -> None:
    as_owner(ALTERED.format("act = 'x'", id_at(22)), f"DELETE FROM journal_entry WHERE id = {id_at(12)}")
    finding = verify(heads=sealed).finding
    assert finding is not None
    assert (finding.harm, finding.entry_id) == (Harm.ENTRY_MISSING, id_at(12))


def delete_entry() -> None:
    as_owner(f"DELETE FROM journal_entry WHERE id = {id_at(5)}")


def delete_leaf() -> None:
    as_owner("DELETE FROM journal_leaf WHERE position = 5")


def delete_leaf_and_entry() -> None:
    as_owner(f"DELETE FROM journal_entry WHERE id = {id_at(5)}", "DELETE FROM journal_leaf WHERE position = 5")


def swap_entries() -> None:
    first, second = id_at(5), id_at(6)
    as_owner(
        f"UPDATE journal_entry SET id = -1 WHERE id = {first}",
        f"UPDATE journal_entry SET id = {first} WHERE id = {second}",
        f"UPDATE journal_entry SET id = {second} WHERE id = -1",
    )


def swap_leaves() -> None:
    as_owner(
        "UPDATE journal_leaf SET position = -1 WHERE position = 5",
        "UPDATE journal_leaf SET position = 5 WHERE position = 16",
        "UPDATE journal_leaf SET position = 16 WHERE position = -1",
    )


def close_the_gap() -> None:
    """Delete an entry with its leaf and move all later leaves up, so that no place is empty."""
    delete_leaf_and_entry()
    as_owner(
        "UPDATE journal_leaf SET position = -position WHERE position > 5",
        "UPDATE journal_leaf SET position = -position - 1 WHERE position < 0",
    )


def alter_root() -> None:
    as_owner("UPDATE journal_seal SET root = decode(repeat('ab', 32), 'hex') WHERE number = 2")


def alter_frontier() -> None:
    as_owner("UPDATE journal_seal SET frontier = decode(repeat('ab', 64), 'hex') WHERE number = 2")


def delete_seal() -> None:
    as_owner("DELETE FROM journal_seal WHERE number = 2")


def truncate_tail() -> None:
    ids = ", ".join(str(id_at(position)) for position in range(20, 30))
    as_owner(
        f"DELETE FROM journal_entry WHERE id IN ({ids})",
        "DELETE FROM journal_leaf WHERE position >= 20",
        "DELETE FROM journal_seal WHERE number = 3",
    )


def truncate_leaves() -> None:
    as_owner("DELETE FROM journal_leaf WHERE position >= 20")


@pytest.mark.parametrize(
    ("tamper", "harm", "first", "last"),
    [
        (delete_entry, Harm.ENTRY_MISSING, 5, 5),
        (delete_leaf, Harm.LEAF_MISSING, 5, 5),
        (delete_leaf_and_entry, Harm.LEAF_MISSING, 5, 5),
        (swap_entries, Harm.ENTRY_ALTERED, 5, 5),
        (swap_leaves, Harm.RANGE_REWRITTEN, 0, 9),
        (close_the_gap, Harm.RANGE_REWRITTEN, 0, 9),
        (lambda: rewrite_with_leaf(14), Harm.RANGE_REWRITTEN, 10, 19),
        (alter_root, Harm.SEAL_ALTERED, 19, 19),
        (alter_frontier, Harm.SEAL_ALTERED, 19, 19),
        (delete_seal, Harm.SEAL_MISSING, 10, 29),
        (truncate_tail, Harm.TAIL_MISSING, 20, 29),
        (truncate_leaves, Harm.TAIL_MISSING, 20, 29),
    ],
)
def test_tampering_is_found_and_named(
    sealed: Path, tamper: Callable[[], None], harm: Harm, first: int, last: int
) -> None:
    tamper()
    finding = verify(heads=sealed).finding
    assert finding is not None
    assert (finding.harm, finding.first, finding.last) == (harm, first, last)


def test_a_log_rewritten_with_all_its_seals_contradicts_the_kept_heads(sealed: Path) -> None:
    as_owner("TRUNCATE journal_leaf, journal_seal, journal_node", ALTERED.format("act = 'x'", id_at(14)))
    for minute in range(3):
        seal(minute=minute, chunk=10)
    assert verify(heads=sealed.with_name("none.log")).is_intact
    finding = verify(heads=sealed).finding
    assert finding is not None
    assert (finding.harm, finding.first, finding.last) == (Harm.RANGE_REWRITTEN, 10, 19)


def test_a_seal_that_contradicts_itself_is_not_built_upon(sealed: Path) -> None:
    as_owner("UPDATE journal_seal SET root = decode(repeat('ab', 32), 'hex') WHERE number = 3")
    write(1)
    with pytest.raises(SealBroken, match="seal 3"):
        seal(minute=9)


def test_an_altered_node_is_told_apart_from_altered_entries(heads: Path) -> None:
    write(600)
    seal(heads=heads)
    assert Node.objects.count() == 2
    as_owner("UPDATE journal_node SET hash = decode(repeat('ab', 32), 'hex') WHERE place = 1")
    finding = verify(heads=heads).finding
    assert finding is not None
    assert (finding.harm, finding.first, finding.last) == (Harm.NODE_ALTERED, 256, 511)


@pytest.mark.parametrize("table", ["journal_entry", "journal_leaf", "journal_seal", "journal_node"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_role_can_neither_change_nor_remove(sealed: Path, table: str, statement: str) -> None:
    change = {"journal_entry": "act = 'x'", "journal_seal": "size = 0"}.get(table, "hash = ''")
    with bound(SYSTEM), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement.format(table, change))
    assert verify(heads=sealed).is_intact


def test_an_entry_whose_transaction_is_still_open_is_sealed_later(heads: Path) -> None:
    """Its id is lower than those sealed meanwhile."""
    opened, go_on = threading.Event(), threading.Event()

    def slow_writer() -> None:
        try:
            with bound(SYSTEM):
                note("slow")
                opened.set()
                go_on.wait(30)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow_writer)
    thread.start()
    assert opened.wait(30)
    for minute in range(3):
        write(5)
        assert seal(minute=minute, heads=heads) == 1
    assert Leaf.objects.count() == 15
    go_on.set()
    thread.join()
    assert seal(minute=4, heads=heads) == 1
    assert Leaf.objects.count() == 16
    slow = Leaf.objects.get(position=15)
    assert slow.entry_id < id_at(0)
    assert verify(heads=heads).is_intact


def note(name: str, *, at: datetime = AT) -> Entry:
    return record(post=SYSTEM, at=at, act="a.b", object_kind="k", object_id=1, object_name=name, unit_path="cn.")


def test_the_floor_follows_what_is_certain(heads: Path) -> None:
    for minute in range(4):
        write(10)
        seal(minute=minute, heads=heads)
    floors = list(Seal.objects.order_by("number").values_list("floor_id", "seen_id"))
    first = id_at(0)
    ends = [first + 9, first + 19, first + 29, first + 39]
    assert [seen for _floor, seen in floors] == ends
    # A transaction open anywhere on the server, in a neighbouring test too, holds the floor back, but never moves it on.
    held = [floor for floor, _seen in floors]
    assert held == sorted(held)
    assert all(floor <= before for floor, before in zip(held, [0, *ends], strict=False))


def test_a_large_backlog_is_sealed_in_chunks(heads: Path) -> None:
    write(25)
    assert seal(heads=heads, chunk=10) == 3
    assert list(Seal.objects.order_by("number").values_list("size", flat=True)) == [10, 20, 25]
    assert seal(minute=1, heads=heads) == 0
    assert verify(heads=heads).is_intact


def test_writers_and_sealers_at_once_seal_everything_once(heads: Path) -> None:
    def writer() -> None:
        try:
            for _turn in range(20):
                write(3)
        finally:
            connections.close_all()

    def sealer() -> None:
        try:
            for turn in range(15):
                seal(minute=turn)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=task) for task in (writer, writer, writer, sealer, sealer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal(minute=60)
    assert Leaf.objects.count() == 180
    assert verify(heads=heads).is_intact


def test_every_entry_proves_its_place(heads: Path) -> None:
    write(300)
    seal(heads=heads)
    write(250)
    seal(minute=1, heads=heads)
    with bound(SYSTEM):
        for position in (0, 255, 256, 299, 300, 511, 512, 549):
            proof = find_proof(id_at(position))
            assert proof is not None
            assert (proof.holds, proof.size) == (True, 300 if position < 300 else 550)
        entry = note("not yet")
        assert find_proof(entry.id) is None
    assert has_grown(Seal.objects.get(number=1), Seal.objects.get(number=2))


def test_a_tampered_entry_has_no_proof_that_holds(sealed: Path) -> None:
    as_owner(ALTERED.format("act = 'x'", id_at(3)))
    with bound(SYSTEM):
        proof = find_proof(id_at(3))
    assert proof is not None
    assert not proof.holds


def test_a_head_cut_short_by_a_crash_is_passed_over(sealed: Path) -> None:
    whole = sealed.read_text()
    sealed.write_text(whole + '{"seal": 4, "si')
    verdict = verify(heads=sealed)
    assert (verdict.is_intact, verdict.heads) == (True, 3)
