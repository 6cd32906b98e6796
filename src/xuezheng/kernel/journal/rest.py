"""The journal for programs: read and narrow entries, fetch the proof of one, the present head of the log."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query
from pydantic import Field

from xuezheng.kernel.journal import queries, titles
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.journal.places import with_unit_names
from xuezheng.kernel.journal.policies import entries_visible_to
from xuezheng.kernel.journal.proofs import find_proof
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.schemas import Output
from xuezheng.kernel.rest.serving import ApiRequest

router = Router(tag="journal")

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Word = Annotated[str, Query(max_length=300)]


class EntryOut(Output):
    """One act. `act` is its code, `title` the sentence for it in the caller's language."""

    id: int
    uuid: UUID
    at: datetime
    act: str
    title: str
    person_id: UUID | None
    person_name: str
    post_id: UUID | None
    post_title: str
    object_kind: str
    object_id: str
    object_name: str
    unit_path: str
    unit_name: str | None
    origin: str
    request_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @staticmethod
    def resolve_title(entry: Entry) -> str:
        return titles.title_of_act(entry.act)


class ProofOut(Output):
    """Hash 0x00 and `content` (UTF-8) with SHA-256 to get `leaf`; fold `path` after RFC 6962; compare with `root`."""

    entry_id: int
    position: int
    content: str = Field(validation_alias="written")
    leaf: str
    path: list[str]
    seal: int
    size: int
    root: str
    sealed_at: datetime
    holds: bool

    @staticmethod
    def resolve_leaf(proof: Any) -> str:
        return str(proof.leaf.hex())

    @staticmethod
    def resolve_path(proof: Any) -> list[str]:
        return [step.hex() for step in proof.path]

    @staticmethod
    def resolve_root(proof: Any) -> str:
        return str(proof.root.hex())


class HeadOut(Output):
    """The last seal: keep it elsewhere, and no later log that lacks these entries can pass for this one."""

    size: int
    root: str
    sealed_at: datetime


@router.lists("/", item=EntryOut, permission="journal.read", order="-at")
def journal_entries(
    request: ApiRequest,
    *,
    unit: Word = "",
    person: Word = "",
    act: Word = "",
    kind: Word = "",
    object: Word = "",  # noqa: A002 - the parameter's name in the address
    text: Word = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Entry]:
    """Acts about units within the post's subtree, newest first. `unit` is a code, name or path, with all below it;
    `person` a name or id; `object` an id, or kind and id as in `unit:17`; `until` includes its day."""
    rows = with_unit_names(entries_visible_to(request.post))
    for narrow, value in (
        (queries.about_units, unit),
        (queries.by_person, person),
        (queries.about_object, object),
        (queries.since, since.isoformat() if since else ""),
        (queries.until, until.isoformat() if until else ""),
    ):
        rows = narrow(rows, value) if value else rows
    rows = rows.filter(act=act) if act else rows
    rows = rows.filter(object_kind=kind) if kind else rows
    return rows.filter(object_name__contains=text) if text else rows


@router.reads("/head", returns=HeadOut, permission="journal.read")
def journal_head(request: ApiRequest) -> queries.SealState:  # noqa: ARG001 - every endpoint takes the request
    """How far the journal is sealed, and the root of the tree over all of it."""
    state = queries.seal_state()
    if state is None:
        raise NotFound(_("Nothing is sealed yet. Sealing runs each minute while the worker is up."))
    return state


@router.reads("/{entry_id}", returns=EntryOut, permission="journal.read")
def journal_entry(request: ApiRequest, *, entry_id: Number) -> Entry:
    """One act with what it changed."""
    return queries.get_entry(request.post, entry_id)


@router.reads("/{entry_id}/proof", returns=ProofOut, permission="journal.read")
def journal_proof(request: ApiRequest, *, entry_id: Number) -> Any:
    """That the entry stands in the sealed log unaltered, for checking without trust in this server."""
    found = queries.get_entry(request.post, entry_id)
    proof = find_proof(found.id)
    if proof is None:
        raise NotFound(_("Not sealed yet; the next seal follows within a minute."))
    return proof
