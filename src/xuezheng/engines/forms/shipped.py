"""Forms that modules ship: read once, drafted by whoever takes one over, and that unit's own from then on."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.declaring import declare_form

_folders: list[Path] = []


def register_catalog(folder: Path) -> None:
    if folder not in _folders:
        _folders.append(folder)
        shipped_forms.cache_clear()


@cache
def shipped_forms() -> Mapping[str, Form]:
    """By their codes; a declaration that cannot be read stops the start of the platform, with its line."""
    files = [file for folder in _folders for file in sorted(folder.glob("*.yaml"))]
    found = [declare_form(file.read_text(encoding="utf-8"), name=file.name) for file in files]
    return {form.code: form for form in found}
