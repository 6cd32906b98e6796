"""Tables of people by program: checked as often as wanted, taken in as a whole. Nothing is kept between the two.

The answer of the import holds the initial passwords, so it is given once and takes no idempotency key, which would keep it.
"""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.tables import MAX_BYTES, marked_workbook
from xuezheng.kernel.people.actions.import_people import PeopleImported, import_people
from xuezheng.kernel.people.importing.checking import check_people
from xuezheng.kernel.people.importing.drafts import PeopleDraft
from xuezheng.kernel.people.importing.reading import read_people
from xuezheng.kernel.people.rest.persons import router
from xuezheng.kernel.rest.endpoints import BINARY
from xuezheng.kernel.rest.schemas import Output
from xuezheng.kernel.rest.serving import BYTES, ApiRequest
from xuezheng.kernel.rest.tables import CellProblemOut, Filename

CHANGE = "people.change"


class PeopleCheckedOut(Output):
    """What the table would make. While there is a problem, nothing is made."""

    persons: int
    accounts: int
    posts: int
    problems: list[CellProblemOut]

    @staticmethod
    def resolve_persons(draft: PeopleDraft) -> int:
        return len(draft.new_persons)


class PasswordOut(Output):
    number: str
    name: str
    unit: str
    username: str
    password: str


class PeopleImportedOut(Output):
    """`passwords` are in this answer only."""

    persons: int
    accounts: int
    posts: int
    passwords: list[PasswordOut]


@router.acts(
    "/import/check", returns=PeopleCheckedOut, permission=CHANGE, takes=BYTES, limit=MAX_BYTES, repeatable=False
)
def check_people_import(request: ApiRequest, name: Filename) -> PeopleDraft:
    """Say what a table would make and what is wrong with it; nothing is written. The body is the file."""
    return check_people(post=request.post, table=read_people(request.read(), filename=name), at=request.at)


@router.acts("/import/marked", returns=BINARY, permission=CHANGE, takes=BYTES, limit=MAX_BYTES, repeatable=False)
def mark_people_import(request: ApiRequest, name: Filename) -> HttpResponse:
    """The same table as a workbook, the wrong cells marked and explained."""
    table = read_people(request.read(), filename=name)
    draft = check_people(post=request.post, table=table, at=request.at)
    return HttpResponse(marked_workbook(table, draft.problems, sheet=_("People")), content_type=BYTES)


@router.acts("/import", returns=PeopleImportedOut, permission=CHANGE, takes=BYTES, limit=MAX_BYTES, repeatable=False)
def take_people_in(request: ApiRequest, name: Filename) -> PeopleImported:
    """Register everybody, open their accounts, grant their posts: all of the table, or nothing. The body is the file."""
    return import_people(post=request.post, table=read_people(request.read(), filename=name), at=request.at)
