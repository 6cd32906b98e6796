"""Results of schools gathered by their county: the mean of points, and how many have each grade."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.models import AssessedUnit
from xuezheng.modules.assessment.weighing import rounded

COUNTY = 4
"""Segments of a county's path: root, province, city, county."""


@dataclass(frozen=True, kw_only=True)
class CountyResult:
    """`grades` by the code of the grade."""

    name: str
    path: str
    units: int
    points: Decimal
    grades: Mapping[str, int]


def by_county(post: ActingPost, rows: Sequence[AssessedUnit]) -> list[CountyResult]:
    """The best first. Counties whose name the post does not see are left out, and what lies under no county."""
    gathered: dict[str, list[AssessedUnit]] = {}
    for row in rows:
        segments = row.unit_path.rstrip(".").split(".")
        if len(segments) > COUNTY:
            gathered.setdefault(".".join(segments[:COUNTY]) + ".", []).append(row)
    names = dict(units_visible_to(post).filter(unit_path__in=gathered).values_list("unit_path", "name"))
    found = [_result(names[path], path, of) for path, of in gathered.items() if path in names]
    return sorted(found, key=lambda each: (-each.points, each.path))


def _result(name: str, path: str, of: Sequence[AssessedUnit]) -> CountyResult:
    total = sum((row.points or Decimal(0) for row in of), Decimal(0))
    return CountyResult(
        name=name,
        path=path,
        units=len(of),
        points=rounded(total / len(of)),
        grades=Counter(row.grade for row in of),
    )
