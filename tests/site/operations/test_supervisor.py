"""What the starter says when everything runs."""

from pathlib import Path

import pytest

from xuezheng.site.configuration import configuration
from xuezheng.site.console import out
from xuezheng.site.operations.homes import Home
from xuezheng.site.operations.supervisor import Supervisor

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("host", "variable", "offered"),
    [
        ("127.0.0.1", "", True),
        ("0.0.0.0", "", False),
        ("127.0.0.1", "XUEZHENG_BEHIND_PROXY", False),
        ("0.0.0.0", "XUEZHENG_DEMO_BEYOND_LOOPBACK", True),
    ],
)
def test_published_sign_ins_are_offered_only_where_they_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, variable: str, offered: bool
) -> None:
    home = Home(path=tmp_path)
    home.sign_ins.write_text("  gushi-officer", encoding="utf-8")
    if variable:
        monkeypatch.setenv(variable, "1")
    configuration.cache_clear()
    with out.capture() as said:
        Supervisor(home=home, host=host, port=8000, scale="none")._greet()
    configuration.cache_clear()
    assert ("gushi-officer" in said.get(), "do not work" in said.get()) == (offered, not offered)
