"""From reviewers' points to a result: outliers left out, the mean, the grade, the rank. Plain values, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from xuezheng.kernel.rounding import half_up


@dataclass(frozen=True, kw_only=True)
class Grade:
    """`least` is the share of the full points from which it is given."""

    code: str
    title_zh: str
    title_en: str
    least: Decimal


@dataclass(frozen=True, kw_only=True)
class Rules:
    """`outlier_beyond`: points further than this share of the full points from the median of all are left out, where at
    least `outlier_from` reviewers judged."""

    experts_least: int
    most_units: int
    outlier_from: int
    outlier_beyond: Decimal
    grades: tuple[Grade, ...]

    def as_plain(self) -> dict[str, Any]:
        """As it is kept with a round: decimals as text."""
        plain = asdict(self)
        plain["outlier_beyond"] = str(self.outlier_beyond)
        plain["grades"] = [{**asdict(grade), "least": str(grade.least)} for grade in self.grades]
        return plain


def rules_of(plain: Mapping[str, Any]) -> Rules:
    grades = tuple(Grade(**{**grade, "least": Decimal(grade["least"])}) for grade in plain["grades"])
    return Rules(**{**plain, "outlier_beyond": Decimal(plain["outlier_beyond"]), "grades": grades})


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What an item came to. Lowest and highest are of all that was given, outliers among them."""

    points: Decimal
    lowest: Decimal
    highest: Decimal
    counted: int
    left_out: int


def weigh(given: Sequence[Decimal], *, full: Decimal, rules: Rules) -> Weighed | None:
    """None where nobody gave points."""
    if not given:
        return None
    kept = list(given)
    if len(given) >= rules.outlier_from:
        middle = median(given)
        kept = [points for points in given if abs(points - middle) <= rules.outlier_beyond * full] or [middle]
    return Weighed(
        points=rounded(sum(kept, Decimal(0)) / len(kept)),
        lowest=min(given),
        highest=max(given),
        counted=len(kept),
        left_out=len(given) - len(kept),
    )


def rounded(points: Decimal) -> Decimal:
    return half_up(points, 2)


def grade_of(points: Decimal, *, full: Decimal, rules: Rules) -> str:
    share = points / full
    return next((grade.code for grade in rules.grades if share >= grade.least), "")


def ranks(points: Sequence[Decimal]) -> list[int]:
    """1 for the most; equal points share a rank, and the next one counts on behind them."""
    ordered = sorted(points, reverse=True)
    return [ordered.index(each) + 1 for each in points]
