"""Keeping plans with their units: as long as a plan is in force, its rows lie where their units stand today.

What was superseded or closed stays at the places of its time.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuezheng.kernel.files.facade import take_attachments_along
from xuezheng.kernel.scope.following import follow
from xuezheng.modules.plans.evidence_files import KIND as EVIDENCE_FILES
from xuezheng.modules.plans.models import (
    Assignment,
    AssignmentStep,
    Goal,
    ImplementationPlan,
    Milestone,
    Paper,
    Plan,
    ProgressReport,
    Project,
    Responsibility,
    RoadStep,
    Section,
    Spending,
    Target,
    TargetEvidence,
    TargetShare,
    Task,
    TaskTakeover,
)
from xuezheng.modules.plans.originals import KIND as PAPER_FILES
from xuezheng.modules.plans.queries.evidence import ASSIGNMENT_FILES, REPORT_FILES

PARTS = (Section, Goal, Task, Responsibility, Milestone, Target)
WITH_FILES: dict[str, Any] = {
    PAPER_FILES: Paper,
    ASSIGNMENT_FILES: Assignment,
    REPORT_FILES: ProgressReport,
    EVIDENCE_FILES: TargetEvidence,
}


def follow_unit(*, old_path: str, at: datetime) -> int:
    """Done twice it changes nothing, whatever happened in between. Returns how many rows went."""
    moved = sum(follow(rows, old_path=old_path, bearer=f"{bearer}__unit_path") for rows, bearer in _rows())
    follow(Assignment.objects.all(), old_path=old_path, bearer="plan__unit_path", path="issuer_path")
    for kind, model in WITH_FILES.items():
        take_attachments_along(object_kind=kind, owners=model.objects.all(), old_path=old_path, at=at)
    return moved


def _rows() -> Iterable[tuple[QuerySet[Any], str]]:
    """Rows with whose path they share: first what belongs to a unit, then what belongs to these."""
    ended = Plan.objects.filter(paper=OuterRef("pk")).exclude(_living(""))
    return [
        (Plan.objects.filter(_living("")), "unit"),
        (Paper.objects.filter(~Exists(ended)), "unit"),
        (Assignment.objects.filter(_living("plan__")), "unit"),
        (TargetShare.objects.filter(_living("target__plan__")), "unit"),
        (TargetEvidence.objects.filter(_living("target__plan__")), "unit"),
        (Project.objects.filter(_living("task__plan__")), "unit"),
        (ImplementationPlan.objects.filter(_living("plan__")), "unit"),
        *((part.objects.all(), "plan") for part in PARTS),
        (TaskTakeover.objects.all(), "task"),
        (ProgressReport.objects.all(), "assignment"),
        (AssignmentStep.objects.all(), "assignment"),
        (Spending.objects.all(), "project"),
        (RoadStep.objects.all(), "implementation"),
    ]


def _living(prefix: str) -> Q:
    return Q(**{f"{prefix}superseded_at": None, f"{prefix}closed_at": None})
