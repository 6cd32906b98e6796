"""Every operation of the API is called with inputs made from its description, right and wrong; answers must be as described.

The calls are real: through WSGI, under a province's administrator, with row-level security. What they change is rolled back.
Seeds: `pytest --hypothesis-seed=N` repeats a run.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, models
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from tests.factories import Tree, acting
from tests.leaks.rows import MarkedRows
from xuezheng.kernel.rest import authentication
from xuezheng.kernel.rest.registry import document
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.site.wsgi import application

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
TOKEN = "contract"
EXAMPLES = 8

schema = schemathesis.openapi.from_dict(
    json.loads(json.dumps(document())),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"mode": "all", "max-examples": EXAMPLES, "deterministic": True},
            # A right form can still be refused (a day set already, a cursor of another list): 422 is an answer, not a fault.
            "checks": {"positive_data_acceptance": {"enabled": False}},
            "phases": {"coverage": {"unexpected-methods": ["PUT", "TRACE"]}},
        }
    ),
)
schema.app = application
real_keys: dict[str, list[str]] = {}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The server would return its connection after each request; here all belong to the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _province() -> Iterator[None]:
    """A province with a row in every table, and a token for its administrator."""
    tree = Tree()
    post = acting(tree.province)
    rows = MarkedRows(tree.schools[0], "契约").fill()
    real_keys.update(_keys(rows))

    def resolve(token: str, /, *, at: datetime, origin: str, request_id: str) -> ActingPost | None:
        return post if token == TOKEN else None

    kept = authentication.registered("Bearer")
    authentication.register("Bearer", resolve)
    yield
    authentication.forget("Bearer")
    if kept is not None:
        authentication.register("Bearer", kept)


def _keys(rows: dict[type[models.Model], models.Model]) -> dict[str, list[str]]:
    """By the name a path parameter would have: `unit_id` for a Unit, `day_override_id` or `override_id` for a DayOverride."""
    keys: dict[str, list[str]] = {}
    for model, row in rows.items():
        words = re.findall(r"[A-Z][a-z]+", model.__name__)
        for first in range(len(words)):
            name = "_".join(words[first:]).lower() + "_id"
            keys.setdefault(name, []).append(str(getattr(row, "uuid", row.pk)))
    return keys


@schema.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Right keys are guessed never: every other one is a row's."""
    for name, value in (path_parameters or {}).items():
        known = real_keys.get(name)
        if known and isinstance(value, str) and hash(value) % 2:
            path_parameters[name] = known[0]  # type: ignore[index] # not None here
    return path_parameters


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"})
