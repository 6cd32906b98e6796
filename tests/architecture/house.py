"""The house as it stands on disk: its files, packages and their order, read from the import contracts."""

import ast
import configparser
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "xuezheng"
FLOORS = ("site", "modules", "engines", "kernel")


@dataclass(frozen=True)
class SourceFile:
    """One Python file with its module name, relative to a source root holding the package `xuezheng`."""

    path: Path
    root: Path

    @property
    def module(self) -> str:
        parts = self.path.relative_to(self.root.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def place(self) -> str:
        return str(self.path.relative_to(self.root.parent))

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module this file imports, wherever in the file, with the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def source_files(root: Path = SRC) -> list[SourceFile]:
    return [SourceFile(path, root) for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts]


def frame_names(files: Iterable[SourceFile]) -> set[str]:
    """What every page's frame reads, by the names its context gives them."""
    (context,) = (file for file in files if file.module == "xuezheng.kernel.pages.web.context")
    (shell,) = (node for node in context.tree.body if isinstance(node, ast.FunctionDef) and node.name == "shell")
    (given,) = (node.value for node in shell.body if isinstance(node, ast.Return))
    assert isinstance(given, ast.Dict)
    return {key.value for key in given.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def package_of(module: str) -> tuple[str, str] | None:
    """('kernel', 'units') for anything in xuezheng.kernel.units; None outside the rooms."""
    parts = module.split(".")
    if len(parts) < 3 or parts[0] != "xuezheng" or parts[1] not in FLOORS:
        return None
    return parts[1], parts[2]


def kernel_order() -> list[str]:
    """Kernel packages from top to bottom, as the contract states them."""
    return _layers("importlinter:contract:kernel")


def engines_order() -> list[str]:
    return _layers("importlinter:contract:engines")


def ordered_inside() -> list[str]:
    """Packages whose inner order the contract holds."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    return contracts["importlinter:contract:inner-order"]["containers"].split()


def _layers(section: str) -> list[str]:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    if not contracts.has_section(section):
        return []
    lines = contracts[section]["layers"].split()
    return [line.strip("()") for line in lines if line != "|"]


def lint_imports(*, folder: Path, source: Path) -> tuple[int, str]:
    """Run the import contracts over the package found under `source`, in a process of its own."""
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout
