"""Keeping plans with their units: as long as a plan is in force, its rows lie where their units stand today.

What was superseded or closed stays at the places of its time.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from xuezheng.kernel.files.facade import relocate_attachments
from xuezheng.kernel.files.models import Attachment
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
    moved = sum(_moved(rows, old_path, bearer=bearer) for rows, bearer in _rows())
    _moved(Assignment.objects.all(), old_path, bearer="plan", path="issuer_path")
    for kind, model in WITH_FILES.items():
        _take_files_along(kind, model, old_path, at=at)
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


def _moved(rows: QuerySet[Any], old_path: str, *, bearer: str, path: str = "unit_path") -> int:
    """`bearer` is the foreign key whose path counts."""
    model = rows.model
    within = rows.filter(**{f"{path}__gte": old_path, f"{path}__lt": old_path + "~"})
    astray = within.exclude(**{path: F(f"{bearer}__unit_path")}).values("pk")
    above = model._meta.get_field(bearer).related_model  # noqa: SLF001 - Django's documented name for a model's fields
    there = above._default_manager.filter(pk=OuterRef(f"{bearer}_id")).values("unit_path")[:1]  # noqa: SLF001 - Django's documented name for the manager of any model
    moving: QuerySet[Any] = model._default_manager.filter(pk__in=astray)  # noqa: SLF001 - Django's documented name for the manager of any model
    return moving.update(**{path: Subquery(there)})


def _take_files_along(kind: str, model: Any, old_path: str, *, at: datetime) -> None:
    attached = Attachment.objects.filter(
        object_kind=kind, unit_path__gte=old_path, unit_path__lt=old_path + "~"
    ).values_list("object_id", flat=True)
    found = model.objects.filter(pk__in=list(attached)).values_list("pk", "unit_path")
    relocate_attachments(object_kind=kind, places={str(key): path for key, path in found}, at=at)
