"""Which map a post is shown, and which regions it may open: from its place in the tree to region codes and back."""

from dataclasses import dataclass

from xuezheng.engines.papers.regions import Region, cities_of, province_names
from xuezheng.kernel.scope.acting import ROOT, ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Place:
    """A province's cities or a city's counties."""

    level: str
    code: str
    name: str


def place_of(post: ActingPost) -> Place | None:
    """The province for ministry and province, the city for a city; none below, where there is nothing to compare."""
    depth = post.scope_path.count(".")
    if depth <= 2:
        return _province()
    return _city(post.scope_path.split(".")[2]) if depth == 3 else None


def place_to_open(post: ActingPost, code: str) -> Place | None:
    """The city of that code, where the post's subtree holds it."""
    province = _province()
    if province is None:
        return None
    place = _city(code[:4], province=province.code)
    if place is None or place.code != code:
        return None
    return place if post.covers(f"{ROOT}{code[:2]}.{code[:4]}.") else None


def _province() -> Place | None:
    department = Unit.objects.filter(kind=UnitKind.DEPARTMENT, closed_on=None).order_by("unit_path").first()
    if department is None or not department.region_code:
        return None
    name = province_names().get(department.region_code, department.name)
    return Place(level="city", code=department.region_code, name=name)


def _city(segment: str, *, province: str = "") -> Place | None:
    regions = cities_of(province or f"{segment[:2]}0000")
    found: Region | None = next((region for region in regions if region.code[:4] == segment), None)
    return Place(level="county", code=found.code, name=found.name) if found else None
