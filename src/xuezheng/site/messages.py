"""Texts and their translations: collecting msgids of each app into its catalogue, and compiling the catalogues.

Written here because Django's own command calls gettext's programs, which a bare machine does not have.
"""

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hans"
CATALOGUE = Path("locale") / LOCALE / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
MessageId = str | tuple[str, ...]
Key = tuple[str, MessageId]


@dataclass(frozen=True, kw_only=True)
class App:
    """A Django app's folder. Files of no app of their own belong to the site."""

    folder: Path
    files: tuple[Path, ...]

    @property
    def catalogue(self) -> Path:
        return self.folder / CATALOGUE


def apps() -> list[App]:
    """Every folder with an apps.py, each with the Python files and templates that are its own."""
    folders = sorted(path.parent for path in PACKAGE.rglob("apps.py"))
    owned: dict[Path, list[Path]] = {folder: [] for folder in folders}
    sources = ("*.py", "*.html", "mail/*.txt")
    for path in sorted({path for pattern in sources for path in PACKAGE.rglob(pattern)}):
        owner = next((folder for folder in owned if folder in path.parents), PACKAGE / "site")
        if "migrations" not in path.parts:
            owned[owner].append(path)
    return [App(folder=folder, files=tuple(files)) for folder, files in owned.items()]


def messages_of(app: App) -> Iterator[Key]:
    for path in app.files:
        yield from _messages_in(path)
        if path.suffix == ".py" and "rest" in (path.stem, path.parent.name):
            yield from _operations_in(path)


def _operations_in(path: Path) -> Iterator[Key]:
    """What the endpoints say of themselves: the documentation page shows their docstrings to its readers."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(map(_is_endpoint, node.decorator_list)):
            said = ast.get_docstring(node)
            if said:
                yield "", said


def _is_endpoint(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and "router" in called.value.id


def _messages_in(path: Path) -> Iterator[Key]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _as_python(source, path)
    found = extract_from("python", BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, messages, _comments, context in found:
        yield context or "", messages if isinstance(messages, str) else tuple(messages)


def _as_python(source: str, path: Path) -> str:
    """Django blanks a template out but for its texts; without the indentation, Python's tokenizer reads the rest."""
    return "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())


def read_catalogue(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LOCALE, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE, charset="utf-8")


def extract(names: Sequence[str] = ()) -> list[Path]:
    """Bring catalogues (of the apps named, else of all) up to the texts: new ones empty, gone ones dropped. The changed."""
    return [app.catalogue for app in apps() if (not names or app.folder.name in names) and _bring_up(app)]


def _bring_up(app: App) -> bool:
    wanted = set(messages_of(app))
    kept = read_catalogue(app.catalogue)
    renewed = Catalog(locale=LOCALE, charset="utf-8")
    for context, identity in sorted(wanted, key=_sort_key):
        before = kept.get(identity if isinstance(identity, str) else identity[0], context or None)
        same = before is not None and isinstance(before.id, str) == isinstance(identity, str)
        renewed.add(identity, string=before.string if before and same else None, context=context or None)
    text = written(renewed) if wanted else ""
    if text == (app.catalogue.read_text(encoding="utf-8") if app.catalogue.exists() else ""):
        return False
    app.catalogue.parent.mkdir(parents=True, exist_ok=True)
    app.catalogue.write_text(text, encoding="utf-8")
    return True


def _sort_key(key: Key) -> tuple[str, str]:
    context, identity = key
    return (identity if isinstance(identity, str) else identity[0]), context


def written(catalogue: Catalog) -> str:
    """Sorted, without places in files and without dates, so that two changes seldom touch the same lines."""
    out = BytesIO()
    write_po(out, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    header = 'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
    types = '"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return header + types + out.getvalue().decode().strip() + "\n"


def compile_catalogues() -> int:
    """Write what Django reads at run time, beside each catalogue; those that are up to date stay. Returns how many."""
    return sum(_compile(app.catalogue) for app in apps() if app.catalogue.exists())


def _compile(path: Path) -> bool:
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns == path.stat().st_mtime_ns:
        return False
    fresh = target.with_suffix(".part")
    with fresh.open("wb") as file:
        write_mo(file, read_catalogue(path))
    _same_time(fresh, path)
    fresh.replace(target)
    return True


def _same_time(path: Path, like: Path) -> None:
    stamp = like.stat().st_mtime_ns
    os.utime(path, ns=(stamp, stamp))


def untranslated(app: App) -> list[str]:
    """Texts of the app without a settled Chinese translation, and translations of texts that are gone."""
    kept = {_key(message): message for message in read_catalogue(app.catalogue) if message.id}
    wanted = set(messages_of(app))
    missing = [key for key in sorted(wanted, key=_sort_key) if key not in kept or not _settled(kept[key])]
    return [f"missing: {key[1]}" for key in missing] + [f"left over: {key[1]}" for key in kept.keys() - wanted]


def _key(message: Message) -> Key:
    return message.context or "", message.id if isinstance(message.id, str) else tuple(message.id)


def _settled(message: Message) -> bool:
    said = _strings(message.string)
    return not message.fuzzy and bool(said) and all(said) and _same_blanks(message, said)


def _strings(string: object) -> list[str]:
    return [string] if isinstance(string, str) else [str(part or "") for part in cast(Iterable[object], string or ())]


def _same_blanks(message: Message, said: list[str]) -> bool:
    """A translation fills the same blanks as its text, or the page fails when it is shown."""
    text = message.id if isinstance(message.id, str) else message.id[-1]
    return all(_blanks(text) == _blanks(part) for part in said)


def _blanks(text: str) -> set[tuple[str, ...]]:
    return set(re.findall(r"%\((\w+)\)[sd]|\{(\w+)\}", text)) if text else set()


def main() -> None:
    if sys.argv[1:2] == ["extract"]:
        sys.stdout.writelines(f"{path.relative_to(PACKAGE.parent.parent)}\n" for path in extract(sys.argv[2:]))
    elif sys.argv[1:] == ["compile"]:
        sys.stdout.write(f"{compile_catalogues()} compiled\n")
    else:
        sys.exit("usage: python -m xuezheng.site.messages extract [APP …] | compile")


if __name__ == "__main__":
    main()
