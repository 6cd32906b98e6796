"""Documentation that can be generated is generated: `python -m xuezheng.site.documents` writes it, a test compares it."""

import os
import re
from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import django

from xuezheng.site.configuration import Configuration

PACKAGE = Path(__file__).resolve().parents[1]
DOCS = PACKAGE.parents[1] / "docs"
FLOORS = ("modules", "engines", "kernel")
PARTS = ("Owns", "Does not own", "Depends on", "Announces")


def module_map() -> str:
    """The map of docs/architecture.md: one row a package, from its charter."""
    lines = ["| package | owns | does not own | depends on | announces |", "| --- | --- | --- | --- | --- |"]
    for floor in FLOORS:
        for folder in sorted((PACKAGE / floor).glob("*/__init__.py")):
            charter = charter_of(f"xuezheng.{floor}.{folder.parent.name}")
            cells = (charter.get(part, "").replace("|", "\\|") for part in PARTS)
            lines.append(f"| **{floor}.{folder.parent.name}** | {' | '.join(cells)} |")
    return "\n".join(lines)


def charter_of(package: str) -> dict[str, str]:
    docstring = import_module(package).__doc__ or ""
    found = re.split(r"^(Owns|Does not own|Depends on|Announces):", docstring, flags=re.MULTILINE)
    return {part: " ".join(text.split()) for part, text in zip(found[1::2], found[2::2], strict=True)}


def roles_table() -> str:
    """The table of docs/people.md: what each role may do, from the catalogue."""
    from xuezheng.kernel.people.roles import roles  # needs Django's translations, which the map above does not

    lines = ["| 角色 | role | levels | rank | reach | permissions |", "| --- | --- | --- | --- | --- | --- |"]
    for role in sorted(roles().values(), key=lambda role: -role.rank):
        permissions = ", ".join(f"`{permission}`" for permission in sorted(role.permissions))
        levels = ", ".join(sorted(role.levels))
        lines.append(
            f"| {role.name_zh} | {role.name_en} (`{role.code}`) | {levels} | {role.rank} | {role.reach} | {permissions} |"
        )
    return "\n".join(lines)


def settings_table() -> str:
    """The table of docs/settings.md: every variable of the environment, from the configuration's fields."""
    lines = ["| variable | default | meaning |", "| --- | --- | --- |"]
    for item in fields(Configuration):
        default = "var in the checkout" if item.name == "home" else shown_default(item.default)
        lines.append(f"| `{item.metadata['variable']}` | {default} | {item.metadata['meaning']} |")
    return "\n".join(lines)


def shown_default(value: object) -> str:
    if isinstance(value, bool):
        return "`1`" if value else "not set"
    return f"`{value}`" if str(value) else "not set"


GENERATED: dict[str, tuple[str, Callable[[], str]]] = {
    "module-map": ("architecture.md", module_map),
    "roles": ("people.md", roles_table),
    "settings": ("settings.md", settings_table),
}


def with_part(text: str, name: str, part: str) -> str:
    """The document with the text between its two markers replaced."""
    begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
    before, _, rest = text.partition(begin)
    return f"{before}{begin}\n{part}\n{end}{rest.partition(end)[2]}"


def write() -> None:
    """The modules name their permissions when Django starts them; nothing is signed, so no key is made for it."""
    os.environ.setdefault("XUEZHENG_SECRET_KEY", "documents")
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezheng.site.settings"
    django.setup()
    for name, (file, generate) in GENERATED.items():
        path = DOCS / file
        path.write_text(with_part(path.read_text(encoding="utf-8"), name, generate()), encoding="utf-8")


if __name__ == "__main__":
    write()
