"""What the sign-in page says beside its form: packages above register it (the demonstration's accounts)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class SignInHint:
    """A sign-in to try: who that is, the name to enter, and the password where it is published."""

    title: Text
    username: str
    password: str
    note: Text = ""


Source = Callable[[], list[SignInHint]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """`source()` is asked each time the page is shown to a visitor on the server's own machine."""
    if source not in _sources:
        _sources.append(source)


def hints() -> list[SignInHint]:
    return [hint for source in _sources for hint in source()]
