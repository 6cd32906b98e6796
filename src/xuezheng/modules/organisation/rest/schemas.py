"""What endpoints of registers and meetings take and give. Units are named by their official code."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.rest.schemas import Input, Output

Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2190, 12, 31))]
UnitCode = Annotated[str, Field(min_length=1, max_length=20)]
Code = Annotated[str, Field(min_length=1, max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
PersonName = Annotated[str, Field(max_length=60)]
PersonNumber = Annotated[str, Field(max_length=20)]
DocNumber = Annotated[str, Field(max_length=60)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str, Field(max_length=10_000)]
Reason = Annotated[str, Field(max_length=300)]
UnitCodes = Annotated[list[UnitCode], Field(max_length=200)]


class BodyOut(Output):
    id: UUID
    unit_path: str
    kind: str
    name: str
    doc_number: str
    duties: str
    founded_on: date
    dissolved_on: date | None
    version: int


class BodyWordsIn(Input):
    name: Name
    founded_on: Day
    doc_number: DocNumber = ""
    duties: Words = ""


class BodyIn(BodyWordsIn):
    unit: UnitCode
    kind: Code


class DissolutionIn(Input):
    dissolved_on: Day
    reason: Reason = ""


class MemberOut(Output):
    id: UUID
    body_id: UUID
    role: str
    name: str
    duty: str
    valid_from: date
    valid_to: date | None


class MemberIn(Input):
    role: Code
    name: PersonName = ""
    person_number: PersonNumber = ""
    duty: Annotated[str, Field(max_length=120)] = ""
    valid_from: Day


class EndIn(Input):
    """`valid_to` is the first day without."""

    valid_to: Day


class CioOut(Output):
    id: UUID
    unit_path: str
    name: str
    duty: str
    doc_number: str
    valid_from: date
    valid_to: date | None
    trained_on: date | None
    version: int


class CioIn(Input):
    unit: UnitCode
    name: PersonName = ""
    person_number: PersonNumber = ""
    duty: Name
    valid_from: Day
    doc_number: DocNumber = ""


class CioChangeIn(Input):
    name: PersonName
    duty: Name
    doc_number: DocNumber = ""


class TrainingOut(Output):
    id: int
    cio_id: UUID
    title: str
    trained_on: date
    certificate: str


class TrainingIn(Input):
    title: Title
    trained_on: Day
    certificate: DocNumber = ""


class WithdrawalIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class CoverageShareOut(Output):
    """How many units a rule asks, and how many of them have what it wants."""

    rule: str
    units: int
    having: int


class PlaceShareOut(Output):
    unit: str
    name: str
    shares: list[CoverageShareOut]


class PlaceCoverageOut(Output):
    unit: str
    name: str
    shares: list[CoverageShareOut]
    places: list[PlaceShareOut]


class LackingOut(Output):
    code: str
    name: str
    kind: str
    unit_path: str
    asked_at: datetime | None
    asked_until: date | None


class AskIn(Input):
    below: UnitCode
    due_on: Day | None = None


class AskedOut(Output):
    """`run_id` is the background work that goes on where there are many."""

    count: int
    run_id: UUID | None


class MeetingOut(Output):
    id: UUID
    unit_path: str
    body_id: UUID | None
    kind: str
    topic: str
    held_on: date
    place: str
    attendees: str
    summary: str
    version: int


class MeetingIn(Input):
    kind: Code
    topic: Title
    held_on: Day
    body: UUID | None = None
    place: Annotated[str, Field(max_length=120)] = ""
    attendees: Annotated[str, Field(max_length=4000)] = ""
    summary: Words = ""


class ResolutionOut(Output):
    id: UUID
    meeting_id: UUID
    position: int
    text: str
    task_id: UUID | None
    version: int


class ResolutionIn(Input):
    text: Annotated[str, Field(min_length=1, max_length=500)]


class ResolutionTaskIn(Input):
    plan: UUID
    heading: Annotated[str, Field(min_length=1, max_length=300)]
    leads: UnitCodes
    supports: UnitCodes = []
    due_on: Day
