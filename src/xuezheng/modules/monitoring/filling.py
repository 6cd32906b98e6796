"""Indicators as a source of forms: what is measured of a unit already is taken from there and never asked again (一数一源)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile

from xuezheng.engines.forms.facade import Answer, Known, Offer
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEEPEST, Definition, Run
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.calendar.facade import PeriodKind, find_period, parse_period
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.addresses import indicator_address, opening_address
from xuezheng.modules.monitoring.measurer import known_definitions
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.wording import shown

LOOKED_BACK = 4
"""Periods of the table: a quarter's form is filled before that quarter is measured, then by what was measured before."""


class IndicatorSource:
    def offers(self) -> Sequence[Offer]:
        return [
            Offer(
                name=each.code,
                answer=Answer.DECIMAL if each.decimals else Answer.INTEGER,
                title_zh=each.name_zh,
                title_en=each.name_en,
            )
            for each in known_definitions().values()
            if each.table in lake.tables()
        ]

    def values(
        self, post: ActingPost, names: Sequence[str], *, period: str, unit_paths: Sequence[str]
    ) -> Mapping[str, Mapping[str, Known]]:
        found: dict[str, dict[str, Known]] = {path: {} for path in unit_paths}
        for table, asked in _by_table(names).items():
            run = _latest(table, period)
            if run is None:
                continue
            for path, values in _values(post, run, asked, unit_paths).items():
                if path in found:
                    found[path] |= {code: _known(asked[code], value, run) for code, value in values.items()}
        return found

    def keeper(self, name: str, *, period: str, unit_path: str) -> str:
        """Whoever keeps the records that it is computed from."""
        definition = known_definitions().get(name)
        run = _latest(definition.table, period) if definition and definition.table in lake.tables() else None
        return lake.keeper_of(run.table, run.period, unit_path) if run else ""

    def unfit(self, *_about: object, **_value: object) -> str:
        """Whether a computed value can be right only its records say."""
        return ""

    def put_right(self, *_about: object, **_value: object) -> bool:
        """What is computed cannot be written."""
        return False

    def address(self, name: str, *, period: str, unit_code: str) -> str:
        definition = known_definitions().get(name)
        run = _latest(definition.table, period) if definition and definition.table in lake.tables() else None
        return opening_address(name, unit_code=unit_code, period=run.period) if run else ""


def _by_table(names: Iterable[str]) -> dict[str, dict[str, Definition]]:
    known = known_definitions()
    found: dict[str, dict[str, Definition]] = {}
    for name in names:
        if name in known and known[name].table in lake.tables():
            found.setdefault(known[name].table, {})[name] = known[name]
    return found


def _latest(table: str, code: str) -> Run | None:
    """The newest computation of the form's period or of those before it, in the periods that the table has."""
    asked_for, kind = find_period(code), PeriodKind(lake.tables()[table].periods)
    for period in asked_for.newest_over(kind, most=LOOKED_BACK) if asked_for else ():
        if run := indicators.current_run(table, period.code):
            return run
    return None


def _values(
    post: ActingPost, run: Run, asked: Mapping[str, Definition], unit_paths: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Two ways, as the values are kept: of counties and above as rows, of what lies below with the run's components."""
    found: dict[str, dict[str, float]] = {}
    high = [path for path in unit_paths if path.count(".") <= DEEPEST]
    single = [path for path in unit_paths if path.count(".") > DEEPEST]
    for code in asked if high else ():
        rows = indicators.values_of_indicator(post, code=code, period=run.period).filter(dims="", unit_path__in=high)
        for path, value in rows.values_list("unit_path", "value"):
            if value is not None:
                found.setdefault(path, {})[code] = value
    if single and not lake.tables()[run.table].is_of_people:  # few records of people are not told one by one
        below = _shared(single)
        found |= indicators.values_of_singles(post, run=run, codes=asked, below=below, reader=LakeReader())
    return found


def _shared(paths: Sequence[str]) -> str:
    """The deepest place at or above all of them."""
    first, last = min(paths).rstrip(".").split("."), max(paths).rstrip(".").split(".")
    same = takewhile(lambda both: both[0] == both[1], zip(first, last, strict=False))
    return ".".join(one for one, _other in same) + "."


def _known(definition: Definition, value: float, run: Run) -> Known:
    """As it is shown: a share as a percentage, with as many decimals as are defined."""
    number: Decimal = shown(value, definition)
    text = f"{number + 0:f}"
    return Known(
        value=text.rstrip("0").rstrip(".") if "." in text else text,
        as_of=parse_period(run.period).last_day,
        url=indicator_address(definition.code, period=run.period),
    )
