"""Keeping what holds today with its unit when the tree changes, so that coverage counts it where the unit stands.

What is over (dissolved bodies, former CIOs, meetings, concluded surveys) keeps the path of its time, like every history.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from xuezheng.kernel.files.facade import relocate_attachments
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.attachments import BODY, CIO, EDITION, PART, SURVEY
from xuezheng.modules.organisation.models import (
    Body,
    BodyMember,
    Cio,
    CioTraining,
    CoverageRequest,
    Rule,
    RuleEdition,
    Survey,
    SurveyPart,
    SurveyUse,
)

LASTING: tuple[tuple[type[Any], Q, str], ...] = (
    (Body, Q(dissolved_on=None), ""),
    (BodyMember, Q(body__dissolved_on=None), "body"),
    (Cio, Q(valid_to=None), ""),
    (CioTraining, Q(cio__valid_to=None), "cio"),
    (CoverageRequest, Q(answered_at=None), ""),
    (Rule, Q(), ""),
    (RuleEdition, Q(), "rule"),
    (Survey, Q(concluded_on=None), ""),
    (SurveyUse, Q(survey__concluded_on=None), "survey"),
    (SurveyPart, Q(survey__concluded_on=None), ""),
)
"""The table, which of its rows hold today, and through what they belong to a unit where they do not say so themselves."""


WITH_FILES: dict[str, type[Any]] = {BODY: Body, CIO: Cio, EDITION: RuleEdition, SURVEY: Survey, PART: SurveyPart}


def follow_units(*, old_path: str, at: datetime) -> int:
    """In a binding that sees the whole tree. Done twice it changes nothing, whatever happened in between."""
    moved = sum(_moved(model, holds, through, old_path) for model, holds, through in LASTING)
    for kind, model in WITH_FILES.items():
        _take_files_along(kind, model, old_path, at=at)
    return moved


def _take_files_along(kind: str, model: type[Any], old_path: str, *, at: datetime) -> None:
    attached = Attachment.objects.filter(
        object_kind=kind, unit_path__gte=old_path, unit_path__lt=old_path + "~"
    ).values_list("object_id", flat=True)
    found = model.objects.filter(pk__in=list(attached)).values_list("pk", "unit_path")
    relocate_attachments(object_kind=kind, places={str(key): path for key, path in found}, at=at)


def _moved(model: type[Any], holds: Q, through: str, old_path: str) -> int:
    owner = f"{through}__unit" if through else "unit"
    within = model.objects.filter(holds, unit_path__gte=old_path, unit_path__lt=old_path + "~")
    keys = list(within.exclude(unit_path=F(f"{owner}__unit_path")).values_list("pk", flat=True))
    return int(model.objects.filter(pk__in=keys).update(unit_path=Subquery(_path_of(model, through))))


def _path_of(model: type[Any], through: str) -> "QuerySet[Any, Any]":
    if not through:
        return Unit.objects.filter(id=OuterRef("unit_id")).values("unit_path")[:1]
    parent: Any = model._meta.get_field(through).related_model  # noqa: SLF001 - Django's documented name for a model's fields
    found: QuerySet[Any, Any] = parent.objects.filter(id=OuterRef(f"{through}_id")).values("unit__unit_path")[:1]
    return found
