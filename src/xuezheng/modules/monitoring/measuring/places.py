"""Which places are computed anew for what is due: few and separate, and everything where a province changed or very many did."""

from collections.abc import Iterable

from xuezheng.engines.indicators.facade import DEPTHS
from xuezheng.kernel.scope.acting import ROOT

MOST_PLACES = 200


def places_to_measure(paths: Iterable[str]) -> tuple[str, ...]:
    """Without those that lie below another; the root alone means everything."""
    found: list[str] = []
    for path in sorted(set(paths)):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    if len(found) > MOST_PLACES or any(path.count(".") <= DEPTHS["province"] for path in found):
        return (ROOT,)
    return tuple(found)
