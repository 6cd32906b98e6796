"""Addresses that follow from others, and Django's own examination of the settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xuezheng.site.configuration import (
    Configuration,
    application_password,
    database_from_url,
    derived_url,
    embedded_url,
)

pytestmark = pytest.mark.unit
OWNER = "postgresql://boss:p%40ss@db.example:5433/school?sslmode=require"


def test_the_applications_address_is_derived_with_a_password_of_its_own() -> None:
    password = application_password(OWNER)
    assert derived_url(OWNER) == f"postgresql://xuezheng_app:{password}@db.example:5433/school?sslmode=require"
    assert len(password) == 64
    assert application_password("postgresql://boss:other@db.example/school") != password


def test_no_password_is_made_up_where_the_owner_has_none() -> None:
    assert derived_url("postgresql://boss@/school?host=/run/pg") == "postgresql://xuezheng_app@/school?host=/run/pg"


def test_the_applications_role_is_the_one_of_its_address() -> None:
    given = Configuration(database_url=OWNER, app_database_url="postgresql://clerk@db.example/school")
    assert (given.application_role, Configuration(database_url=OWNER).application_role) == ("clerk", "xuezheng_app")


def test_only_the_applications_statements_are_bounded() -> None:
    chosen = Configuration(database_url=OWNER)
    options = [chosen.database(owner=owner)["OPTIONS"]["options"] for owner in (False, True)]
    assert ["statement_timeout=30000ms" in text for text in options] == [True, False]


def test_a_home_with_spaces_reaches_the_socket(tmp_path: Path) -> None:
    url = embedded_url(tmp_path / "a b", owner=True)
    assert database_from_url(url, timeout_ms=0)["HOST"] == str(tmp_path.resolve() / "a b" / "run")


def test_django_finds_nothing_to_say_against_a_deployment_by_https(tmp_path: Path) -> None:
    env = {**os.environ, "XUEZHENG_HOME": str(tmp_path), "XUEZHENG_HTTPS": "1"}
    env |= {"DJANGO_SETTINGS_MODULE": "xuezheng.site.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests of the same process set it
    words = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), done.stderr
