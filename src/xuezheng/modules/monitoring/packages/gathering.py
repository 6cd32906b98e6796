"""What an installation has of each kind of part, as text."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from xuezheng.engines.forms import facade as forms
from xuezheng.engines.indicators import facade as indicators
from xuezheng.kernel.clock import CHINA
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.bulletins.templates import template_texts
from xuezheng.modules.monitoring.packages.container import Package

CATALOG = Path(__file__).resolve().parents[1] / "catalog"
KINDS = ("indicators", "forms", "bulletins", "tables")
TAKEN = ("indicators", "forms", "bulletins")
"""Kinds that an import changes. How records are shaped comes with a release, and is compared only."""


def gather(post: ActingPost, *, year: int, kinds: Collection[str], source: str) -> Package:
    """As they were in force at the end of the year; of a year that is not over, as they are now."""
    until = datetime(year + 1, 1, 1, tzinfo=CHINA)
    texts: Mapping[str, Callable[[], Mapping[str, str]]] = {
        "indicators": lambda: _indicators(until),
        "forms": lambda: forms.published_texts(post, until=until),
        "bulletins": lambda: template_texts(until=until),
        "tables": table_texts,
    }
    parts = {f"{kind}/{code}.yaml": text for kind in KINDS if kind in kinds for code, text in texts[kind]().items()}
    return Package(year=year, source=source, parts=parts)


def _indicators(until: datetime) -> dict[str, str]:
    versions = indicators.versions_until(until)
    return {code: indicators.text_of(version.worded) for code, version in versions.items()}


def present(post: ActingPost) -> dict[str, str]:
    """What a package is compared with."""
    found = {
        "indicators": {each.code: indicators.text_of(each) for each in indicators.definitions()},
        "forms": forms.newest_texts(post),
        "bulletins": template_texts(),
        "tables": table_texts(),
    }
    return {f"{kind}/{code}.yaml": text for kind, texts in found.items() for code, text in texts.items()}


REWORDED = ("indicators", "bulletins")
"""Kinds that are changed by their text; forms have an editor of their own."""


def present_part(name: str) -> str:
    """The text in force of a definition or a template, by the name it has in packages."""
    kind, _slash, file = name.partition("/")
    code, found = file.removesuffix(".yaml"), None
    if kind == "indicators":
        found = next((indicators.text_of(each) for each in indicators.definitions() if each.code == code), None)
    elif kind == "bulletins":
        found = template_texts().get(code)
    if found is None:
        raise NotFound(_("There is no definition or template of this name."))
    return found


def table_texts() -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((CATALOG / "tables").glob("*.yaml"))}
