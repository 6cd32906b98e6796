"""Which single units' values are not told one by one: of records of people those on few, and those that would tell them.

Whatever tells of single units asks here, so that no page tells what another withholds.
"""

from collections.abc import Collection, Mapping

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEEPEST, Run
from xuezheng.engines.lake import facade as lake
from xuezheng.modules.monitoring.measuring.reader import LakeReader

NOBODY: frozenset[str] = frozenset()


def withheld_below(run: Run, code: str, *, below: str) -> frozenset[str]:
    """Paths of units at or below a place, for one indicator."""
    return _withheld(run, below=below, codes=[code]).get(code, NOBODY)


def withheld_of(run: Run, unit_path: str) -> set[str]:
    """Codes of the run's table that are not told of one unit."""
    return {code for code, paths in _withheld(run, below=_with_siblings(unit_path)).items() if unit_path in paths}


def _withheld(run: Run, *, below: str, codes: Collection[str] | None = None) -> Mapping[str, frozenset[str]]:
    table = lake.tables().get(run.table)
    if table is None or not table.is_of_people:
        return {}
    return indicators.withheld_singles(run, below=below, least=lake.least_count(), reader=LakeReader(), codes=codes)


def _with_siblings(unit_path: str) -> str:
    """The county of a school; what hangs on a city or the province stands in its sum."""
    parts = unit_path.rstrip(".").split(".")
    return ".".join(parts[: min(DEEPEST, len(parts) - 1)]) + "."
