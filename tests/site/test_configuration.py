"""Addresses that follow from others, and Django's own examination of the settings."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from xuezheng.site.configuration import (
    Configuration,
    SettingNotReadable,
    application_password,
    configuration,
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


def networks(**given: Any) -> list[str]:
    return [str(network) for network in Configuration(**given).proxies]


def test_proxies_are_this_machine_or_those_named() -> None:
    assert networks() == []
    assert networks(behind_proxy=True) == ["127.0.0.0/8", "::1/128"]
    assert networks(trusted_proxies="10.0.0.7, 10.2.0.0/16,") == ["10.0.0.7/32", "10.2.0.0/16"]


@pytest.mark.parametrize("text", ["nginx", "10.0.0.7/16", "10.0.0"])
def test_what_is_no_proxys_address_is_refused_by_name(text: str) -> None:
    with pytest.raises(SettingNotReadable, match=f"XUEZHENG_TRUSTED_PROXIES holds “{text}”"):
        networks(trusted_proxies=text)


def test_what_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUEZHENG_WEB_THREADS", "many")
    with pytest.raises(
        SettingNotReadable, match="XUEZHENG_WEB_THREADS is “many”; it should be a whole number, such as 8"
    ):
        configuration.__wrapped__()


def test_django_finds_nothing_to_say_against_a_deployment_by_https(tmp_path: Path) -> None:
    env = {**os.environ, "XUEZHENG_HOME": str(tmp_path), "XUEZHENG_HTTPS": "1"}
    env |= {"DJANGO_SETTINGS_MODULE": "xuezheng.site.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests of the same process set it
    words = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), done.stderr
