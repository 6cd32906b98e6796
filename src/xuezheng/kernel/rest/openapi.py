"""The OpenAPI document, completed with what holds everywhere: who may call, headers, and the problems an endpoint can answer."""

from typing import Any

from xuezheng.kernel.rest.problems import MEDIA_TYPE, Problem, titles

SECURITY_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "An API token made under “my account”."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "A signed-in browser; writes also need the X-CSRFToken header.",
    },
}
EVERYWHERE = (400, 401, 403, 404, 422, 429, 500)
HEADERS = {
    "RateLimit": {"schema": {"type": "string"}, "description": "What is left in this minute."},
    "X-Request-Id": {"schema": {"type": "string"}, "description": "Quote it when you ask the operator."},
}


def completed(document: dict[str, Any]) -> dict[str, Any]:
    components = document["components"]
    components["securitySchemes"] = SECURITY_SCHEMES
    components["schemas"].update(_problem_schemas())
    components["responses"] = {f"Problem{status}": _response(title) for status, title in titles().items()}
    for methods in document["paths"].values():
        for method, operation in methods.items():
            _complete_operation(operation, writes=method != "get")
    return document


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    return {**schema.pop("$defs"), "Problem": schema}


def _response(title: str) -> dict[str, Any]:
    return {
        "description": title,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _complete_operation(operation: dict[str, Any], *, writes: bool) -> None:
    operation["security"] = [{"token": []}, {"session": []}]
    names = {parameter["name"] for parameter in operation["parameters"]}
    statuses = {*EVERYWHERE, *((409,) if writes else ())}
    if operation.pop("x-body", ""):
        statuses |= {413, 415}
    if "If-Match" in names:
        statuses |= {412, 428}
    for answer in operation["responses"].values():
        answer["headers"] = HEADERS
    for status in sorted(statuses):
        operation["responses"].setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})
