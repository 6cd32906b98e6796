"""Numbers as Word writes them in lists, by the format names of ISO/IEC 29500 (ST_NumberFormat)."""

from collections.abc import Callable

LARGEST = 9999
"""Beyond it every format is plain figures: letters repeated a million times are no number."""
DIGITS = "〇一二三四五六七八九"
PLACES = ("", "十", "百", "千")
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
FORMAL_PLACES = ("", "拾", "佰", "仟")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def written(number: int, number_format: str) -> str:
    """The number in a format; formats unknown here are shown in plain figures, as Word does with those it lacks."""
    write = FORMATS.get(number_format)
    return str(number) if write is None or not 0 <= number <= LARGEST else write(number)


def chinese(number: int, *, digits: str = DIGITS, places: tuple[str, ...] = PLACES, ten: str = "十") -> str:
    """十, 十一, 二十, 一百零一, 一千零一十: the way numbers up to 9999 are spoken."""
    if not number:
        return digits[0]
    zero = "零"
    text, gap = "", False
    for place in reversed(range(len(str(number)))):
        digit = number // 10**place % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit] + places[place]
        gap = not digit
    one_ten = digits[1] + places[1]
    return ten + text[len(one_ten) :] if number < 20 and text.startswith(one_ten) else text


def by_digits(number: int) -> str:
    """二〇, 二一: each figure by itself."""
    return "".join(DIGITS[int(figure)] for figure in str(number))


def counted(number: int) -> str:
    """Word's chineseCounting: spoken up to ninety-nine, figure by figure above."""
    return chinese(number) if number < 100 else by_digits(number)


def formal(number: int) -> str:
    return chinese(number, digits=FORMAL_DIGITS, places=FORMAL_PLACES, ten="壹拾")


def roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def letters(number: int) -> str:
    """A to Z, then AA, BB: Word doubles letters, it does not count on with AB."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _from(first: str, *, most: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, such as ① to ⑳; plain figures beyond the last."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= most else str(number)


def circled(number: int) -> str:
    if number <= 20:
        return _from("①", most=20)(number)
    return (
        chr(ord("㉑") + number - 21) if number <= 35 else chr(ord("㊱") + number - 36) if number <= 50 else str(number)
    )


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else ""


def full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(figure)) for figure in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _number: "",
    "bullet": lambda _number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "chineseCounting": counted,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": by_digits,
    "taiwaneseDigital": by_digits,
    "japaneseDigitalTenThousand": by_digits,
    "koreanDigital2": by_digits,
    "chineseLegalSimplified": formal,
    "ideographLegalTraditional": formal,
    "ideographTraditional": _one_of(STEMS),
    "ideographZodiac": _one_of(BRANCHES),
    "ideographEnclosedCircle": _from("㊀", most=10),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": _from("⒈", most=20),
    "decimalEnclosedParen": _from("⑴", most=20),
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "numberInDash": lambda number: f"- {number} -",
}
