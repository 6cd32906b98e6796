"""Keeping what holds today with its unit when the tree changes, so that coverage counts it where the unit stands.

What is over (dissolved bodies, former CIOs, meetings, concluded surveys) keeps the path of its time, like every history.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q

from xuezheng.kernel.files.facade import take_attachments_along
from xuezheng.kernel.scope.following import follow
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
    (Body, Q(dissolved_on=None), "unit"),
    (BodyMember, Q(body__dissolved_on=None), "body__unit"),
    (Cio, Q(valid_to=None), "unit"),
    (CioTraining, Q(cio__valid_to=None), "cio__unit"),
    (CoverageRequest, Q(answered_at=None), "unit"),
    (Rule, Q(), "unit"),
    (RuleEdition, Q(), "rule__unit"),
    (Survey, Q(concluded_on=None), "unit"),
    (SurveyUse, Q(survey__concluded_on=None), "survey__unit"),
    (SurveyPart, Q(survey__concluded_on=None), "unit"),
)
"""The table, which of its rows hold today, and what leads to their unit."""


WITH_FILES: dict[str, type[Any]] = {BODY: Body, CIO: Cio, EDITION: RuleEdition, SURVEY: Survey, PART: SurveyPart}


def follow_units(*, old_path: str, at: datetime) -> int:
    """In a binding that sees the whole tree. Done twice it changes nothing, whatever happened in between."""
    moved = sum(
        follow(model.objects.filter(holds), old_path=old_path, bearer=f"{bearer}__unit_path")
        for model, holds, bearer in LASTING
    )
    for kind, model in WITH_FILES.items():
        take_attachments_along(object_kind=kind, owners=model.objects.all(), old_path=old_path, at=at)
    return moved
