"""Words of rounds and experts in the reader's language: standards, grades, fields of work, points."""

from decimal import Decimal

from django.utils.translation import get_language

from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.modules.assessment.models import Round
from xuezheng.modules.assessment.standards import SUBJECTS, fields_of_work, standards
from xuezheng.modules.assessment.weighing import rules_of


def grade_title(held: Round, code: str) -> str:
    """As the round's own rules name it."""
    grade = next((one for one in rules_of(held.rules).grades if one.code == code), None) if code else None
    if grade is None:
        return ""
    return grade.title_en if (get_language() or "").startswith("en") else grade.title_zh


def grade_tone(held: Round, code: str) -> str:
    """Best green, worst red, between them amber."""
    codes = [grade.code for grade in rules_of(held.rules).grades]
    if code not in codes:
        return ""
    place = codes.index(code)
    return "g" if place == 0 else "r" if place == len(codes) - 1 else "a" if place > 1 else "t"


def standard_title(held: Round) -> str:
    found = standards().get(held.standard)
    return str(found.title) if found else held.standard


def subject_title(held: Round) -> str:
    return str(SUBJECTS.get(held.subject, held.subject))


def period_title(held: Round) -> str:
    return parse_period(held.period).title


def field_titles(codes: list[str]) -> str:
    known = fields_of_work()
    return "、".join(str(known[code]) if code in known else code for code in codes)


def written(points: Decimal | None) -> str:
    """92.5, 100; a dash where there is none."""
    if points is None:
        return "—"
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
