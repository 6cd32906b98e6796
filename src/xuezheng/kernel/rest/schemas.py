"""What endpoints take and give. Inputs are strict: no unknown field, no value of another kind silently converted."""

import re
import types
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

FORMS: dict[type, re.Pattern[str]] = {
    UUID: re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    date: re.compile(r"\d{4}-\d\d-\d\d"),
    datetime: re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
}
TEXT_FORMS: dict[type, re.Pattern[str]] = {**FORMS, int: re.compile(r"-?[0-9]{1,18}"), bool: re.compile("true|false")}
NAMES: dict[type, str] = {
    str: "string_type",
    int: "int_type",
    float: "float_type",
    bool: "bool_type",
    UUID: "uuid_type",
    date: "date_type",
    datetime: "datetime_type",
    Decimal: "decimal_type",
    list: "list_type",
    dict: "dict_type",
    type(None): "none_required",
}


class Output(Schema):
    """What an endpoint gives. Read from a model's attributes of the same names, or by `resolve_…` methods."""


class Input(BaseModel):
    """The body of a write. Name only what a caller may set; versions come by If-Match, owners from the acting post."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_other_kinds(cls, value: Any) -> Any:
        """The validator would take "1" for 1, true for 1 and 0 for the first of January 1970."""
        if isinstance(value, dict):
            errors = [
                InitErrorDetails(type=PydanticCustomError(kind, "wrong kind"), loc=place, input=None)
                for name, field in cls.model_fields.items()
                if (key := field.alias or name) in value
                for place, kind in _wrong(field.annotation, value[key], (key,))
            ]
            if errors:
                raise ValidationError.from_exception_data(cls.__name__, errors)
        return value


def _wrong(annotation: Any, value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _wrong(inner[0], value, place)
    elif origin in (Union, types.UnionType):
        ways = [list(_wrong(way, value, place)) for way in inner]
        if all(ways):
            yield ways[0][0]
    elif origin is list and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _wrong(inner[0], item, (*place, number))
    elif (kind := _kind(origin or annotation)) and not _fits(kind, value):
        yield place, NAMES[kind]


def misread(annotation: Any, text: str) -> str | None:
    """What a parameter's text should have been, where the validator would read it loosely (0 as a day, yes as true)."""
    kinds = list(_alternatives(annotation))
    if not kinds or any(kind not in TEXT_FORMS for kind in kinds):
        return None
    return None if any(TEXT_FORMS[kind].fullmatch(text) for kind in kinds) else NAMES[kinds[0]]


def _alternatives(annotation: Any) -> Iterator[Any]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _alternatives(inner[0])
    elif origin in (Union, types.UnionType):
        for way in inner:
            if way is not type(None):
                yield from _alternatives(way)
    else:
        yield annotation


def _kind(annotation: Any) -> type | None:
    """Which of the kinds we know it is; None for what the validator judges alone (literals, models, enumerations)."""
    if not isinstance(annotation, type) or issubclass(annotation, Enum):
        return None
    return annotation if annotation in NAMES else None


def _fits(kind: type, value: Any) -> bool:
    if kind in FORMS:
        return isinstance(value, str) and FORMS[kind].fullmatch(value) is not None
    if kind is float:
        return type(value) in (int, float)
    if kind is int:
        return type(value) is int or (type(value) is float and value.is_integer())
    return type(value) is kind if kind is not Decimal else type(value) in (str, int, float)
