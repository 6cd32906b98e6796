"""The description itself: complete, without doubled names, and without a field that a caller must never set."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.utils import translation
from ninja.operation import Operation
from pydantic import BaseModel

from xuezheng.kernel.rest.registry import api, document
from xuezheng.kernel.rest.schemas import Input

pytestmark = pytest.mark.unit
PRIVILEGED = re.compile(
    r"^(id|pk|uuid|version|unit_path|home_path|scope_path|parent_path|is_active|is_staff|is_superuser|synthetic|password_hash"
    r"|token_hash|granted_by|created_at|updated_at|person_id_of_caller|post_id)$"
)


def operations() -> Iterator[Operation]:
    for router in api()._get_bound_routers():
        for view in router.path_operations.values():
            yield from view.operations


def described() -> Iterator[tuple[str, dict[str, Any]]]:
    for address, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {address}", operation


def bodies() -> Iterator[tuple[str, type[BaseModel]]]:
    for operation in operations():
        for model in operation.models:
            if model.__ninja_param_source__ == "body":
                for field in model.model_fields.values():
                    assert isinstance(field.annotation, type)
                    yield operation.view_func.__name__, field.annotation


def fields_of(schema: type[BaseModel], seen: set[type] | None = None) -> Iterator[tuple[type[BaseModel], str]]:
    seen = seen if seen is not None else set()
    seen.add(schema)
    for name, field in schema.model_fields.items():
        yield schema, field.alias or name
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel) and inner not in seen:
                yield from fields_of(inner, seen)


def test_no_body_takes_a_privileged_field() -> None:
    taken = [(name, field) for name, body in bodies() for _schema, field in fields_of(body) if PRIVILEGED.match(field)]
    assert taken == []


def test_every_body_refuses_unknown_fields() -> None:
    loose = {
        schema.__name__
        for _name, body in bodies()
        for schema, _field in fields_of(body)
        if not issubclass(schema, Input)
    }
    assert loose == set()


def schemas_of(operation: Operation) -> Iterator[type[BaseModel]]:
    for model in operation.models:
        if model.__ninja_param_source__ == "body":
            yield from (field.annotation for field in model.model_fields.values() if field.annotation)
    for answer in operation.response_models.values():
        if isinstance(answer, type) and issubclass(answer, BaseModel):
            annotation = answer.model_fields["response"].annotation
            yield from (one for one in (annotation, *get_args(annotation)) if isinstance(one, type))


def test_two_schemas_never_share_a_name() -> None:
    """In the description the one would silently stand for the other."""
    places: dict[str, set[str]] = {}
    for operation in operations():
        for outer in schemas_of(operation):
            if issubclass(outer, BaseModel):
                for schema, _field in fields_of(outer):
                    places.setdefault(schema.__name__, set()).add(schema.__module__)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_operations_have_one_name_each() -> None:
    names = [operation["operationId"] for _address, operation in described()]
    assert sorted(names) == sorted(set(names))


def test_every_operation_is_guarded_and_says_what_it_does() -> None:
    assert [address for address, operation in described() if not operation.get("summary")] == []
    assert [address for address, operation in described() if "x-permission" not in operation] == []
    assert [operation["security"] for _address, operation in described()] == [
        [{"token": []}, {"session": []}] for _operation in described()
    ]


def test_every_write_names_a_permission_or_is_about_oneself() -> None:
    """What every post may write is its own: its account, its sessions, the work it started, what it has read and wants sent."""
    own = re.compile(r"(POST|PUT|PATCH|DELETE) /api/v1/(me(/|$)|work/\{run_id\}/cancel$|inbox/)")
    writes = [
        address
        for address, operation in described()
        if not address.startswith("GET ") and not operation["x-permission"] and not own.match(address)
    ]
    assert writes == []


def test_every_operation_says_what_it_does_in_both_languages() -> None:
    silent = [name for name, operation in described() if not operation.get("description")]
    with translation.override("zh-hans"):
        english = [
            name
            for name, operation in described()
            if translation.gettext(operation.get("description") or "?") == (operation.get("description") or "?")
        ]
    assert (silent, english) == ([], [])


def test_it_is_made_once_in_each_language() -> None:
    made: dict[str, Any] = {}
    for language in ("en", "zh-hans", "en", "zh-hans"):
        with translation.override(language):
            whole = document()
        assert made.setdefault(language, whole["paths"]) is whole["paths"]
        made[f"titles in {language}"] = [answer["description"] for answer in whole["components"]["responses"].values()]
    assert re.search("[\u4e00-\u9fff]", "".join(made["titles in zh-hans"]))
    assert not re.search("[\u4e00-\u9fff]", "".join(made["titles in en"]))
