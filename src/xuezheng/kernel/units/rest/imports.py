"""Endpoints of the import: a file is checked and kept, looked at, then run, by the same acts as on the page."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse

from xuezheng.kernel.pages.tables import MAX_BYTES, CellProblem
from xuezheng.kernel.rest.endpoints import BINARY
from xuezheng.kernel.rest.schemas import Output
from xuezheng.kernel.rest.serving import BYTES, ApiRequest
from xuezheng.kernel.rest.tables import CellProblemOut, Filename
from xuezheng.kernel.units.actions.check_import import check_import
from xuezheng.kernel.units.importing.columns import template
from xuezheng.kernel.units.importing.kept import checked_again, get_import
from xuezheng.kernel.units.importing.report import problems_workbook
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import UnitImport
from xuezheng.kernel.units.policies import unit_imports_visible_to
from xuezheng.kernel.units.rest import router
from xuezheng.kernel.units.starting import start_import

IMPORT = "units.import"
MOST_TOLD = 1_000


class UnitImportOut(Output):
    """`wrong` counts rows with a problem: while there is one, nothing is opened. `run_id` is the work to follow."""

    id: UUID
    filename: str
    sha256: str
    state: UnitImport.State
    rows: int
    wrong: int
    kinds: dict[UnitKind, int]
    message: str
    run_id: UUID | None
    checked_at: datetime
    finished_at: datetime | None


@router.lists("/imports", item=UnitImportOut, permission=IMPORT, order="-checked_at")
def list_unit_imports(request: ApiRequest) -> QuerySet[UnitImport]:
    """Files checked lately, the newest first. They are kept until they are run, or for a week."""
    return unit_imports_visible_to(request.post).defer("content")


@router.creates(
    "/imports",
    returns=UnitImportOut,
    permission=IMPORT,
    takes=BYTES,
    limit=MAX_BYTES,
    repeatable=True,
    location=lambda kept: f"/api/v1/units/imports/{kept.id}",
)
def check_unit_import(request: ApiRequest, name: Filename) -> UnitImport:
    """Check a file of units and keep it: a dry run. The body is the file."""
    return check_import(post=request.post, data=request.body, filename=name.replace("\x00", ""), at=request.at)


@router.reads("/imports/template", returns=BINARY, permission=IMPORT)
def read_unit_import_template(request: ApiRequest) -> HttpResponse:  # noqa: ARG001 - every endpoint is given its request
    """An empty workbook to fill in."""
    return HttpResponse(template(), content_type=BYTES)


@router.reads("/imports/{uuid:import_id}", returns=UnitImportOut, permission=IMPORT)
def read_unit_import(request: ApiRequest, import_id: UUID) -> UnitImport:
    """One file: what its check found, and how far it is."""
    return get_import(request.post, import_id=import_id)


@router.reads("/imports/{uuid:import_id}/problems", returns=list[CellProblemOut], permission=IMPORT)
def list_unit_import_problems(request: ApiRequest, import_id: UUID) -> list[CellProblem]:
    """What is wrong as the tree stands now, at most 1,000 cells."""
    _table, checked = checked_again(request.post, get_import(request.post, import_id=import_id), at=request.at)
    return checked.problems[:MOST_TOLD]


@router.reads("/imports/{uuid:import_id}/problems/workbook", returns=BINARY, permission=IMPORT)
def download_unit_import_problems(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """The same rows as a workbook, the wrong cells marked and explained."""
    kept = get_import(request.post, import_id=import_id)
    return HttpResponse(problems_workbook(*checked_again(request.post, kept, at=request.at)), content_type=BYTES)


@router.acts("/imports/{uuid:import_id}/run", returns=UnitImportOut, permission=IMPORT, takes="")
def run_unit_import(request: ApiRequest, import_id: UUID) -> UnitImport:
    """Open the units. More than 2,000 rows are left to a job: the state is then `running`, and `run_id` names the work."""
    start_import(post=request.post, import_id=import_id, at=request.at)
    return get_import(request.post, import_id=import_id)
