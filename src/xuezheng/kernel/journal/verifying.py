"""Going through the whole journal: every entry against its leaf, every seal and kept head against the tree."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from xuezheng.kernel.journal.chunks import Chunk, chunks
from xuezheng.kernel.journal.heads import heads_file, kept_heads
from xuezheng.kernel.journal.merkle import Frontier, leaf_hash
from xuezheng.kernel.journal.models import Entry, Leaf, Seal
from xuezheng.kernel.journal.sealing import Head
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

Progress = Callable[[int, int], None]


class Harm(StrEnum):
    """What can be found."""

    ENTRY_ALTERED = "entry-altered"
    ENTRY_MISSING = "entry-missing"
    LEAF_MISSING = "leaf-missing"
    RANGE_REWRITTEN = "range-rewritten"
    SEAL_ALTERED = "seal-altered"
    SEAL_MISSING = "seal-missing"
    TAIL_MISSING = "tail-missing"
    NODE_ALTERED = "node-altered"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The first harm, by place in the log. `first` and `last` are places; `entry_id` where one entry is to blame."""

    harm: Harm
    first: int
    last: int
    entry_id: int | None = None
    seal: int | None = None
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`sealed` entries were checked against `seals` seals and `heads` kept heads; `unsealed` ones wait for the next seal."""

    sealed: int
    unsealed: int
    seals: int
    heads: int
    root: str
    finding: Finding | None

    @property
    def is_intact(self) -> bool:
        return self.finding is None


@dataclass(frozen=True, kw_only=True)
class _Mark:
    """A claim about the tree at one size: by a seal, or by a head kept outside."""

    size: int
    root: bytes
    frontier: bytes | None = None
    seal: int | None = None


class _Found(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def verify(*, progress: Progress | None = None, heads: Path | None = None) -> Verdict:
    """Binds itself to the whole tree. Reads everything; a million entries take some seconds."""
    with bound(system_post("journal-verify")):
        kept = list(kept_heads(heads or heads_file()))
        seals = list(Seal.objects.order_by("number"))
        check = _Check(seals, kept, total=Leaf.objects.count())
        finding = check.run(progress or (lambda _done, _total: None))
        return Verdict(
            sealed=check.frontier.size,
            unsealed=max(Entry.objects.count() - check.frontier.size, 0) if finding is None else 0,
            seals=len(seals),
            heads=len(kept),
            root=check.frontier.root().hex(),
            finding=finding,
        )


class _Check:
    """One pass by place. A seal that does not fit is held as a suspect: a later mark that fits clears the entries."""

    def __init__(self, seals: list[Seal], kept: list[Head], *, total: int) -> None:
        self.frontier = Frontier()
        self.total = total
        self.seals = seals
        self.marks: dict[int, list[_Mark]] = defaultdict(list)
        for head in kept:
            self.marks[head.size].append(_Mark(size=head.size, root=bytes.fromhex(head.root)))
        for seal in seals:
            self.marks[seal.size].append(
                _Mark(size=seal.size, root=bytes(seal.root), frontier=bytes(seal.frontier), seal=seal.number)
            )
        self.suspect: _Mark | None = None
        self.sound = 0
        """Size of the tree up to which all marks agreed."""

    def run(self, progress: Progress) -> Finding | None:
        try:
            with closing(chunks()) as parts:
                for chunk in parts:
                    self._go_through(chunk)
                    progress(self.frontier.size, self.total)
            self._end()
        except _Found as found:
            return found.finding
        return None

    def _go_through(self, chunk: Chunk) -> None:
        for position, entry_id, kept_hash, text in chunk.leaves:
            if position != self.frontier.size:
                raise _Found(_leaf_missing(self.frontier.size))
            if text is None or leaf_hash(text) != kept_hash:
                self._settle()
                raise _Found(_entry_harmed(entry_id, position, missing=text is None))
            for level, place, hash_ in self.frontier.append(kept_hash):
                if chunk.nodes.get((level, place)) != hash_:
                    self._settle()
                    raise _Found(_node_altered(level, place, self.frontier.size))
            if self.frontier.size in self.marks:
                self._compare(self.marks[self.frontier.size])

    def _compare(self, marks: list[_Mark]) -> None:
        """A kept head outweighs seals: whoever can rewrite entries can rewrite seals, but not a file elsewhere."""
        root, packed = self.frontier.root(), self.frontier.to_bytes()
        wrong = [mark for mark in marks if mark.root != root or mark.frontier not in {None, packed}]
        outside = [mark for mark in marks if mark.seal is None]
        agreed = any(mark.root == root for mark in outside or marks)
        if not agreed:
            if self.suspect is None:
                self.suspect = min(wrong, key=lambda mark: mark.seal or 0)
            return
        if self.suspect is None and not wrong:
            self.sound = self.frontier.size
        elif self.suspect is None or self.suspect.seal is not None or outside:
            raise _Found(_mark_altered(self.suspect or wrong[0]))

    def _settle(self) -> None:
        """With a suspect pending and no mark to clear it, the harm lies at or before the suspect."""
        if self.suspect is not None:
            raise _Found(_range_rewritten(self.sound, self.suspect))

    def _end(self) -> None:
        self._settle()
        beyond = [mark for size, marks in self.marks.items() if size > self.frontier.size for mark in marks]
        if beyond:
            raise _Found(_tail_missing(self.frontier.size, max(mark.size for mark in beyond)))
        for number, seal in enumerate(self.seals, start=1):
            if seal.number != number:
                raise _Found(_seal_missing(number, self.seals))
        if self.frontier.size and self.frontier.size not in self.marks:
            raise _Found(_seal_missing(len(self.seals) + 1, self.seals))


def _entry_harmed(entry_id: int, position: int, *, missing: bool) -> Finding:
    harm = Harm.ENTRY_MISSING if missing else Harm.ENTRY_ALTERED
    what = "is missing" if missing else "was altered, or its leaf was"
    return Finding(
        harm=harm,
        first=position,
        last=position,
        entry_id=entry_id,
        sentence=f"Entry {entry_id} (place {position}) {what} after it was sealed.",
    )


def _leaf_missing(position: int) -> Finding:
    return Finding(
        harm=Harm.LEAF_MISSING,
        first=position,
        last=position,
        sentence=f"The leaf at place {position} is missing; the entry before it is the last that can be vouched for.",
    )


def _node_altered(level: int, place: int, size: int) -> Finding:
    width = 256**level
    return Finding(
        harm=Harm.NODE_ALTERED,
        first=place * width,
        last=size - 1,
        sentence=f"The kept node {level}/{place} does not match the leaves below it; the entries themselves do match.",
    )


def _mark_altered(mark: _Mark) -> Finding:
    name = f"Seal {mark.seal}" if mark.seal else "A head kept outside of the database"
    return Finding(
        harm=Harm.SEAL_ALTERED,
        first=mark.size - 1,
        last=mark.size - 1,
        seal=mark.seal,
        sentence=f"{name} over {mark.size} entries was altered; the entries below it agree with the other seals.",
    )


def _range_rewritten(sound: int, mark: _Mark) -> Finding:
    return Finding(
        harm=Harm.RANGE_REWRITTEN,
        first=sound,
        last=mark.size - 1,
        seal=mark.seal,
        sentence=f"Between places {sound} and {mark.size - 1} an entry was rewritten together with its leaf: the tree no"
        f" longer has the head sealed over {mark.size} entries.",
    )


def _seal_missing(number: int, seals: list[Seal]) -> Finding:
    before = max((seal.size for seal in seals if seal.number < number), default=0)
    after = min((seal.size for seal in seals if seal.number > number), default=before)
    return Finding(
        harm=Harm.SEAL_MISSING,
        first=before,
        last=max(after - 1, before),
        seal=number,
        sentence=f"Seal {number} is missing.",
    )


def _tail_missing(present: int, claimed: int) -> Finding:
    return Finding(
        harm=Harm.TAIL_MISSING,
        first=present,
        last=claimed - 1,
        sentence=f"The last {claimed - present} sealed entries are missing: the log ends after {present}, yet a seal or a"
        f" kept head vouches for {claimed}.",
    )
