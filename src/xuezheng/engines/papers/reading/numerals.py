"""Numbers as official documents write them: digits, Chinese numerals, and both mixed (1.5万, 三千五百, 二〇一八)."""

import re

_DIGITS = {sign: place for place, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE = "〇○零一二两三四五六七八九十百千万亿"
_MIXED = re.compile(rf"(\d[\d,]*(?:\.\d+)?)([{''.join(_STEPS)}]?)([万亿]?)$")


def number_of(written: str) -> int | float | None:
    """The number, or None where this is no number. 1,000 → 1000, 1.5万 → 15000, 三千五百 → 3500, 二〇一八 → 2018."""
    mixed = _MIXED.match(written)
    if mixed:
        plain = round(float(mixed[1].replace(",", "")) * _STEPS.get(mixed[2], 1) * _MYRIADS.get(mixed[3], 1), 6)
        return int(plain) if plain == int(plain) else plain
    if not written or any(sign not in CHINESE + "O" for sign in written):
        return None
    if all(sign in _DIGITS for sign in written) and len(written) > 1:
        return int("".join(str(_DIGITS[sign]) for sign in written))
    return _counted(written)


def _counted(written: str) -> int:
    total, part, digit = 0, 0, 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _STEPS:
            part += (digit or 1) * _STEPS[sign]
            digit = 0
        else:
            total = (total + (part + digit or 1)) * _MYRIADS[sign]
            part, digit = 0, 0
    return total + part + digit


def chinese_of(number: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十: the way sections are counted, up to 99."""
    tens, ones = divmod(number, 10)
    signs = "〇一二三四五六七八九"
    if not tens:
        return signs[ones]
    return ("" if tens == 1 else signs[tens]) + "十" + (signs[ones] if ones else "")
