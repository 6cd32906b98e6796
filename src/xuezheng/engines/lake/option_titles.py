"""What the options of columns are called: told once for all tables, by files of whoever declares the tables.

An option means the same wherever it stands, unless its column says otherwise: `master` is a lesson here and a degree there.
"""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.lake.declarations import LakeColumn
from xuezheng.kernel.catalogues.entries import Entry, Words, read_file

LANGUAGES = ("zh", "en")
_titles: dict[tuple[str, str], Words] = {}
"""By column and option; the column is empty where it does not matter."""


def register_option_titles(file: Path) -> None:
    catalogue = read_file(file).only("source", "date", "titles", "columns")
    _add("", catalogue.at("titles"))
    if catalogue.has("columns"):
        for column, titles in catalogue.at("columns").named().items():
            _add(column, titles)


def option_title(column: str, option: str) -> str:
    """In the reader's language; the option itself where no file calls it anything."""
    found = _words(column, option)
    return str(found) if found else option


def option_titles(column: LakeColumn) -> list[str]:
    return [option_title(column.name, option) for option in column.options]


def options_by_title(column: LakeColumn) -> Mapping[str, str]:
    """What a file may call each option, in either language and folded, with the option that is meant."""
    found: dict[str, str] = {}
    for option in column.options:
        words = _words(column.name, option)
        named = (words.zh, words.en) if words else ()
        found |= dict.fromkeys((title.casefold() for title in named), option)
    return found


def _words(column: str, option: str) -> Words | None:
    return _titles.get((column, option)) or _titles.get(("", option))


def _add(column: str, titles: Entry) -> None:
    for option, entry in titles.named().items():
        both = [title.as_text() for title in entry.items()]
        if len(both) != len(LANGUAGES):
            raise entry.mistake(_("Two titles are expected here: [Chinese, English]."))
        _titles[column, option] = Words(zh=both[0], en=both[1])
