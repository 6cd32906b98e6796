"""Checks over models, their tables, and the policies that guard them."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import DecimalField, FloatField, ForeignKey, IntegerField, Model

from tests.architecture.house import SourceFile, engines_order, kernel_order
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.scope.privacy import PersonalField

WAYS = {"SELECT", "INSERT", "UPDATE", "DELETE"}
FLOOR_RANK = {"kernel": 0, "engines": 1, "modules": 2, "site": 3}
PERSONAL_NAMES = re.compile(r"^(person_name|phone|email|id_number|birth.*|address|user_agent|device|origin)$")


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("xuezheng.")]


def place_of(model: type[Model]) -> tuple[int, int]:
    """A number pair that is greater the higher the model's package stands in the house."""
    _, floor, package, *_rest = model.__module__.split(".")
    order = {"kernel": kernel_order(), "engines": engines_order()}.get(floor, [])
    return FLOOR_RANK[floor], -order.index(package) if package in order else 0


def upward_keys(models: Iterable[type[Model]]) -> Iterator[str]:
    """A foreign key points to the same package or to one below; modules never point at each other."""
    for model in models:
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey) or not field.related_model.__module__.startswith("xuezheng."):
                continue
            target = field.related_model
            same = target.__module__.split(".")[1:3] == model.__module__.split(".")[1:3]
            both_modules = ".modules." in target.__module__ and ".modules." in model.__module__
            if not same and (place_of(target) > place_of(model) or both_modules):
                yield f"{model.__name__}.{field.name} points up or across to {target.__name__}"


def reverse_accessors(models: Iterable[type[Model]]) -> Iterator[str]:
    """Reverse accessors are a back door imports do not show: related_name='+' closes it."""
    for model in models:
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and not field.remote_field.hidden:
                yield f"{model.__name__}.{field.name}: related_name is '+'"


def unplaced(models: Iterable[type[Model]]) -> Iterator[str]:
    """A table is scoped to a unit, or says why it is not."""
    for model in models:
        if not issubclass(model, ScopedModel) and not getattr(model, "unscoped_because", ""):
            yield f"{model.__name__} is no ScopedModel and does not say why (unscoped_because)"


def unguarded(tables: Iterable[str]) -> Iterator[str]:
    """Row-level security is on and there is a policy to read and one for each way to write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        secured = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tablename, cmd FROM pg_policies")
        policies: dict[str, set[str]] = {}
        for table, command in cursor.fetchall():
            policies.setdefault(table, set()).add(command)
    for table in tables:
        if table not in secured:
            yield f"{table} has no row-level security"
        elif missing := WAYS - policies.get(table, set()):
            yield f"{table} lacks a policy for {', '.join(sorted(missing))}"


def undeclared_personal_data(models: Iterable[type[Model]]) -> Iterator[str]:
    for model in models:
        declared = getattr(model, "personal_data", None)
        if declared is None:
            yield f"{model.__name__} does not declare its personal data"
            continue
        fields = {field.name for field in model._meta.get_fields()}
        for name, entry in declared.items():
            if name not in fields:
                yield f"{model.__name__} declares personal data in {name}, which is no field"
            elif not isinstance(entry, PersonalField) or not (entry.retention and entry.basis):
                yield f"{model.__name__}.{name}: category, retention and basis are needed"
        for name in sorted(fields - declared.keys()):
            if PERSONAL_NAMES.match(name):
                yield f"{model.__name__}.{name} looks like personal data and is not declared"


def not_in_glossary(models: Iterable[type[Model]], glossary: str) -> Iterator[str]:
    words = set(re.findall(r"[A-Za-z]+", glossary))
    for model in models:
        if model.__name__ not in words:
            yield f"{model.__name__} is not in docs/glossary.md"


def pairs_of(module: ModuleType) -> list[tuple[str, Callable[..., object], Callable[..., object]]]:
    """(noun, can_view_noun, nouns_visible_to) for the pairs of a policies module."""
    functions = dict(inspect.getmembers(module, inspect.isfunction))
    return [
        (name.removeprefix("can_view_"), function, functions[plural])
        for name, function in functions.items()
        if name.startswith("can_view_")
        and (plural := plural_of(name.removeprefix("can_view_")) + "_visible_to") in functions
    ]


def plural_of(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith("ch") else "s")


def unpaired(modules: Iterable[ModuleType]) -> Iterator[str]:
    for module in modules:
        names = {name for name, _function in inspect.getmembers(module, inspect.isfunction)}
        paired = pairs_of(module)
        seen = {f"can_view_{noun}" for noun, *_ in paired} | {f"{plural_of(noun)}_visible_to" for noun, *_ in paired}
        for name in sorted(names):
            if (name.startswith("can_view_") or name.endswith("_visible_to")) and name not in seen:
                yield f"{module.__name__}.{name} stands without its pair"


def unmarked_numbers(files: Iterable[SourceFile]) -> Iterator[str]:
    """A column of a list whose value is a number of its model is marked as one, so that its digits stand below each other."""
    for file in files:
        for page in ast.walk(file.tree):
            if (
                isinstance(page, ast.Call)
                and isinstance(page.func, ast.Subscript)
                and _words(page.func) == ["ListPage"]
            ):
                model = getattr(importlib.import_module(file.module), _words(page.func.slice)[-1], None)
                for column in ast.walk(page):
                    if isinstance(column, ast.Call) and _words(column.func) == ["Column"] and hasattr(model, "_meta"):
                        given = {keyword.arg: keyword.value for keyword in column.keywords}
                        if "numeric" not in given and _is_number(model, given["value"]):
                            yield f"{file.place}:{column.lineno}: a number; say numeric=True"


def _words(node: ast.expr) -> list[str]:
    """`row.edition.minutes` as its words."""
    if isinstance(node, ast.Attribute):
        return [*_words(node.value), node.attr]
    if isinstance(node, ast.Subscript):
        return _words(node.value)
    return [node.id] if isinstance(node, ast.Name) else [""]


def _is_number(model: Any, value: ast.expr) -> bool:
    if not isinstance(value, ast.Lambda):
        return False
    field: Any = None
    for word in _words(value.body)[1:]:
        try:
            field = model._meta.get_field(word)
        except FieldDoesNotExist:
            return False
        model = field.related_model or model
    return isinstance(field, IntegerField | DecimalField | FloatField)
