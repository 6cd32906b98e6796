"""Person numbers: one for life. Given ones are kept as they are; ours are made here.

Ours: 'P', nine digits counted by the database, and a check character (ISO 7064, MOD 11-2, as in citizens' numbers), so
that a slip of the hand is noticed. Nothing about the person can be read from it.
"""

import re

from django.db import connection

GIVEN = re.compile(r"[A-Z0-9][A-Z0-9-]{3,19}")
OURS = re.compile(r"P\d{9}[0-9X]")


def next_numbers(count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('people_person_number') FROM generate_series(1, %s)", [count])
        return [number_of(value) for (value,) in cursor.fetchall()]


def number_of(value: int) -> str:
    digits = f"{value:09d}"
    return f"P{digits}{check_character(digits)}"


def check_character(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]


def normal(number: str) -> str:
    """Upper case without spaces: as numbers are stored and compared."""
    return "".join(number.split()).upper()


def may_be_given(number: str) -> bool:
    """Whether a number brought from elsewhere can stand: letters, digits and hyphens, not in the shape of ours."""
    return GIVEN.fullmatch(number) is not None and OURS.fullmatch(number) is None
