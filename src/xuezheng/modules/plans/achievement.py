"""How a target stands: what is asked, what is measured, whether it is reached and what is missing. Pure."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.rounding import half_up
from xuezheng.modules.plans.indicators import Asked, Indicator, Measured, Outlook, Pace, Terms
from xuezheng.modules.plans.models import Target

PERCENT = "%"
LARGE = Decimal(10_000)


class Standing(StrEnum):
    """`WAITS`: bound, and nothing computes it yet. `OPEN`: neither bound nor said to be unmeasurable.

    `UNASKED`: there is a value, and nothing is asked of this unit.
    """

    REACHED = "reached"
    UNASKED = "unasked"
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
    measured: Measured | None = None
    notes: Sequence[str] = ()
    """What would close the gap, and when the target is reached at the present pace."""

    @property
    def url(self) -> str:
        return self.measured.url if self.measured else ""

    @property
    def gap_url(self) -> str:
        return self.measured.gap_url if self.measured and self.standing is Standing.SHORT else ""


def is_reached(comparator: str, *, asked: Decimal, value: Decimal) -> bool:
    """A document that asks for 100 model schools is not missed by 120."""
    return {
        ">=": value >= asked,
        ">": value > asked,
        "=": value >= asked,
        "~": abs(value - asked) <= abs(asked) / 10,
        "<=": value <= asked,
        "<": value < asked,
        "=0": value == 0,
    }[comparator]


def target_at(target: Target, *, unit_path: str, share: Decimal | None) -> Target:
    """The target as it is asked of one unit: its share where it has one. A percentage is asked of all alike; of a number that
    was not shared out nobody knows the unit's part. What is returned is to be read, never saved."""
    if unit_path == target.plan.unit_path or (share is None and _same_for_all(target)):
        return target
    placed = copy(target)
    placed.value = share
    return placed


def _same_for_all(target: Target) -> bool:
    return target.measure == PERCENT or target.comparator == Target.Comparator.NONE_ALLOWED


def asked_by(target: Target) -> Asked:
    """What is asked of the target's indicator, as the measurer hears it."""
    return Asked(
        target_id=target.id,
        code=target.indicator_code,
        value=target.value,
        comparator=target.comparator,
        measure=target.measure,
        deadline=deadline_of(target),
        of_each=asks_of_each(target),
    )


def line_of(
    target: Target, measured: Measured | None, *, known: Mapping[str, Indicator], stated: Measured | None, today: date
) -> Line:
    """`known` are all indicators by code; `stated` is the plan's own unit's newest evidence of what nothing measures."""
    shown = measured or (stated if not target.indicator_code else None)
    standing = _standing(target, shown)
    return Line(
        target=target,
        standing=standing,
        source=measured.source if measured and measured.source else _source(target, known),
        value=written(shown.value, target.measure) if shown else "—",
        asked=asked_of(target),
        deadline=deadline_of(target),
        gap=_gap(target, shown, standing),
        tone=_tone(target, standing, measured, today=today),
        filled=_scaled(target, shown.value) if shown else None,
        mark=_scaled(target, target.value) if target.value is not None else None,
        measured=measured,
        notes=_notes(measured.outlook, today) if measured and measured.outlook and standing is Standing.SHORT else (),
    )


def deadline_of(target: Target) -> date:
    """Without a day of its own a target is due at the end of its plan's year."""
    return target.deadline or date(target.plan.year, 12, 31)


def asked_of(target: Target) -> str:
    """In a column of its own, where reaching the value is what everybody expects."""
    if target.value is None and target.comparator != Target.Comparator.NONE_ALLOWED:
        return "—"
    return stated_by(target).removeprefix(f"{Target.Comparator.AT_LEAST.label} ")


def stated_by(target: Target) -> str:
    """≥ 90%, or what is asked in words: none at all, or to get on with it."""
    if target.comparator == Target.Comparator.NONE_ALLOWED:
        return _("none")
    if target.value is None:
        return _("to be advanced")
    return f"{target.get_comparator_display()} {written(target.value, target.measure)}"


def terms_of(target: Target) -> Terms:
    return Terms(percentage=None if target.value is None else target.measure == PERCENT, of_each=asks_of_each(target))


def asks_of_each(target: Target) -> bool:
    return target.kind in {Target.Kind.FREQUENCY, Target.Kind.CARDINALITY}


def written(value: Decimal, measure: str) -> str:
    """87.4% and 2,000 所: a number with its unit, without needless zeros."""
    plain = half_up(value, 1 if measure == PERCENT else 2).normalize()
    digits = max(0, -int(plain.as_tuple().exponent))
    text = formats.number_format(plain, decimal_pos=digits, force_grouping=value >= LARGE)
    return f"{text}{measure}" if measure == PERCENT else f"{text} {measure}".strip()


def _standing(target: Target, shown: Measured | None) -> Standing:
    if shown is not None and target.value is not None:
        reached = is_reached(target.comparator, asked=target.value, value=shown.value)
        return Standing.REACHED if reached else Standing.SHORT
    if target.indicator_code:
        return Standing.UNASKED if shown is not None else Standing.WAITS
    return Standing.STATED if target.unmeasurable else Standing.OPEN


def _source(target: Target, known: Mapping[str, Indicator]) -> str:
    if target.indicator_code:
        found = known.get(target.indicator_code)
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
        Standing.UNASKED: _("nothing is asked of this unit"),
        Standing.WAITS: _("waits for its indicator"),
        Standing.STATED: _("shown by evidence"),
        Standing.OPEN: _("choose an indicator or state why not"),
    }[standing]


def _notes(outlook: Outlook, today: date) -> Sequence[str]:
    return [words for words in (_closing(outlook), _forecast(outlook, today)) if words]


def _closing(outlook: Outlook) -> str:
    """Units are schools, teaching points, or whatever the records are of."""
    if not outlook.closing:
        return ""
    if not outlook.closable:
        return _("not even all units that are short would do")
    return ngettext(
        "%(number)s unit closing its gap would do", "%(number)s units closing their gaps would do", outlook.closing
    ) % {"number": formats.number_format(outlook.closing, force_grouping=outlook.closing >= LARGE)}


def _forecast(outlook: Outlook, today: date) -> str:
    """A month that has passed since the records were made is not expected any more."""
    month = outlook.reached_on.strftime("%Y-%m") if outlook.reached_on else ""
    if outlook.reached_on and outlook.reached_on < today.replace(day=1):
        return _("reached in %(month)s if all went on so: the next records will tell") % {"month": month}
    return {
        Pace.IN_TIME: _("expected to be reached by %(month)s"),
        Pace.LATE: _("at the present pace %(month)s"),
        Pace.NEVER: _("at the present pace never"),
        Pace.UNKNOWN: _("too little history for a forecast"),
    }[outlook.pace] % {"month": month}


def _tone(target: Target, standing: Standing, measured: Measured | None, *, today: date) -> str:
    """Green when reached; teal when it will be in time; vermilion for what is late or will be; amber for what is short."""
    if standing is Standing.REACHED:
        return "ok"
    if standing is Standing.SHORT:
        pace = measured.outlook.pace if measured and measured.outlook else Pace.UNKNOWN
        if today > deadline_of(target) or pace in {Pace.LATE, Pace.NEVER}:
            return "bad"
        return "" if pace is Pace.IN_TIME else "warn"
    return "warn" if standing is Standing.OPEN else ""


def _scaled(target: Target, value: Decimal) -> float:
    """Percentages as they are; counts against a quarter more than what is asked."""
    if target.measure == PERCENT:
        return float(value)
    whole = max(target.value or Decimal(1), Decimal(1)) * Decimal("1.25")
    return float(100 * value / whole)
