"""Numbers of schools by region, grouped in the database within what the post may see."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from xuezheng.kernel.people.models import Post
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import Level
from xuezheng.kernel.units.policies import units_visible_to


@dataclass(frozen=True, kw_only=True)
class RegionCount:
    """`administered`: schools where somebody holds the post of administrator; none where it was not asked for."""

    schools: int
    administered: int = 0

    @property
    def administered_share(self) -> float | None:
        return self.administered / self.schools if self.schools else None

    def __add__(self, other: "RegionCount") -> "RegionCount":
        return RegionCount(schools=self.schools + other.schools, administered=self.administered + other.administered)


def counts_by_region(post: ActingPost, *, at: datetime, with_administrators: bool = False) -> dict[str, RegionCount]:
    """Schools open now, by the region code they carry: a county's, or a city's or province's where they stand under it."""
    rows = units_visible_to(post).filter(level=Level.SCHOOL, closed_on=None).order_by().values("region_code")
    if not with_administrators:
        return {
            code: RegionCount(schools=schools)
            for code, schools in rows.annotate(schools=Count("id")).values_list("region_code", "schools")
        }
    held = Post.objects.filter(role="school_administrator", valid_from__lte=at).filter(
        Q(valid_to=None) | Q(valid_to__gt=at)
    )
    counted = rows.annotate(schools=Count("id"), administered=Count("id", filter=Q(id__in=held.values("unit_id"))))
    return {
        code: RegionCount(schools=schools, administered=administered)
        for code, schools, administered in counted.values_list("region_code", "schools", "administered")
    }


def by_city(counts: Mapping[str, RegionCount]) -> dict[str, RegionCount]:
    """Counties added up to their city by the first four digits of the code."""
    found: dict[str, RegionCount] = defaultdict(lambda: RegionCount(schools=0))
    for code, count in counts.items():
        found[code[:4]] = found[code[:4]] + count
    return dict(found)
