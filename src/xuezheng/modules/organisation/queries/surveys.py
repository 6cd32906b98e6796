"""Surveys with how many take part and have reported; one survey with its parts and uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import INNER, UnitKind
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.organisation.models import Survey, SurveyPart, SurveyUse
from xuezheng.modules.organisation.policies.surveys import parts_visible_to, surveys_visible_to, uses_visible_to
from xuezheng.modules.plans.facade import TaskStanding, task_standings


@dataclass(frozen=True, kw_only=True)
class Used:
    """What came of a survey, with the task where it is one that the post may see."""

    use: SurveyUse
    standing: TaskStanding | None


def listed_surveys(post: ActingPost) -> QuerySet[Any]:
    """Each with `parts` and `reported`, as far as the post sees the parts: a unit below sees its own."""
    own = SurveyPart.objects.filter(survey=OuterRef("pk")).order_by().values("survey")
    counts = {
        "parts": own.annotate(number=Count("id")).values("number"),
        "reported": own.annotate(number=Count("reported_at")).values("number"),
    }
    return (
        surveys_visible_to(post)
        .select_related("unit")
        .annotate(**{name: Coalesce(Subquery(rows, output_field=IntegerField()), 0) for name, rows in counts.items()})
    )


def parts_of(post: ActingPost, survey: Survey) -> Sequence[SurveyPart]:
    """Those who have not reported first."""
    rows = parts_visible_to(post).filter(survey=survey).select_related("unit", "survey")
    return sorted(rows, key=lambda part: (part.reported_at is not None, part.unit_path))


def kinds_below(post: ActingPost, survey: Survey) -> list[tuple[str, str]]:
    """Kinds of which there are units below the survey's, to choose from."""
    below = units_visible_to(post).filter(unit_path__startswith=survey.unit_path, closed_on=None)
    found = set(below.exclude(id=survey.unit_id).exclude(kind__in=INNER).values_list("kind", flat=True).distinct())
    return [(kind.value, str(kind.label)) for kind in UnitKind if kind.value in found]


def uses_of(post: ActingPost, survey: Survey, *, day: date) -> Sequence[Used]:
    rows = list(uses_visible_to(post).filter(survey=survey).select_related("rule").order_by("-used_on", "-id"))
    standings = task_standings(post, [row.task_id for row in rows if row.task_id], as_of=day)
    return [Used(use=row, standing=standings.get(row.task_id) if row.task_id else None) for row in rows]
