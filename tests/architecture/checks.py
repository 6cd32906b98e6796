"""Checks over source files. Each returns sentences, one for each violation; none means the house stands."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.house import SourceFile, package_of

FILE_LIMIT, FUNCTION_LIMIT = 500, 60
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "shared", "lib"}
DOORS = {"facade", "events"}
CLOCK_READS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<code>[:\[][^#]*)?(?P<reason>#.*)?$")


def oversized(files: Iterable[SourceFile]) -> Iterator[str]:
    for file in files:
        lines = file.text.count("\n")
        if lines > FILE_LIMIT:
            yield f"{file.place}: {lines} lines, {FILE_LIMIT} at most"
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LIMIT:
                    yield f"{file.place}:{node.lineno}: {node.name} has {length} lines, {FUNCTION_LIMIT} at most"


def forbidden_names(files: Iterable[SourceFile]) -> Iterator[str]:
    for file in files:
        for part in file.module.split("."):
            if part in FORBIDDEN_NAMES:
                yield f"{file.place}: nothing is called {part!r} here; name it by its subject"


def back_doors(files: Iterable[SourceFile]) -> Iterator[str]:
    """Modules meet only through facade and events."""
    for file in files:
        here = package_of(file.module)
        for target, line in file.imports():
            there = package_of(target)
            if not here or not there or here == there or there[0] != "modules":
                continue
            door = target.split(".")[3:4]
            if here[0] == "modules" and (not door or door[0] not in DOORS):
                yield f"{file.place}:{line}: {here[1]} reaches into {there[1]} by {target}, not by its facade or events"


def unexplained_inner_imports(files: Iterable[SourceFile]) -> Iterator[str]:
    """Imports inside functions hide cycles; only AppConfig.ready and slow leaves with a stated reason may."""
    for file in files:
        if file.path.name == "apps.py":
            continue
        lines = file.text.splitlines()
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom) and "#" not in "".join(
                    lines[inner.lineno - 2 : inner.end_lineno]
                ):
                    yield f"{file.place}:{inner.lineno}: an import inside {node.name} without its reason"


def unexplained_suppressions(files: Iterable[SourceFile]) -> Iterator[str]:
    for file in files:
        for number, line in enumerate(file.text.splitlines(), start=1):
            found = SUPPRESSION.search(line)
            if found is None or "SUPPRESSION" in line:
                continue
            code = found["code"] or ""
            reasoned = " - " in code or bool(found["reason"] and len(found["reason"]) > 6)
            if not code or not reasoned:
                yield f"{file.place}:{number}: a suppression names its code and its reason"


def clock_reads(files: Iterable[SourceFile]) -> Iterator[str]:
    for file in files:
        if file.module == "xuezheng.kernel.clock":
            continue
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                holder = node.func.value
                name = holder.id if isinstance(holder, ast.Name) else getattr(holder, "attr", "")
                if (name, node.func.attr) in CLOCK_READS:
                    yield f"{file.place}:{node.lineno}: the clock is read here; take `at`, or ask kernel.clock at the door"


def hidden_hooks(files: Iterable[SourceFile]) -> Iterator[str]:
    """No save() overrides, no signals between our own parts."""
    for file in files:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.ClassDef):
                names = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
                bases = {base.attr for base in node.bases if isinstance(base, ast.Attribute)} | {
                    base.id for base in node.bases if isinstance(base, ast.Name)
                }
                if "save" in names and bases & {"Model", "ScopedModel"}:
                    yield f"{file.place}:{node.lineno}: {node.name} overrides save(); write an action"
        for target, line in file.imports():
            if target.startswith(("django.db.models.signals", "django.dispatch")):
                yield f"{file.place}:{line}: a signal; announce an event instead"


def docstringless(files: Iterable[SourceFile]) -> Iterator[str]:
    for file in files:
        if file.text.strip() and not ast.get_docstring(file.tree):
            yield f"{file.place}: a file opens with what lives here and why apart"


CHARTER = ("Owns:", "Does not own:", "Depends on:", "Announces:")


def charter_of(docstring: str) -> dict[str, str]:
    """The four parts of a package's charter, each joined to one line."""
    found = re.split(r"^(Owns|Does not own|Depends on|Announces):", docstring, flags=re.MULTILINE)
    return {key: " ".join(text.split()) for key, text in zip(found[1::2], found[2::2], strict=True)}


def broken_charters(files: Iterable[SourceFile]) -> Iterator[str]:
    """`Depends on` names exactly the packages that are imported."""
    by_package: dict[tuple[str, str], set[str]] = {}
    charters: dict[tuple[str, str], dict[str, str]] = {}
    for file in files:
        here = package_of(file.module)
        if here is None or here[0] == "site":
            continue
        if file.path.name == "__init__.py" and file.module.count(".") == 2:
            charters[here] = charter_of(ast.get_docstring(file.tree) or "")
        targets = {package_of(target) for target, _line in file.imports()} - {here, None}
        by_package.setdefault(here, set()).update(target[1] for target in targets if target)
    for package, charter in charters.items():
        missing = [part for part in CHARTER if part.rstrip(":") not in charter]
        if missing:
            yield f"{'.'.join(package)}: the charter lacks {', '.join(missing)}"
            continue
        stated = {name.strip(" .") for name in charter["Depends on"].split(",")} - {"nothing", "", "Django"}
        real = by_package[package]
        if stated != real:
            yield (
                f"{'.'.join(package)}: depends on {', '.join(sorted(real)) or 'nothing'};"
                f" the charter says {', '.join(sorted(stated)) or 'nothing'}"
            )


FACES_AND_BELOW = {"web", "rest", "jobs", "facade", "receivers", "actions", "queries", "policies", "models"}


def outside_inner_order(files: Iterable[SourceFile], ordered: Iterable[str]) -> Iterator[str]:
    """A package that has two of the layers has them in the contract's order: it is named among its containers."""
    layers: dict[str, set[str]] = {}
    for file in files:
        here = package_of(file.module)
        parts = file.module.split(".")
        if here is not None and here[0] != "site" and len(parts) > 3 and parts[3] in FACES_AND_BELOW:
            layers.setdefault(".".join(parts[:3]), set()).add(parts[3])
    for package in sorted(layers.keys() - set(ordered)):
        if len(layers[package]) > 1:
            yield f"{package}: name it among the containers of the contract inner-order ({', '.join(sorted(layers[package]))})"


def shadowed_frame(files: Iterable[SourceFile], names: Iterable[str]) -> Iterator[str]:
    """What a page gives its template by a name of the frame's stands in the frame too: an empty path, another's posts."""
    taken = set(names)
    for file in files:
        rendering = [node for node in ast.walk(file.tree) if isinstance(node, ast.FunctionDef) and _contexts(node)]
        makers = {maker for node in rendering for context in _contexts(node) for maker in _called(context)}
        makers |= {
            node.value.id
            for node in ast.walk(file.tree)
            if isinstance(node, ast.keyword) and node.arg == "context" and isinstance(node.value, ast.Name)
        }
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef) and (node in rendering or node.name in makers):
                for line, name in sorted(_given(node)):
                    if name in taken:
                        yield f"{file.place}:{line}: {name!r} is what the frame calls something of its own"


def _contexts(function: ast.FunctionDef) -> list[ast.expr]:
    """What is handed to `render` within."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return [call.args[2] for call in calls if _name_of(call.func) == "render" and len(call.args) > 2]


def _called(context: ast.expr) -> set[str]:
    return {_name_of(node.func) for node in ast.walk(context) if isinstance(node, ast.Call)}


def _name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _given(function: ast.FunctionDef) -> set[tuple[int, str]]:
    """Keys of a function's dictionaries, but of none that it hands to another function, such as a form's first values."""
    found: set[tuple[int, str]] = set()

    def look(node: ast.AST) -> None:
        if isinstance(node, ast.Dict):
            keys = [key for key in node.keys if isinstance(key, ast.Constant)]
            found.update((key.lineno, key.value) for key in keys if isinstance(key.value, str))
        for inner in ast.iter_child_nodes(node):
            if not isinstance(node, ast.Call) or _name_of(node.func) == "render":
                look(inner)

    look(function)
    return found
