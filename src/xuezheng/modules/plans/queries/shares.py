"""Shares of targets: who receives one, how many schools weigh for each, and what they come to together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.facade import children_of
from xuezheng.kernel.units.kinds import Level, UnitKind
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.models import Plan, Target, TargetShare
from xuezheng.modules.plans.policies.evidence import shares_visible_to
from xuezheng.modules.plans.sharing import Check, check_shares

BUREAUS = frozenset({UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU})


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A bureau that gets a share; `weight` is the number of open schools below it."""

    unit_id: int
    name: str
    path: str
    weight: Decimal


def receivers_of(post: ActingPost, plan: Plan) -> list[Receiver]:
    """The open bureaus directly below the plan's unit, in the order of the tree."""
    bureaus = [unit for unit in children_of(post, plan.unit_id) if unit.kind in BUREAUS and unit.closed_on is None]
    counts = _schools_below(post, plan.unit_path, [unit.path for unit in bureaus])
    return [
        Receiver(unit_id=unit.id, name=unit.name, path=unit.path, weight=Decimal(counts[unit.path])) for unit in bureaus
    ]


def _schools_below(post: ActingPost, above: str, places: Sequence[str]) -> Counter[str]:
    """One pass over the schools' paths: a query for each place would be eighteen."""
    schools = units_visible_to(post).filter(
        level=Level.SCHOOL, closed_on=None, unit_path__gte=above, unit_path__lt=above + "~"
    )
    depth = above.count(".")
    found: Counter[str] = Counter()
    for path in schools.order_by().values_list("unit_path", flat=True):
        found[".".join(path.split(".")[: depth + 1]) + "."] += 1
    return Counter({place: found[place] for place in places})


def shares_of(post: ActingPost, target: Target) -> QuerySet[TargetShare]:
    return shares_visible_to(post).filter(target=target).select_related("unit").order_by("unit_path")


def check_of(target: Target, shares: Sequence[TargetShare]) -> Check | None:
    """None where nothing was shared out, or the post sees only its own part."""
    if target.value is None or not shares:
        return None
    return check_shares(
        kind=target.kind,
        comparator=target.comparator,
        asked=target.value,
        values=[share.value for share in shares],
        weights=[share.weight or Decimal(1) for share in shares],
    )
