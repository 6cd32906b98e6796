"""What an installation has of each kind of part, as text."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from xuezheng.engines.forms import facade as forms
from xuezheng.engines.indicators import facade as indicators
from xuezheng.kernel.clock import CHINA
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.packages.container import Package

CATALOG = Path(__file__).resolve().parents[1] / "catalog"
KINDS = ("indicators", "forms", "bulletins", "tables")
TAKEN = ("indicators", "forms")
"""Kinds that an import changes. The others come with a release, and are compared only."""


def gather(post: ActingPost, *, year: int, kinds: Collection[str], source: str) -> Package:
    """As they were in force at the end of the year; of a year that is not over, as they are now."""
    until = datetime(year + 1, 1, 1, tzinfo=CHINA)
    texts: Mapping[str, Callable[[], Mapping[str, str]]] = {
        "indicators": lambda: _indicators(until),
        "forms": lambda: forms.published_texts(post, until=until),
        "bulletins": lambda: shipped("bulletins"),
        "tables": lambda: shipped("tables"),
    }
    parts = {f"{kind}/{code}.yaml": text for kind in KINDS if kind in kinds for code, text in texts[kind]().items()}
    return Package(year=year, source=source, parts=parts)


def _indicators(until: datetime) -> dict[str, str]:
    versions = indicators.versions_until(until)
    return {
        code: indicators.text_of(indicators.Definition.from_dict(version.definition))
        for code, version in versions.items()
    }


def present(post: ActingPost) -> dict[str, str]:
    """What a package is compared with."""
    found = {
        "indicators": {each.code: indicators.text_of(each) for each in indicators.definitions()},
        "forms": forms.newest_texts(post),
        "bulletins": shipped("bulletins"),
        "tables": shipped("tables"),
    }
    return {f"{kind}/{code}.yaml": text for kind, texts in found.items() for code, text in texts.items()}


def shipped(kind: str) -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((CATALOG / kind).glob("*.yaml"))}
