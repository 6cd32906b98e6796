"""Texts of other packages: kept as English msgids with blanks, put into the reader's language when they are shown."""

from collections.abc import Mapping
from dataclasses import asdict

from django.utils.translation import gettext

from xuezheng.kernel.catalogues.entries import Words

Params = Mapping[str, str | int | Words]
"""What fills a text's blanks. A name that exists in both languages is given as words, not in that of whoever acts."""


def kept(params: Params) -> dict[str, str | int | dict[str, str]]:
    return {name: asdict(value) if isinstance(value, Words) else value for name, value in params.items()}


def rendered(text: str, params: Mapping[str, str | int | dict[str, str]]) -> str:
    """In the reader's language, from parameters as they are kept."""
    said = {name: Words(**value) if isinstance(value, dict) else value for name, value in params.items()}
    return gettext(text) % said if text else ""


def check_text(text: str, params: Mapping[str, object]) -> None:
    """A text whose blanks stay open fails where it is written, not on the page of whoever reads it."""
    try:
        filled = text % params
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{text!r} is not filled by {sorted(params)}") from error
    if not filled.strip():
        raise ValueError("a to-do or message says something")


def check_address(url: str) -> None:
    """A path of ours: a message must not lead its reader to another host."""
    if url and (not url.startswith("/") or url.startswith("//") or "\\" in url):
        raise ValueError(f"{url!r} is no path of this site")
