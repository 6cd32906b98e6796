"""Dates as written: 2018年3月19日, 二〇一八年三月十九日, 2018年3月; and years in titles."""

import re
from datetime import date

from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Day

_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][〇○零OＯ九0]?[〇○零OＯ一二三四五六七八九]{2,3})"
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})"
DATE = re.compile(rf"{_YEAR}年{_MONTH}月(?:{_DAY}日)?")
NUMERIC = re.compile(r"(?P<year>(?:19|20)\d\d)[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})")
YEAR = re.compile(rf"(?<![\d〇]){_YEAR}(?:年?[-—–~～至到](?P<last>\d{{4}}))?(?:学)?年")
_SECOND_TERM = re.compile("第二学期|下学期|春季学期")


def day_in(passage: Passage, pattern: re.Pattern[str] = DATE) -> Day | None:
    """The first date in a passage."""
    match = pattern.search(passage.folded)
    if match is None:
        return None
    place = passage.sub(match.start(), match.end())
    return Day(text=place.written, iso=_iso(match), span=place.span)


def year_in(folded: str) -> int | None:
    """The first year that a title names; of a school year the one that its term lies in."""
    match = YEAR.search(folded)
    if match and match["last"] and _SECOND_TERM.search(folded):
        return int(match["last"])
    year = number_of(match["year"].replace("○", "〇")) if match else None
    return int(year) if year and 1949 <= year <= 2200 else None


def names_several_years(folded: str) -> bool:
    """A plan for 2023—2025, not for a school year."""
    match = YEAR.search(folded)
    return match is not None and match["last"] is not None and "学年" not in match[0]


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if not parts["day"]:
        return None
    numbers = [number_of(parts[name].replace("O", "〇")) for name in ("year", "month", "day")]
    try:
        return date(*(int(number or 0) for number in numbers)).isoformat()
    except ValueError:
        return None
