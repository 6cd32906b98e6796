"""What the records show beside a judgement: whoever computes indicators registers here, since it stands above this module."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from xuezheng.kernel.scope.acting import ActingPost


class KnownValues(Protocol):
    def __call__(
        self, post: ActingPost, *, codes: Collection[str], unit_paths: Collection[str], on: date
    ) -> Mapping[tuple[str, str], str]:
        """The newest values of the day as a person reads them, by path of the unit and code of the indicator."""


_sources: list[KnownValues] = []


def register(source: KnownValues) -> None:
    if source not in _sources:
        _sources.append(source)


def known_values(
    post: ActingPost, *, codes: Collection[str], unit_paths: Collection[str], on: date
) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for source in _sources if codes and unit_paths else ():
        found |= source(post, codes=codes, unit_paths=unit_paths, on=on)
    return found
