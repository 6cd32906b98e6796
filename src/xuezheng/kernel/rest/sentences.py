"""What a validation error says to people: the value's place, and what would be right there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.kernel.rest.problems import FieldError

Limits = Mapping[str, Any]


def _kinds() -> dict[str, str]:
    return {
        "missing": _("This is needed."),
        "extra_forbidden": _("There is no such field here."),
        "unknown_parameter": _("There is no such parameter here."),
        "string_type": _("Give a text."),
        "int_type": _("Give a whole number."),
        "float_type": _("Give a number."),
        "decimal_type": _("Give a number."),
        "bool_type": _("Give true or false."),
        "uuid_type": _("Give an id such as 123e4567-e89b-12d3-a456-426614174000."),
        "date_type": _("Give a day such as 2018-09-01."),
        "datetime_type": _("Give a moment such as 2018-09-01T08:00:00+08:00."),
        "list_type": _("Give a list."),
        "dict_type": _("Give an object."),
        "string_pattern_mismatch": _("The text does not have the form needed here."),
        "not_readable": _("The text holds a character that cannot be kept."),
    }


def _one_of(limits: Limits) -> str:
    """The validator writes its choices in English: 'a', 'b' or 'c'."""
    values = str(limits["expected"]).replace("'", "").replace(" or ", ", ")
    return _("Give one of: %(values)s.") % {"values": values}


_LIMITS: dict[str, Callable[[Limits], str]] = {
    "string_too_short": lambda limits: _("At least %(count)s characters.") % {"count": limits["min_length"]},
    "string_too_long": lambda limits: _("At most %(count)s characters.") % {"count": limits["max_length"]},
    "too_short": lambda limits: _("At least %(count)s entries.") % {"count": limits["min_length"]},
    "too_long": lambda limits: _("At most %(count)s entries.") % {"count": limits["max_length"]},
    "greater_than": lambda limits: _("More than %(limit)s.") % {"limit": limits["gt"]},
    "greater_than_equal": lambda limits: _("At least %(limit)s.") % {"limit": limits["ge"]},
    "less_than": lambda limits: _("Less than %(limit)s.") % {"limit": limits["lt"]},
    "enum": _one_of,
    "literal_error": _one_of,
    "less_than_equal": lambda limits: _("At most %(limit)s.") % {"limit": limits["le"]},
}
_FAMILIES = {
    "int_": "int_type",
    "float_": "float_type",
    "decimal_": "decimal_type",
    "bool_": "bool_type",
    "uuid_": "uuid_type",
    "date_": "date_type",
    "datetime_": "datetime_type",
    "timezone_": "datetime_type",
    "string_": "string_type",
    "list_": "list_type",
    "model_": "dict_type",
    "dict_": "dict_type",
}


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """From the validator's findings: each place once, with a sentence in the reader's language."""
    found: dict[str, str] = {}
    for error in errors:
        found.setdefault(_place(error["loc"]), sentence_for(error["type"], error.get("ctx", {})))
    return [FieldError(field=place, detail=sentence) for place, sentence in found.items()]


def sentence_for(kind: str, limits: Limits) -> str:
    if kind in _LIMITS:
        return _LIMITS[kind](limits)
    known = _kinds()
    family = next((name for start, name in _FAMILIES.items() if kind.startswith(start)), "")
    return known.get(kind) or known.get(family) or _("This does not fit here.")


def _place(location: Sequence[str | int]) -> str:
    """Without where it came from (body, query, path) and without the name of our own parameter for the body."""
    source, *rest = location
    inner = rest[1:] if source == "body" else rest
    return ".".join(str(part) for part in inner)
