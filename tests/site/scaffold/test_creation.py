"""A scaffolded module stands in a copy of the house: its own tests, the contracts, the documents and the architecture pass."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, lint_imports
from xuezheng.site.modules import MODULES
from xuezheng.site.scaffold import NameIsTaken, NameIsUnfit, create_module

TODAY = date(2026, 11, 21)
COPIED = ("src", "tests", "docs", "requirements", "pyproject.toml", ".importlinter")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A tool of this environment, over the copy."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "XUEZHENG_HOME"))}
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.integration
def test_new_modules_are_placed_and_pass_everything(house: Path) -> None:
    create_module("notices", root=house, today=TODAY)
    create_module("campuses", noun="campus", zh="校园", root=house, today=TODAY)
    check_places(house)
    assert lint_imports(folder=house, source=house / "src")[0] == 0
    places = [f"{floor}/modules/{name}" for floor in ("src/xuezheng", "tests") for name in ("notices", "campuses")]
    assert run("ruff", "check", *places, folder=house).stdout == "All checks passed!\n"
    assert run("ruff", "format", "--check", *places, folder=house).returncode == 0
    selected = [
        "tests/modules/notices",
        "tests/modules/campuses",
        "tests/architecture/test_house.py",
        "tests/leaks/test_policy_pairs.py",
    ]
    selected += ["tests/site/test_documents.py", "tests/site/test_messages.py", "tests/api/test_description.py"]
    tested = run("pytest", "-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider", *selected, folder=house)
    assert tested.returncode == 0, tested.stdout[-3000:]
    models = house / "src" / "xuezheng" / "modules" / "notices" / "models.py"
    wrong = "import xuezheng.modules.notices.queries\n"
    models.write_text(models.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    code, output = lint_imports(folder=house, source=house / "src")
    assert (code, "Inner order of a package" in output.partition("Broken contracts")[2]) == (1, True)


def check_places(house: Path) -> None:
    listing = (house / "src" / "xuezheng" / "site" / "modules.py").read_text(encoding="utf-8")
    assert re.findall(r'^    "(\w+)",$', listing, re.MULTILINE) == sorted([*MODULES, "campuses", "notices"])
    contracts = (house / ".importlinter").read_text(encoding="utf-8")
    assert "layers =\n    campuses\n    notices\n" in contracts
    assert "    xuezheng.modules.notices\n    xuezheng.modules.campuses\nlayers =\n    (apps)" in contracts
    documents = (house / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \*\*modules\.(\w+)\*\*", documents, re.MULTILINE) == sorted(
        [*MODULES, "campuses", "notices"]
    )
    glossary = (house / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert "| 校园 | Campus | of the module campuses |" in glossary.splitlines()


@pytest.mark.unit
@pytest.mark.parametrize("name", ["Notices", "no tices", "3notices", "x", "classroom-things"])
def test_an_unfit_name_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(NameIsUnfit):
        create_module(name, root=tmp_path, today=TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.unit
def test_a_taken_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "src" / "xuezheng" / "modules" / "notices").mkdir(parents=True)
    with pytest.raises(NameIsTaken):
        create_module("notices", root=tmp_path, today=TODAY)
