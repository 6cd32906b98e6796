"""Reading a period as people and documents write it: 2018Q3, 2018年第三季度, 2018—2019学年第一学期, 2019年春季学期."""

import re
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.calendar.periods import Period, PeriodKind
from xuezheng.kernel.refusals import Refusal

DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
DASHES = re.compile(r"[—–−－~～至]+")
SCHOOL_YEAR = r"(?P<year>\d{4})-(?P<next>\d{4})"
FORMS: list[tuple[PeriodKind, re.Pattern[str]]] = [
    (PeriodKind.YEAR, re.compile(r"(?P<year>\d{4})年?度?")),
    (PeriodKind.QUARTER, re.compile(r"(?P<year>\d{4})(年?第?|-)?Q?(?P<number>[1-4])(季度)", re.IGNORECASE)),
    (PeriodKind.QUARTER, re.compile(r"(?P<year>\d{4})[-年]?Q(?P<number>[1-4])", re.IGNORECASE)),
    (PeriodKind.MONTH, re.compile(r"(?P<year>\d{4})(-|年)(?P<number>0?[1-9]|1[0-2])月?")),
    (PeriodKind.SCHOOL_YEAR, re.compile(SCHOOL_YEAR + r"(学年)?度?")),
    (PeriodKind.TERM, re.compile(SCHOOL_YEAR + r"(-|学年度?第?)(?P<number>[12])(学期)?")),
]
SEASON = re.compile(r"(?P<year>\d{4})年?(?P<season>春|秋)季?(学期)?")


class PeriodIsNotReadable(Refusal):
    code = "period-not-readable"

    def __init__(self, text: str) -> None:
        super().__init__(
            _("“%(text)s” is no period. Write 2018, 2018Q3, 2018-09, 2018-2019 or 2018-2019-1.") % {"text": text[:40]},
            field="period",
        )


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    plain = _plain(text)
    for read in (_by_form, _by_season):
        try:
            found = read(plain)
        except ValueError:
            continue
        if found is not None:
            return found
    raise PeriodIsNotReadable(text)


def find_period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except PeriodIsNotReadable:
        return None


def _by_form(plain: str) -> Period | None:
    for kind, form in FORMS:
        found = form.fullmatch(plain)
        if found is None:
            continue
        parts = found.groupdict()
        if "next" in parts and int(parts["next"]) != int(parts["year"]) + 1:
            return None
        return Period(kind, int(parts["year"]), int(parts.get("number") or 0))
    return None


def _by_season(plain: str) -> Period | None:
    """The autumn term opens the school year of that year, the spring term closes that of the year before."""
    found = SEASON.fullmatch(plain)
    if found is None:
        return None
    year = int(found["year"])
    return Period(PeriodKind.TERM, year, 1) if found["season"] == "秋" else Period(PeriodKind.TERM, year - 1, 2)


def _plain(text: str) -> str:
    joined = DASHES.sub("-", "".join(text.split()))
    return re.sub(r"[一二三四上下](?=季度|学期)", lambda found: DIGITS[found[0]], joined)
