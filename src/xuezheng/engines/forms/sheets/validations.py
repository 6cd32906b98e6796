"""What a spreadsheet itself refuses to take: the same bounds and choices that the saving judges later."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import LARGEST
from xuezheng.engines.forms.declared import Answer, Field
from xuezheng.engines.forms.sheets.cells import choice_names
from xuezheng.engines.forms.sheets.places import place_name

MOST_WORDS = 250
"""Characters a spreadsheet shows of a refusal."""
Rule = dict[str, Any]


class Lists:
    """Choices on a hidden sheet: a list written into the rule itself has room for 255 characters and parts at commas."""

    def __init__(self, workbook: Any, name: str) -> None:
        self._workbook, self._name = workbook, name
        self._page: Any = None
        self._places: dict[tuple[str, ...], str] = {}

    def place_of(self, names: list[str]) -> str:
        key = tuple(names)
        if key not in self._places:
            if self._page is None:
                self._page = self._workbook.add_worksheet(self._name)
                self._page.very_hidden()
            column = len(self._places)
            for row, name in enumerate(names):
                self._page.write_string(row, column, name)
            letters = place_name(0, column)[:-1]
            self._places[key] = f"={self._name}!${letters}$1:${letters}${len(names)}"
        return self._places[key]


def validation_of(field: Field, lists: Lists) -> Rule | None:
    """None where any text may stand: several choices at once are judged when the file is read."""
    match field.answer:
        case Answer.INTEGER | Answer.DECIMAL:
            return _told(_number(field), _numbers_asked(field))
        case Answer.DATE:
            rule = {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
            return _told(rule, _("A day is asked, as 2018-09-30."))
        case Answer.BOOLEAN:
            return _told({"validate": "list", "source": [_("yes"), _("no")]}, _("Choose yes or no."))
        case Answer.CHOICE:
            rule = {"validate": "list", "source": lists.place_of(choice_names(field))}
            return _told(rule, _("Choose from the list."))
        case Answer.TEXT | Answer.LONG_TEXT:
            rule = {"validate": "length", "criteria": "<=", "value": field.longest}
            return _told(rule, _("At most %(most)d characters.") % {"most": field.longest})
    return None


def _number(field: Field) -> Rule:
    kind = "integer" if field.answer is Answer.INTEGER else "decimal"
    if field.least is not None and field.most is not None:
        bounds = {"criteria": "between", "minimum": _plain(field.least), "maximum": _plain(field.most)}
    elif field.least is not None:
        bounds = {"criteria": ">=", "value": _plain(field.least)}
    else:
        bounds = {"criteria": "<=", "value": _plain(field.most if field.most is not None else LARGEST)}
    return {"validate": kind, **bounds}


def _numbers_asked(field: Field) -> str:
    if field.least is not None and field.most is not None:
        asked = _("A number from %(least)s to %(most)s is asked.") % {"least": field.least, "most": field.most}
    elif field.least is not None:
        asked = _("A number of at least %(least)s is asked.") % {"least": field.least}
    elif field.most is not None:
        asked = _("A number of at most %(most)s is asked.") % {"most": field.most}
    else:
        asked = _("A number is asked.")
    return asked if field.answer is Answer.DECIMAL else _("%(asked)s It is whole.") % {"asked": asked}


def _told(rule: Rule, sentence: str) -> Rule:
    return {**rule, "error_message": sentence[:MOST_WORDS], "ignore_blank": True}


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
