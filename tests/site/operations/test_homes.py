"""A home is held by one; who else asks is told by whom."""

import os
from pathlib import Path

import pytest

from xuezheng.site.configuration import SOCKET_LIMIT, socket_folder
from xuezheng.site.operations.homes import Home, HomeIsInUse, chosen_home

pytestmark = pytest.mark.unit


def test_a_second_holder_is_told_of_the_first(tmp_path: Path) -> None:
    home = Home(path=tmp_path / "home")
    home.make(embedded=False)
    with home.held("a running server", address="http://127.0.0.1:8000"):
        expected = {"pid": os.getpid(), "doing": "a running server", "address": "http://127.0.0.1:8000"}
        assert home.holder() == expected
        with pytest.raises(HomeIsInUse) as refused, home.held("backup"):
            pass
        assert refused.value.holder == expected
    assert home.holder() == {}
    with home.held("backup"):
        pass


def test_the_named_home_is_taken_as_it_is(tmp_path: Path) -> None:
    assert chosen_home(tmp_path / "a b", embedded=True).path == tmp_path / "a b"


def test_a_long_path_moves_the_socket_away(tmp_path: Path) -> None:
    near, far = socket_folder(tmp_path), socket_folder(tmp_path / ("x" * 120))
    assert near == tmp_path.resolve() / "run"
    assert len(os.fsencode(far / ".s.PGSQL.5432")) <= SOCKET_LIMIT
    assert far == socket_folder(tmp_path / ("x" * 120))
    assert far != socket_folder(tmp_path / ("y" * 120))
