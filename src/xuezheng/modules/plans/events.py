"""What other packages may hear about plans. Ids are uuids as text; days and months are ISO."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PlanPublished(DomainEvent):
    name: ClassVar[str] = "plans.PlanPublished"
    plan_id: str
    year: int


@dataclass(frozen=True, kw_only=True)
class PlanSuperseded(DomainEvent):
    name: ClassVar[str] = "plans.PlanSuperseded"
    plan_id: str
    by_plan_id: str


@dataclass(frozen=True, kw_only=True)
class PlanClosed(DomainEvent):
    name: ClassVar[str] = "plans.PlanClosed"
    plan_id: str


@dataclass(frozen=True, kw_only=True)
class TaskAdded(DomainEvent):
    """A task that does not stand in the document was added to a published plan."""

    name: ClassVar[str] = "plans.TaskAdded"
    plan_id: str
    task_id: str


@dataclass(frozen=True, kw_only=True)
class ProgressReported(DomainEvent):
    name: ClassVar[str] = "plans.ProgressReported"
    assignment_id: str
    month: str


@dataclass(frozen=True, kw_only=True)
class AssignmentSubmitted(DomainEvent):
    name: ClassVar[str] = "plans.AssignmentSubmitted"
    assignment_id: str


@dataclass(frozen=True, kw_only=True)
class AssignmentAccepted(DomainEvent):
    name: ClassVar[str] = "plans.AssignmentAccepted"
    assignment_id: str


@dataclass(frozen=True, kw_only=True)
class AssignmentReturned(DomainEvent):
    name: ClassVar[str] = "plans.AssignmentReturned"
    assignment_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AssignmentsAccepted(DomainEvent):
    """Many at once, of one task; each has its own entry in the journal."""

    name: ClassVar[str] = "plans.AssignmentsAccepted"
    task_id: str
    count: int


@dataclass(frozen=True, kw_only=True)
class SubmissionWithdrawn(DomainEvent):
    name: ClassVar[str] = "plans.SubmissionWithdrawn"
    assignment_id: str


@dataclass(frozen=True, kw_only=True)
class AssignmentReopened(DomainEvent):
    name: ClassVar[str] = "plans.AssignmentReopened"
    assignment_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeadlineExtended(DomainEvent):
    """Of one assignment, or (empty) of the whole task."""

    name: ClassVar[str] = "plans.DeadlineExtended"
    task_id: str
    assignment_id: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class MilestoneReached(DomainEvent):
    """`reached_on` is empty where it was taken back."""

    name: ClassVar[str] = "plans.MilestoneReached"
    milestone_id: str
    reached_on: str


@dataclass(frozen=True, kw_only=True)
class ProjectOpened(DomainEvent):
    name: ClassVar[str] = "plans.ProjectOpened"
    project_id: str
    task_id: str


@dataclass(frozen=True, kw_only=True)
class ProjectClosed(DomainEvent):
    name: ClassVar[str] = "plans.ProjectClosed"
    project_id: str


@dataclass(frozen=True, kw_only=True)
class SpendingRecorded(DomainEvent):
    """In yuan; less than nothing where an entry was taken back."""

    name: ClassVar[str] = "plans.SpendingRecorded"
    project_id: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class ImplementationDrawnUp(DomainEvent):
    name: ClassVar[str] = "plans.ImplementationDrawnUp"
    implementation_id: str
    plan_id: str


@dataclass(frozen=True, kw_only=True)
class TargetBound(DomainEvent):
    """A target got an indicator, lost it (empty code), or was said to be unmeasurable."""

    name: ClassVar[str] = "plans.TargetBound"
    target_id: str
    indicator_code: str
