"""Addresses for whoever watches: what they say, and to whom."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from xuezheng.kernel.clock import now
from xuezheng.site.operations.health import SILENT_AFTER, health

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_alive_whatever_host_is_asked_for() -> None:
    answer = Client().get("/health/live", headers={"host": "nobody.example"})
    assert (answer.status_code, json.loads(answer.content)) == (200, {"live": True})


def test_not_ready_without_a_worker() -> None:
    answer = Client().get("/health/ready")
    said = {"ready": False, "database": True, "migrations": True, "worker": False}
    assert (answer.status_code, json.loads(answer.content)) == (503, said)


def test_metrics_are_for_this_machine() -> None:
    assert b"xuezheng_database_up 1.0" in Client().get("/metrics").content


@pytest.mark.parametrize(
    "told",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, {"HTTP_AUTHORIZATION": "Bearer "}],
    ids=["another machine", "through a proxy", "an empty token"],
)
def test_metrics_are_for_nobody_else(told: dict[str, str]) -> None:
    answer = Client().get("/metrics", **({"REMOTE_ADDR": "192.0.2.7"} | told))  # type: ignore[arg-type] # environment names
    assert (answer.status_code, b"xuezheng_" in answer.content) == (403, False)


def test_metrics_open_to_the_token(settings: Settings) -> None:
    settings.METRICS_TOKEN = "s3cret"
    told = {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer s3cret"}
    assert Client().get("/metrics", **told).status_code == 200  # type: ignore[arg-type] # environment names


def test_nothing_is_changed_by_watching() -> None:
    assert [Client().post(address).status_code for address in ("/health/live", "/health/ready", "/metrics")] == [
        405
    ] * 3


def test_a_request_is_written_down_by_route_without_path_or_query(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="xuezheng.request"):
        answer = Client().get("/sign-in/?name=Wang+Fang")
    line = caplog.records[-1].__dict__
    assert (line["method"], line["route"], line["status"]) == ("GET", "sign-in", 200)
    assert "Wang" not in caplog.text
    assert len(answer["X-Request-Id"]) == 16


def test_a_worker_silent_for_too_long_does_not_count() -> None:
    at = now()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])
    assert [health(at=at + later).worker for later in (timedelta(), SILENT_AFTER)] == [True, False]
