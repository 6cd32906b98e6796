"""Writing a new module's files from the templates, and telling the house about it."""

import os
import re
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from string import Template

from xuezheng.kernel.refusals import Refusal

TEMPLATES = Path(__file__).parent / "templates"
CONTRACT = """
; Each module stands in this order; they meet only through facades and events. A new module is placed by hand where it belongs.
[importlinter:contract:modules]
name = Modules in their order
type = layers
containers =
    xuezheng.modules
layers =
exhaustive = True
"""


class NameIsUnfit(Refusal):
    """A module's name is a Python name in the plural; its noun the singular."""


class NameIsTaken(Refusal):
    """There is such a module."""


def create_module(name: str, *, noun: str = "", zh: str = "", root: Path, today: date) -> list[Path]:
    """Write src/xuezheng/modules/NAME and tests/modules/NAME, and register them. Returns the files written."""
    noun = noun or re.sub("s$", "", name)
    _check(name, noun, root)
    words = {
        "module": name,
        "Module": _camel(name),
        "noun": noun,
        "Noun": _camel(noun),
        "NOUN": noun.upper(),
        "zh": zh or _camel(noun),
        "today": today.isoformat(),
        "exports": _quoted(f"{_camel(noun)}Summary", *sorted((f"close_{noun}", f"open_{noun}", f"{noun}_summary"))),
    }
    package, tests = root / "src" / "xuezheng" / "modules" / name, root / "tests" / "modules" / name
    written = [*_write(TEMPLATES / "package", package, words), *_write(TEMPLATES / "tests", tests, words)]
    _open_the_floor(root)
    _register(root, name)
    _enter_in_glossary(root, words)
    _tidy(package, tests)
    _generate(root)
    return written


def _tidy(*folders: Path) -> None:
    """Where the checks are installed, line breaks and orders that hang on the names' length are set right at once."""
    if find_spec("ruff"):
        for command in (("check", "--fix", "-q"), ("format", "-q")):
            subprocess.run([sys.executable, "-m", "ruff", *command, *map(str, folders)], check=False)  # noqa: S603 - our own arguments


def _generate(root: Path) -> None:
    """What is made from the code (catalogues of texts, the tables of the documents) is made anew with the module in it."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    for command in (("xuezheng.site.messages", "extract"), ("xuezheng.site.documents",)):
        words = [sys.executable, "-m", *command]
        subprocess.run(words, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own arguments


def _check(name: str, noun: str, root: Path) -> None:
    for word in (name, noun):
        if not re.fullmatch("[a-z][a-z0-9]{2,30}", word):
            raise NameIsUnfit(f"{word!r} will not do: use one lower-case English word such as 'notices'.", field="name")
    if name == noun:
        raise NameIsUnfit(
            f"{name!r} is module and noun at once: name the module in the plural, or give --noun.", field="noun"
        )
    if (root / "src" / "xuezheng" / "modules" / name).exists():
        raise NameIsTaken(f"There is a module {name!r} already; choose another name.", field="name")


def _quoted(*names: str) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _camel(word: str) -> str:
    return word[:1].upper() + word[1:]


def _write(source: Path, target: Path, words: dict[str, str]) -> list[Path]:
    written = []
    for template in sorted(source.rglob("*.txt")):
        place = str(template.relative_to(source)).removesuffix(".txt")
        place = re.sub(r"_noun\b", f"_{words['noun']}", place).replace("templates/", f"templates/{words['module']}/")
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(template.read_text(encoding="utf-8")).safe_substitute(words), encoding="utf-8")
        written.append(path)
    return written


def _open_the_floor(root: Path) -> None:
    """The first module brings the floor's own docstrings."""
    for path, text in (
        (
            root / "src" / "xuezheng" / "modules" / "__init__.py",
            "Fields of work; they stand on engines and kernel.",
        ),
        (root / "tests" / "modules" / "__init__.py", "Tests of the modules."),
    ):
        if not path.exists():
            path.write_text(f'"""{text}"""\n', encoding="utf-8")


def _register(root: Path, name: str) -> None:
    listing = root / "src" / "xuezheng" / "site" / "modules.py"
    text = listing.read_text(encoding="utf-8")
    names = sorted({*re.findall(r'^    "(\w+)",$', text, flags=re.MULTILINE), name})
    block = "MODULES: list[str] = [\n" + "".join(f'    "{item}",\n' for item in names) + "]"
    listing.write_text(re.sub(r"MODULES: list\[str\] = \[.*?\]", block, text, flags=re.DOTALL), encoding="utf-8")
    contracts = root / ".importlinter"
    text = contracts.read_text(encoding="utf-8")
    if "importlinter:contract:modules" not in text:
        text = text.rstrip("\n") + "\n" + CONTRACT
    before, head, after = text.partition("[importlinter:contract:modules]")
    text = before + head + after.replace("layers =\n", f"layers =\n    {name}\n", 1)
    before, head, after = text.partition("[importlinter:contract:inner-order]")
    after = after.replace("\nlayers =\n", f"\n    xuezheng.modules.{name}\nlayers =\n", 1)
    contracts.write_text(before + head + after, encoding="utf-8")


def _enter_in_glossary(root: Path, words: dict[str, str]) -> None:
    glossary = root / "docs" / "glossary.md"
    row = f"| {words['zh']} | {words['Noun']} | of the module {words['module']} |\n"
    glossary.write_text(glossary.read_text(encoding="utf-8").rstrip("\n") + "\n" + row, encoding="utf-8")
