"""Every operation of the API is called with inputs made from its description, right and wrong; answers must be as described.

The calls are real: through WSGI, under a province's administrator, with row-level security. What they change is rolled back.
Seeds: `pytest --hypothesis-seed=N` repeats a run.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from tests.factories import AT, Tree, acting, make_post
from tests.kernel.files import samples
from xuezheng.kernel.calendar.actions.add_day_override import add_day_override
from xuezheng.kernel.files import facade as files
from xuezheng.kernel.files.folders import KIND
from xuezheng.kernel.rest import authentication
from xuezheng.kernel.rest.registry import document
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions.check_import import check_import
from xuezheng.site.wsgi import application

pytestmark = [
    pytest.mark.integration,
    pytest.mark.usefixtures("undone"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # The client of the checks does not close a downloaded file as a web server does.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
TOKEN = "contract"
EXAMPLES = 5

schema = schemathesis.openapi.from_dict(
    json.loads(json.dumps(document())),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"mode": "all", "max-examples": EXAMPLES, "deterministic": True},
            # A right form can still be refused (a day set already, a cursor of another list): 422 is an answer, not a fault.
            "checks": {
                "missing_required_header": {"expected-statuses": [401, 403, 404, 422, 428]},
                "positive_data_acceptance": {"enabled": False},
                "negative_data_rejection": {
                    "expected-statuses": [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428]
                },
            },
            "phases": {"coverage": {"unexpected-methods": ["PUT", "TRACE"]}},
        }
    ),
)
schema.app = application
real_keys: dict[str, str] = {}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The server would return its connection after each request; here all belong to the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def caller(module_transaction: None) -> ActingPost:
    """A province with people, a set day, a file and a checked import; its administrator calls."""
    tree = Tree()
    post = acting(tree.province)
    held = make_post(tree.schools[0], role="school_administrator")
    with bound(post):
        table = f"name,kind,code,parent code\n新校,primary,2141000999,{tree.counties[0].code}".encode()
        checked = check_import(post=post, data=table, filename="units.csv", at=AT)
        day = add_day_override(post=post, day=date(2018, 9, 1), working=True, name="开学", at=AT)
        with files.received([samples.PDF], name="报告.pdf") as file:
            attachment = files.attach_file(post=post, object_kind=KIND, object_id=post.unit_path, file=file, at=AT)
    real_keys.update(
        unit_id=str(tree.schools[0].uuid),
        person_id=str(held.person_id),
        post_id=str(held.id),
        override_id=str(day.id),
        attachment_id=str(attachment.id),
        import_id=str(checked.id),
    )
    return post


@pytest.fixture(autouse=True)
def _token(caller: ActingPost) -> Iterator[None]:
    def resolve(token: str, /, *, at: datetime, origin: str, request_id: str) -> ActingPost | None:
        return caller if token == TOKEN else None

    kept = authentication.registered("Bearer")
    authentication.register("Bearer", resolve)
    yield
    authentication.forget("Bearer")
    if kept is not None:
        authentication.register("Bearer", kept)


@schema.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Nobody guesses a right key: every other one is a row's."""
    for name, value in (path_parameters or {}).items():
        known = real_keys.get(name)
        if known and isinstance(value, str) and hash(value) % 2:
            path_parameters[name] = known  # type: ignore[index] # not None here
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
