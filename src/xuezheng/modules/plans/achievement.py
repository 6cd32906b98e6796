"""How a target stands: what is asked, what is measured, whether it is reached and what is missing. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils import formats
from django.utils.translation import gettext as _

from xuezheng.modules.plans.indicators import Measured, find_indicator
from xuezheng.modules.plans.models import Target

PERCENT = "%"
LARGE = Decimal(10_000)


class Standing(StrEnum):
    """`WAITS`: bound, and nothing computes it yet. `OPEN`: neither bound nor said to be unmeasurable."""

    REACHED = "reached"
    SHORT = "short"
    WAITS = "waits"
    STATED = "stated"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One target as the plan's home shows it."""

    target: Target
    standing: Standing
    source: str
    """What measures it, in words."""
    value: str
    asked: str
    deadline: date
    gap: str
    tone: str
    filled: float | None
    """The value on a scale of 0 to 100, for the bar; None where there is no value."""
    mark: float | None
    url: str = ""


def is_reached(comparator: str, *, asked: Decimal, value: Decimal) -> bool:
    return {
        ">=": value >= asked,
        ">": value > asked,
        "=": value == asked if asked != 100 else value >= asked,
        "~": abs(value - asked) <= abs(asked) / 10,
        "<=": value <= asked,
        "<": value < asked,
        "=0": value == 0,
    }[comparator]


def line_of(target: Target, measured: Measured | None, *, stated: Measured | None, today: date) -> Line:
    """`stated` is the newest evidence of the plan's own unit, for targets that nothing measures."""
    shown = measured or (stated if not target.indicator_code else None)
    standing = _standing(target, shown)
    return Line(
        target=target,
        standing=standing,
        source=_source(target),
        value=written(shown.value, target.measure) if shown else "—",
        asked=asked_of(target),
        deadline=deadline_of(target),
        gap=_gap(target, shown, standing),
        tone=_tone(target, standing, today=today),
        filled=_scaled(target, shown.value) if shown else None,
        mark=_scaled(target, target.value) if target.value is not None else None,
        url=measured.url if measured else "",
    )


def deadline_of(target: Target) -> date:
    """Without a day of its own a target is due at the end of its plan's year."""
    return target.deadline or date(target.plan.year, 12, 31)


def asked_of(target: Target) -> str:
    if target.comparator == Target.Comparator.NONE_ALLOWED:
        return _("none")
    if target.value is None:
        return "—"
    sign = "" if target.comparator == Target.Comparator.AT_LEAST else target.get_comparator_display() + " "
    return sign + written(target.value, target.measure)


def written(value: Decimal, measure: str) -> str:
    """87.4% and 2,000 所: a number with its unit, without needless zeros."""
    plain = value.normalize()
    digits = max(0, -int(plain.as_tuple().exponent)) if plain.is_finite() else 0
    text = formats.number_format(
        plain, decimal_pos=min(digits, 1 if measure == PERCENT else 2), force_grouping=value >= LARGE
    )
    return f"{text}{measure}" if measure == PERCENT else f"{text} {measure}".strip()


def _standing(target: Target, shown: Measured | None) -> Standing:
    if shown is not None and target.value is not None:
        reached = is_reached(target.comparator, asked=target.value, value=shown.value)
        return Standing.REACHED if reached else Standing.SHORT
    if target.indicator_code:
        return Standing.WAITS
    return Standing.STATED if target.unmeasurable else Standing.OPEN


def _source(target: Target) -> str:
    if target.indicator_code:
        found = find_indicator(target.indicator_code)
        return _("measured: %(indicator)s") % {"indicator": found.name if found else target.indicator_code}
    if target.unmeasurable:
        return _("by evidence: %(reason)s") % {"reason": target.unmeasurable}
    return _("no indicator chosen yet")


def _gap(target: Target, shown: Measured | None, standing: Standing) -> str:
    if standing is Standing.REACHED:
        return _("reached")
    if standing is Standing.SHORT and shown is not None and target.value is not None:
        missing = written(abs(target.value - shown.value), "" if target.measure == PERCENT else target.measure)
        return (
            _("%(number)s pp short") % {"number": missing}
            if target.measure == PERCENT
            else _("%(number)s short") % {"number": missing}
        )
    return {
        Standing.WAITS: _("waits for its indicator"),
        Standing.STATED: _("shown by evidence"),
        Standing.OPEN: _("choose an indicator or state why not"),
    }[standing]


def _tone(target: Target, standing: Standing, *, today: date) -> str:
    """Green when reached; vermilion only for what is late; amber for what is short or undecided."""
    if standing is Standing.REACHED:
        return "ok"
    if standing is Standing.SHORT:
        return "bad" if today > deadline_of(target) else "warn"
    return "warn" if standing is Standing.OPEN else ""


def _scaled(target: Target, value: Decimal) -> float:
    """Percentages as they are; counts against a quarter more than what is asked."""
    if target.measure == PERCENT:
        return float(value)
    whole = max(target.value or Decimal(1), Decimal(1)) * Decimal("1.25")
    return float(100 * value / whole)
