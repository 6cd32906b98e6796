"""The shortest way to a target: where its units lie; and the single units of a county."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuezheng.engines.indicators.facade import Definition
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.facade import shown
from xuezheng.modules.monitoring.models import TargetStanding
from xuezheng.modules.monitoring.queries.below import shares_told
from xuezheng.modules.monitoring.queries.readings import is_shown_at

SHOWN = 8
SHOWN_SCHOOLS = 20


@dataclass(frozen=True, kw_only=True)
class PlaceOnWay:
    name: str
    code: str
    units: int
    missing: float
    points: float


@dataclass(frozen=True, kw_only=True)
class Single:
    """A school with its value, as it is read; `short` where it is below what is asked."""

    name: str
    code: str
    value: float | None
    short: bool


def places_on_way(post: ActingPost, standing: TargetStanding) -> Sequence[PlaceOnWay]:
    """The greatest contributions first, as many as fit."""
    listed = standing.places[:SHOWN]
    names = _units(post, [place["path"] for place in listed])
    return [
        PlaceOnWay(
            name=names[place["path"]][0],
            code=names[place["path"]][1],
            units=place["units"],
            missing=place["missing"],
            points=place["points"],
        )
        for place in listed
        if place["path"] in names
    ]


def singles_of(
    post: ActingPost, definition: Definition, *, unit_path: str, period: str, asked: float | None
) -> tuple[Sequence[Single], int]:
    """Units of a county that are told one by one, those farthest from what is asked first, as many as fit; and how many there
    are."""
    if not is_shown_at(definition, unit_path.count(".") + 1):
        return [], 0
    shares, held = shares_told(post, unit_path, definition, period=period)
    sign = 1 if definition.better == "higher" else -1
    told = [share for share in shares if share.value is not None and share.unit_path not in held]
    found = sorted(told, key=lambda share: sign * (share.value or 0))
    names = _units(post, [share.unit_path for share in found[:SHOWN_SCHOOLS]])
    rows = []
    for share in found[:SHOWN_SCHOOLS]:
        if share.unit_path in names:
            name, code = names[share.unit_path]
            value = float(shown(share.value or 0.0, definition))
            short = asked is not None and sign * value < sign * asked
            rows.append(Single(name=name, code=code, value=value, short=short))
    return rows, len(found)


def _units(post: ActingPost, paths: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Name and code."""
    rows = units_visible_to(post).filter(unit_path__in=paths).values_list("unit_path", "name", "code")
    return {path: (name, code) for path, name, code in rows}
