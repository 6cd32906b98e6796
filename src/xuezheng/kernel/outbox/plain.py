"""Plain values: what a job or an event may carry, since it is stored as JSON and read by another process later."""

from collections.abc import Mapping, Sequence

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]


class NotPlain(TypeError):
    """Code tried to send an object where only plain values travel: a mistake of ours, never of a user."""


def plain(value: object, *, place: str) -> Plain:
    """The value itself, as JSON would give it back; refuses what JSON would change or cannot hold."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [plain(item, place=f"{place}[{number}]") for number, item in enumerate(value)]
    if isinstance(value, Mapping):
        return {_key(key, place=place): plain(item, place=f"{place}.{key}") for key, item in value.items()}
    raise NotPlain(f"{place} is a {type(value).__name__}; jobs and events carry text, numbers, lists and mappings only")


def _key(key: object, *, place: str) -> str:
    if isinstance(key, str):
        return key
    raise NotPlain(f"{place} has the key {key!r}; keys are text")
