"""One answer to one field: read from what a person, a cell or a program gave, kept plainly, shown again.

Kept is text for numbers (exactly as many decimals as were given), days as 2018-09-30, booleans, and lists of codes.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation, localcontext
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.engines.forms.declared import Answer, Field
from xuezheng.engines.formulas.facade import PRECISION, Value
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.rounding import half_up

Given = str | int | float | bool | Decimal | date | datetime | list[str] | None
Kept = str | bool | list[str] | None
_GIVEN = (str, int, float, bool, Decimal, date, list)
"""A program may give anything; a datetime is a date."""
_LISTED = frozenset({Answer.CHOICES, Answer.FILES})

LARGEST = Decimal(10) ** 15
UNREADABLE = {"Cc", "Cs"}
"""Categories of characters: controls, and halves of pairs, which a program may send."""
_GROUPED = re.compile(r"^[+-]?\d{1,3}([,'’  ]\d{3})+(\.\d+)?$")
_DAY = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")
_YES = frozenset({"true", "1", "yes", "y", "是", "有", "√", "✓", "对"})
_NO = frozenset({"false", "0", "no", "n", "否", "无", "×", "✗", "没有"})


class AnswerIsRefused(Refusal):
    """What was given cannot be an answer to this field."""

    code = "answer"


def keep(field: Field, given: Given) -> Kept:
    """The plain form of what was given; None where nothing was given."""
    if given is None or (isinstance(given, str) and not given.strip()) or given == []:
        return None
    if not isinstance(given, _GIVEN):
        raise _refused(field, _("%(title)s: an answer is a text, a number, yes or no, or a list."), given)
    if isinstance(given, list) and field.answer not in _LISTED:
        raise _refused(field, _("%(title)s: one answer is asked, not a list."), given)
    return _READERS.get(field.answer, _text)(field, given)


def value_of(field: Field, kept: Kept) -> Value:
    """What formulas compute with; a number that is too large is unknown to them."""
    if kept is None or isinstance(kept, (bool, list)):
        return kept if isinstance(kept, bool) else None
    match field.answer:
        case Answer.INTEGER | Answer.DECIMAL:
            number = Decimal(kept)
            return number if abs(number) < LARGEST else None
        case Answer.DATE:
            return date.fromisoformat(kept)
    return kept


def plain(field: Field, value: Value) -> Kept:
    """The plain form of what a formula computed, rounded as the field shows it; what is too large is for `check` to refuse."""
    if isinstance(value, Decimal):
        with localcontext(PRECISION):
            return written(value if abs(value) >= LARGEST else half_up(value, field.decimals))
    if isinstance(value, date):
        return value.isoformat()
    return value


def shown(field: Field, kept: Kept) -> str:
    """As a person reads it; the empty text for nothing. Of files only how many there are: their names are not in the answer."""
    if kept is None:
        return ""
    if isinstance(kept, bool):
        return _("yes") if kept else _("no")
    codes = kept if isinstance(kept, list) else [kept]
    if field.answer is Answer.FILES:
        return ngettext("%(count)d file", "%(count)d files", len(codes)) % {"count": len(codes)}
    if field.options:
        return "、".join(str(option.title) if (option := field.option(code)) else code for code in codes)
    return "、".join(codes)


def text_of(kept: Kept) -> str:
    """The same in whatever language, and read by `keep` as the same again."""
    if isinstance(kept, bool):
        return "true" if kept else "false"
    return "、".join(kept) if isinstance(kept, list) else kept or ""


def read_again(field: Field, text: str) -> Kept:
    """What the text says, plainly or in words of either language; the text itself where the field could not take it."""
    try:
        return keep(field, text)
    except AnswerIsRefused:
        return text


def _refused(field: Field, sentence: str, given: Given, **words: object) -> AnswerIsRefused:
    said = shortened(str(given).encode(errors="replace").decode())
    return AnswerIsRefused(sentence % {**words, "title": str(field.title), "given": said}, field=field.code)


def shortened(text: str) -> str:
    """As it stands in a sentence."""
    return text if len(text) <= 60 else text[:59] + "…"


def _number(field: Field, given: Given) -> str:
    text = unicodedata.normalize("NFKC", str(given)).strip()
    text = re.sub(r"[,'’ ]", "", text) if _GROUPED.match(text) else text
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and abs(number) >= LARGEST:
        raise _refused(field, _("%(title)s: %(given)s has too many digits; at most 15 fit before the decimals."), given)
    if isinstance(given, bool) or not number.is_finite():
        raise _refused(field, _("%(title)s: “%(given)s” is no number; write digits, for example 24."), given)
    most_decimals = 0 if field.answer is Answer.INTEGER else field.decimals
    if number != round(number, most_decimals):
        if most_decimals == 0:
            raise _refused(field, _("%(title)s: %(given)s is not whole; a whole number is asked."), given)
        sentence = _("%(title)s: %(given)s has too many decimals; %(most)s are kept.")
        raise _refused(field, sentence, given, most=most_decimals)
    return written(number)


def written(number: Decimal) -> str:
    """Without exponent and trailing zeros, so that equal numbers are equal texts; zero has no sign."""
    text = f"{number + 0:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(field: Field, given: Given) -> str:
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    found = _DAY.match(unicodedata.normalize("NFKC", str(given)).strip())
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day).isoformat()
    except ValueError:
        raise _refused(field, _("%(title)s: “%(given)s” is no day; write it as 2018-09-30."), given) from None


def _truth(field: Field, given: Given) -> bool:
    text = str(given).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise _refused(field, _("%(title)s: “%(given)s” is neither yes nor no."), given)


def _option(field: Field, given: Given) -> str:
    text = folded(str(given))
    for option in field.options:
        if text in (option.code, folded(option.title.zh), folded(option.title.en)):
            return option.code
    choices = "、".join(str(option.title) for option in field.options)
    sentence = _("%(title)s: “%(given)s” is not among the choices (%(choices)s).")
    raise _refused(field, sentence, given, choices=choices)


def folded(text: str) -> str:
    """Full-width brackets and digits are the narrow ones, in what is given and in the titles alike."""
    return unicodedata.normalize("NFKC", text).strip()


def _several(field: Field, given: Given) -> list[str]:
    parts = given if isinstance(given, list) else re.split(r"[、,，;；\n]", str(given))
    for part in parts:
        if not isinstance(part, str):
            raise _refused(field, _("%(title)s: “%(given)s” in the list is no text."), part)
    named = [part.strip() for part in parts if part.strip()]
    return list(dict.fromkeys(_option(field, part) for part in named))


def _files(field: Field, given: Given) -> list[str]:
    """Ids of files that were handed in; whether they are this report's is for who saves them."""
    named = given if isinstance(given, list) else [given]
    try:
        return list(dict.fromkeys(str(UUID(str(one))) for one in named))
    except ValueError:
        sentence = _("%(title)s: “%(given)s” is no file. Files are handed in on the page of the report.")
        raise _refused(field, sentence, given) from None


def _text(field: Field, given: Given) -> str:
    text = str(given).replace("\r\n", "\n").strip()
    if len(text) > field.longest:
        sentence = _("%(title)s: the text has %(length)s characters; at most %(most)s are kept.")
        raise _refused(field, sentence, given, length=len(text), most=field.longest)
    if any(unicodedata.category(character) in UNREADABLE and character not in "\n\t" for character in text):
        raise _refused(field, _("%(title)s: “%(given)s” has characters that cannot be read."), given)
    return text


_READERS: Mapping[Answer, Callable[[Field, Given], Kept]] = {
    Answer.INTEGER: _number,
    Answer.DECIMAL: _number,
    Answer.DATE: _day,
    Answer.BOOLEAN: _truth,
    Answer.CHOICE: _option,
    Answer.CHOICES: _several,
    Answer.FILES: _files,
}
