"""Sealing: each new entry gets a place in the Merkle tree, and the tree's head is written down.

Writers never wait for it. Ids are drawn before commits, so a low id may come into sight after a higher one: places are
given here, under one lock, in the order of sight; what is still in an open transaction is sealed later. Looking through
all entries for unsealed ones each minute would not do at ten million, so each seal notes how far it saw; once every
transaction of that time has ended, nothing new can appear up to there, and that point becomes the floor.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from xuezheng.kernel.journal.canonical import FORM
from xuezheng.kernel.journal.merkle import Frontier, leaf_hash
from xuezheng.kernel.journal.models import Seal

LOCK = 7_311_400_601
"""Ours among PostgreSQL's advisory locks: one sealer at a time."""
CHUNK = 20_000
GRACE = timedelta(seconds=30)
"""An id is drawn a moment before its transaction can be seen to have begun; half a minute is ample for that moment."""
IDLE_GAP = 5_000
"""With nothing new to seal, the floor is still raised when more than this many entries would be looked at each time."""


class SealBroken(RuntimeError):
    """The last seal contradicts itself: sealing on would bury the traces. `journal verify` names what was altered."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What is kept outside of the database too: enough to show that an earlier tree is no longer in the later one."""

    number: int
    size: int
    root: str
    sealed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a run over several chunks has come; up to `certain` nothing can come into sight any more."""

    beyond: int
    certain: int


@dataclass(frozen=True, kw_only=True)
class Sealed:
    head: Head
    reach: Reach | None
    """Where to go on; none where everything in sight is sealed."""


def seal_chunk(*, at: datetime, reach: Reach | None = None, chunk: int = CHUNK) -> Sealed | None:
    """Seal some of the new entries in the caller's transaction; None where there is nothing to seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Seal.objects.order_by("-number").first()
        frontier = _frontier(last)
        cursor.execute(_SIGHT)
        xmin, xmax, seen_id = cursor.fetchone()
        floor = last.floor_id if last else 0
        reach = reach or Reach(beyond=floor, certain=max(floor, _certain(xmin, at=at)))
        cursor.execute(_NEW, [reach.beyond, chunk])
        rows = cursor.fetchall()
    if not rows and reach.certain - floor <= IDLE_GAP:
        return None
    _append(frontier, rows)
    full = len(rows) == chunk
    seal = Seal.objects.create(
        number=last.number + 1 if last else 1,
        size=frontier.size,
        root=frontier.root(),
        frontier=frontier.to_bytes(),
        sealed_at=at,
        floor_id=min(reach.certain, rows[-1][0]) if full else reach.certain,
        seen_id=seen_id,
        seen_xmax=xmax,
    )
    head = Head(number=seal.number, size=seal.size, root=frontier.root().hex(), sealed_at=at)
    return Sealed(head=head, reach=Reach(beyond=rows[-1][0], certain=reach.certain) if full else None)


def _frontier(last: Seal | None) -> Frontier:
    if last is None:
        return Frontier()
    frontier = Frontier.from_bytes(last.size, bytes(last.frontier))
    if frontier.root() != bytes(last.root):
        raise SealBroken(f"seal {last.number} does not hold what it says")
    return frontier


def _certain(xmin: int, *, at: datetime) -> int:
    seen = Seal.objects.filter(seen_xmax__lte=xmin, sealed_at__lte=at - GRACE).order_by("-number").first()
    return seen.seen_id if seen else 0


def _append(frontier: Frontier, rows: list[tuple[int, str]]) -> None:
    first, hashes = frontier.size, []
    nodes: list[tuple[int, int, bytes]] = []
    for _entry_id, text in rows:
        leaf = leaf_hash(text.encode())
        hashes.append(leaf)
        nodes += frontier.append(leaf)
    with connection.cursor() as cursor:
        if rows:
            cursor.execute(_LEAVES, [first, [entry_id for entry_id, _text in rows], hashes])
        if nodes:
            cursor.execute(_NODES, [list(column) for column in zip(*nodes, strict=True)])


_SIGHT = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
       (SELECT coalesce(max(id), 0) FROM journal_entry)
"""
_NEW = f"""
SELECT entry.id, {FORM} FROM journal_entry entry
 WHERE entry.id > %s AND NOT EXISTS (SELECT 1 FROM journal_leaf leaf WHERE leaf.entry_id = entry.id)
 ORDER BY entry.id LIMIT %s
"""  # noqa: S608 - our own text
_LEAVES = """
INSERT INTO journal_leaf (position, entry_id, hash)
SELECT %s + place - 1, entry_id, hash
  FROM unnest(%s::bigint[], %s::bytea[]) WITH ORDINALITY AS leaf (entry_id, hash, place)
"""
_NODES = """
INSERT INTO journal_node (level, place, hash) SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])
"""
