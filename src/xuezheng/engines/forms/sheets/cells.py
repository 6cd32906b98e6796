"""One answer as a cell: written so that a spreadsheet understands it, and read back as what was meant."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import Given, Kept, shown
from xuezheng.engines.forms.declared import Answer, Field, Option
from xuezheng.kernel.pages.exports import FORMULA_STARTS

Cell = str | float | bool | date | None
DIGITS = 15
"""What a spreadsheet keeps of a number; longer ones travel as text."""
_BREAKS = "、,，;；\n"
"""What parts the choices of one cell."""
_SINCE = date(1900, 3, 1)
"""Earlier days are counted wrongly by spreadsheets, so they travel as text."""


def written(field: Field, kept: Kept) -> Cell:
    if isinstance(kept, bool):
        return _("yes") if kept else _("no")
    if field.answer is Answer.FILES:
        return shown(field, kept) or None
    if isinstance(kept, list):
        return "、".join(_named(field, code) for code in kept)
    return None if kept is None else _text_or_value(field, kept)


def _text_or_value(field: Field, kept: str) -> Cell:
    match field.answer:
        case Answer.INTEGER | Answer.DECIMAL:
            return float(kept) if len(Decimal(kept).as_tuple().digits) <= DIGITS else kept
        case Answer.DATE:
            day = date.fromisoformat(kept)
            return day if day >= _SINCE else kept
        case Answer.CHOICE:
            return _named(field, kept)
    return kept


def choice_names(field: Field) -> list[str]:
    return [_named(field, option.code) for option in field.options]


def read(field: Field, cell: Any) -> Given:
    """What stands in a cell, in a form that `answers.keep` judges; days and numbers as a spreadsheet keeps them."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return cell if field.answer is Answer.BOOLEAN else str(cell).upper()
    if isinstance(cell, int | float):
        return _number(field, cell)
    if isinstance(cell, datetime):
        return cell.date() if field.answer is Answer.DATE else cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    if isinstance(cell, date):
        return cell if field.answer is Answer.DATE else cell.isoformat()
    return str(cell).strip() or None


def text_of(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0")
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def guarded(field: Field, cell: Cell) -> str:
    """For CSV: no text of a person may begin as a formula does."""
    text = text_of(cell)
    return guarded_text(text) if field.answer in {Answer.TEXT, Answer.LONG_TEXT, Answer.FILES} else text


def guarded_text(text: str) -> str:
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text


def _number(field: Field, cell: float) -> Given:
    """To the digits a spreadsheet shows: a sum of 0.1 and 0.2 is 0.3."""
    number = Decimal(format(cell, f".{DIGITS}g"))
    if field.answer in {Answer.INTEGER, Answer.DECIMAL}:
        return number
    return f"{number.normalize():f}"


def _named(field: Field, code: str) -> str:
    """By its title, or by its code where the title would be read as another one or as several."""
    option = field.option(code)
    if option is None:
        return code
    title = str(option.title)
    is_clear = title == title.strip() and not any(part in title for part in _BREAKS)
    alike = [one for one in field.options if title in _names(one)]
    return title if title and is_clear and alike == [option] else code


def _names(option: Option) -> set[str]:
    return {option.code, option.title.zh, option.title.en}
