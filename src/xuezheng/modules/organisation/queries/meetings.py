"""Meetings with how many resolutions they brought; resolutions with how their tasks stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.models import Meeting, Resolution
from xuezheng.modules.organisation.policies.meetings import meetings_visible_to, resolutions_visible_to
from xuezheng.modules.plans.facade import TaskStanding, task_standings


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A resolution and its task, where it became one that the post may see."""

    resolution: Resolution
    standing: TaskStanding | None


def listed_meetings(post: ActingPost) -> QuerySet[Any]:
    """Each with `resolved` and `handed` (how many resolutions, how many of them became tasks)."""
    own = Resolution.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    counts = {
        "resolved": own.annotate(number=Count("id")).values("number"),
        "handed": own.annotate(number=Count("task_id")).values("number"),
    }
    return (
        meetings_visible_to(post)
        .select_related("unit", "body")
        .annotate(**{name: Coalesce(Subquery(rows, output_field=IntegerField()), 0) for name, rows in counts.items()})
    )


def followed_resolutions(post: ActingPost, meeting: Meeting, *, day: date) -> Sequence[Followed]:
    """In the order of the minutes; the query count does not depend on how many there are."""
    rows = list(resolutions_visible_to(post).filter(meeting=meeting).order_by("position"))
    standings = task_standings(post, [row.task_id for row in rows if row.task_id], as_of=day)
    return [Followed(resolution=row, standing=standings.get(row.task_id) if row.task_id else None) for row in rows]
